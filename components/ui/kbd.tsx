"use client";

import { clsx } from "clsx";
import { useSyncExternalStore } from "react";
import { VisuallyHidden } from "./visually-hidden";

const symbols: Record<string, string> = {
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  backspace: "⌫",
  tab: "Tab",
  space: "Space",
};
const appleSymbols: Record<string, string> = {
  mod: "⌘",
  meta: "⌘",
  control: "⌃",
  alt: "⌥",
  shift: "⇧",
};
const otherSymbols: Record<string, string> = { mod: "Ctrl", control: "Ctrl", meta: "Win" };

const never = () => () => {};
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

function keyCap(key: string, apple: boolean) {
  const name = key.toLowerCase();
  const symbol = (apple ? appleSymbols : otherSymbols)[name] ?? symbols[name];
  if (symbol) return symbol;
  return key.length === 1 ? key.toUpperCase() : key;
}

/**
 * Keys as the reader's own keyboard names them. `keys` is written `Mod+Enter`, where `Mod` is
 * Command on Apple and Control elsewhere; a space parts keys that are struck one after the other.
 */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  const strokes = keys.split(" ").map((stroke) => stroke.split(/\+(?=.)/));
  return (
    <kbd
      dir="ltr"
      className={clsx("inline-flex shrink-0 items-center gap-0.5 font-sans", className)}
    >
      <VisuallyHidden>{keys.replace("Mod", apple ? "Command" : "Control")}</VisuallyHidden>
      {strokes.flat().map((key, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a key may be struck twice, and none moves
          key={place}
          aria-hidden="true"
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-current/30 px-1 text-[0.6875rem] leading-none font-medium"
        >
          {keyCap(key, apple)}
        </span>
      ))}
    </kbd>
  );
}
