"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { CallError, callApi } from "@/lib/client/api";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { CustomerContext } from "@/lib/customers/contract";

/** Who goes through the chats one by one does not ask for each, in milliseconds. */
const ASKED_AFTER = 150;

type Known = {
  context: CustomerContext | null;
  status: "loading" | "ready" | "failed";
  more: "ready" | "loading" | "failed";
};

const nothing: Known = { context: null, status: "loading", more: "ready" };

/**
 * Who the customer of a chat is. Of a chat that was looked at before, what was known is there at
 * once and asked again; so it is after each connect, and when a chat of theirs changes hands or
 * becomes a ticket.
 */
export function useCustomerContext(session_id: string | null) {
  const client = useChatClient();
  const is_online = useClientState((state) => state.connection === "online");
  const standing = useClientState((state) => standingOf(state.sessions, session_id));
  const [known, setKnown] = useState<Record<string, Known>>({});
  const newest = useRef(0);

  const change = useCallback(
    (id: string, of: (before: Known) => Known) =>
      setKnown((before) => ({ ...before, [id]: of(before[id] ?? nothing) })),
    [],
  );
  const ask = useCallback(
    (id: string, cursor?: string) => {
      if (!client) throw new Error("There is no client to ask with.");
      const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
      const path = `/api/live-chat/${id}/customer-context${query}`;
      return callApi<CustomerContext>(client.identity, "GET", path);
    },
    [client],
  );
  const load = useCallback(
    async (id: string) => {
      const turn = ++newest.current;
      change(id, (before) => ({ ...before, status: before.context ? "ready" : "loading" }));
      try {
        const context = await ask(id);
        if (turn === newest.current) {
          change(id, () => ({ context, status: "ready", more: "ready" }));
        }
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (turn === newest.current) change(id, (before) => ({ ...before, status: "failed" }));
      }
    },
    [ask, change],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `standing` says when to ask again
  useEffect(() => {
    if (!client || !session_id || !is_online) return;
    const asking = setTimeout(() => void load(session_id), ASKED_AFTER);
    return () => clearTimeout(asking);
  }, [client, session_id, is_online, standing, load]);

  async function loadMore() {
    const context = session_id ? known[session_id]?.context : null;
    const cursor = context?.previous_chats.next_cursor;
    if (!session_id || !cursor) return;
    const turn = newest.current;
    change(session_id, (before) => ({ ...before, more: "loading" }));
    try {
      const { previous_chats } = await ask(session_id, cursor);
      if (turn !== newest.current) return;
      const items = [...context.previous_chats.items, ...previous_chats.items];
      const next = { ...context, previous_chats: { ...previous_chats, items } };
      change(session_id, (before) => ({ ...before, context: next, more: "ready" }));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      change(session_id, (before) => ({ ...before, more: "failed" }));
    }
  }

  return {
    ...((session_id && known[session_id]) || nothing),
    retry: () => session_id && void load(session_id),
    loadMore: () => void loadMore(),
  };
}

/** What there is to read of a customer's hangs on who has their chats, as far as that is known here. */
function standingOf(sessions: Record<string, KnownSession>, session_id: string | null): string {
  const customer_id = session_id ? sessions[session_id]?.customer_id : undefined;
  if (customer_id === undefined) return "";
  return Object.values(sessions)
    .filter((session) => session.customer_id === customer_id)
    .map(({ status, agent_id, ticket_id }) => `${status} ${agent_id} ${ticket_id}`)
    .sort()
    .join();
}
