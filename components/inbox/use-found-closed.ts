"use client";

import { useEffect, useState } from "react";
import { CallError, callApi } from "@/lib/client/api";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { List } from "@/lib/sessions/contract";

/** So long after the last key it is searched for, in milliseconds. */
const SEARCH_AFTER = 200;
/** One letter alone finds anybody. */
const SHORTEST = 2;
/** No longer words are searched for. */
const LONGEST = 100;
/** Who looks for one of many writes another letter. */
const FOUND = 20;

type Found = { query: string; chats: KnownSession[]; is_failed: boolean };

const nothing: Found = { query: "", chats: [], is_failed: false };

/** The agent's own closed chats by customer and subject, as the server finds them for `typed`. */
export function useFoundClosed(typed: string) {
  const client = useChatClient();
  const [found, setFound] = useState(nothing);
  const [tries, setTries] = useState(0);
  const words = typed.trim().slice(0, LONGEST).trim();
  const query = words.length < SHORTEST ? "" : words;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each try is one more search
  useEffect(() => {
    if (!client || !query) return;
    let is_over = false;
    const { identity } = client;
    async function search() {
      const path = `/api/live-chat/agent/sessions?status=closed&limit=${FOUND}`;
      try {
        const { items: chats } = await callApi<List<KnownSession>>(
          identity,
          "GET",
          `${path}&q=${encodeURIComponent(query)}`,
        );
        if (!is_over) setFound({ query, chats, is_failed: false });
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (!is_over) setFound({ query, chats: [], is_failed: true });
      }
    }
    const timer = setTimeout(() => void search(), SEARCH_AFTER);
    return () => {
      is_over = true;
      clearTimeout(timer);
    };
  }, [client, query, tries]);

  const is_answered = found.query === query;
  return {
    /** Of the last search that was answered: what no longer matches is for the screen to leave out. */
    chats: query ? found.chats : nothing.chats,
    status: is_answered ? (found.is_failed ? "failed" : "ready") : query ? "loading" : "ready",
    retry() {
      setFound(nothing);
      setTries((before) => before + 1);
    },
  } as const;
}
