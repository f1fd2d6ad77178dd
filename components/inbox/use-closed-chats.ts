"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { CallError, callApi } from "@/lib/client/api";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { List } from "@/lib/sessions/contract";

type Loaded = {
  items: KnownSession[];
  next_cursor: string | null;
  status: "loading" | "ready" | "failed";
};

/** The agent's own chats that have ended, the last one first; those that end meanwhile come along. */
export function useClosedChats() {
  const client = useChatClient();
  const sessions = useClientState((state) => state.sessions);
  const me = useClientState((state) => state.me);
  const [loaded, setLoaded] = useState<Loaded>({ items: [], next_cursor: "", status: "loading" });

  const load = useCallback(
    async (cursor: string) => {
      if (!client) return;
      setLoaded((before) => ({ ...before, status: "loading" }));
      const more = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      try {
        const page = await callApi<List<KnownSession>>(
          client.identity,
          "GET",
          `/api/live-chat/agent/sessions?status=closed&limit=30${more}`,
        );
        setLoaded(({ items }) => ({
          items: cursor ? [...items, ...page.items] : page.items,
          next_cursor: page.next_cursor,
          status: "ready",
        }));
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        setLoaded((before) => ({ ...before, status: "failed" }));
      }
    },
    [client],
  );
  useEffect(() => void load(""), [load]);

  const chats = useMemo(() => {
    const ended = Object.values(sessions).filter(
      (session) => session.status === "closed" && session.agent_id === me.user_id,
    );
    const by_id = new Map([...loaded.items, ...ended].map((session) => [session.id, session]));
    const end = (session: KnownSession) => session.ended_at ?? session.created_at;
    return [...by_id.values()].sort((a, b) => end(b).localeCompare(end(a)));
  }, [loaded.items, sessions, me]);

  return {
    chats,
    status: loaded.status,
    has_more: loaded.next_cursor !== null,
    loadMore: () => void load(loaded.next_cursor ?? ""),
  };
}
