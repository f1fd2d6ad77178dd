"use client";

import { useMemo } from "react";
import { ownActive, queueOf } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";

/** Who waits, in the order of the queue. */
export function useQueue() {
  const sessions = useClientState((state) => state.sessions);
  return useMemo(() => queueOf({ sessions }), [sessions]);
}

/** The agent's own active chats: who waits longest for an answer first. */
export function useOwnChats() {
  const sessions = useClientState((state) => state.sessions);
  const me = useClientState((state) => state.me);
  return useMemo(() => ownActive({ sessions, me }), [sessions, me]);
}
