"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { type Side, sideOf } from "@/lib/client/api";
import { type ChatClient, createChatClient } from "@/lib/client/chat-client";
import type { createStaffLists } from "@/lib/client/staff-lists";
import { type ClientState, initialState, type Me } from "@/lib/client/state";
import { browserStore } from "@/lib/client/unsent";

const ClientContext = createContext<{ client: ChatClient | null; me: Me } | null>(null);

type ChatClientProviderProps = {
  me: Me;
  looks_on?: boolean;
  /** For staff. */
  createLists?: typeof createStaffLists;
  children: ReactNode;
};

/** Opens the page's one connection, as long as the page is there. */
export function ChatClientProvider(props: ChatClientProviderProps) {
  const { me, looks_on = false, createLists, children } = props;
  const { user_id, role } = me;
  const [client, setClient] = useState<ChatClient | null>(null);
  useEffect(() => {
    const side: Side = sideOf({ role });
    const store = browserStore({ user_id, role });
    const opened = createChatClient({ side, looks_on }, { user_id, role }, store, createLists);
    setClient(opened);
    return () => opened.close();
  }, [user_id, role, looks_on, createLists]);
  return <ClientContext value={{ client, me }}>{children}</ClientContext>;
}

/**
 * What is inside hears of no change while it is `quiet`, so that what is hidden costs nothing.
 * Afterwards it hears of all that there was, at once.
 */
export function QuietChatClient({ quiet, children }: { quiet: boolean; children: ReactNode }) {
  const { client, me } = useContextValue();
  const gate = useMemo(() => client && createGate(client), [client]);
  const value = useMemo(() => ({ client: gate?.client ?? null, me }), [gate, me]);
  useLayoutEffect(() => (quiet ? undefined : gate?.open()), [gate, quiet]);
  return <ClientContext value={value}>{children}</ClientContext>;
}

function createGate(client: ChatClient) {
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  function subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
  return {
    client: { ...client, subscribe },
    /** @returns closes it */
    open() {
      tell();
      const unsubscribe = client.subscribe(tell);
      return () => void unsubscribe();
    },
  };
}

function useContextValue() {
  const value = useContext(ClientContext);
  if (!value) throw new Error("There is no ChatClientProvider above this component.");
  return value;
}

/** The page's client; null until the page is alive in the browser. */
export function useChatClient(): ChatClient | null {
  return useContextValue().client;
}

/**
 * A part of what the client knows. `select` gives parts of the state as they are: what it makes
 * anew each time would render without end.
 */
export function useClientState<T>(select: (state: ClientState) => T): T {
  const { client, me } = useContextValue();
  const [empty] = useState(() => initialState(me));
  const subscribe = useCallback(
    (listener: () => void) => client?.subscribe(listener) ?? (() => {}),
    [client],
  );
  const read = () => select(client?.getState() ?? empty);
  return useSyncExternalStore(subscribe, read, () => select(empty));
}
