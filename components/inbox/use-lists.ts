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

/** How many chats the agent has of how many they may; null while that is not known. */
export function useLoad() {
  const count = useOwnChats().length;
  const limit = useClientState(({ agents, me }) => agents[me.user_id]?.max_concurrent_chats);
  const is_loaded = useClientState((state) => state.lists === "ready");
  if (limit === undefined || !is_loaded) return null;
  return { count, limit, is_full: count >= limit };
}
