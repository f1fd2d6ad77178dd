"use client";

import { clsx } from "clsx";
import {
  createContext,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { QuietChatClient } from "@/lib/client/use-chat-client";

// Not the value itself: React would look through all rows of a long log for who reads it.
const ShownContext = createContext<ReturnType<typeof createShown> | null>(null);

function createShown(initially: boolean) {
  let is_shown = initially;
  const listeners = new Set<() => void>();
  return {
    get: () => is_shown,
    set(next: boolean) {
      is_shown = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const always = { get: () => true, subscribe: () => () => {} };

/**
 * Whether what this is a part of is on the screen. What listens to the page, tells the server or
 * takes keys does so only then.
 */
export function useIsShown(): boolean {
  const shown = useContext(ShownContext) ?? always;
  return useSyncExternalStore(shown.subscribe, shown.get, shown.get);
}

type KeptChatProps = { is_shown: boolean; children: ReactNode };

/**
 * A chat that stays on the page while others are looked at: laid out and scrolled as it was, out of
 * sight and of reach, and drawn no more until it is shown. It fills a parent that is `relative`.
 * React's Activity would put away and set up again every effect of every row, which takes longer
 * than to draw the chat anew.
 */
export function KeptChat({ is_shown, children }: KeptChatProps) {
  const [shown] = useState(() => createShown(is_shown));
  useLayoutEffect(() => shown.set(is_shown), [shown, is_shown]);
  return (
    <ShownContext value={shown}>
      <QuietChatClient quiet={!is_shown}>
        <div
          className={clsx(
            // Contained when it is shown too: a change of style containment has browsers walk through
            // every element of the page for its counters, those of all chats that are kept.
            "absolute inset-0 flex flex-col contain-strict",
            is_shown
              ? "z-1"
              : "[content-visibility:hidden] not-supports-[content-visibility:hidden]:hidden",
          )}
        >
          {children}
        </div>
      </QuietChatClient>
    </ShownContext>
  );
}
