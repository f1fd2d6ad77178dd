"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { CallError, callApi, sideOf } from "@/lib/client/api";
import { useClientState } from "@/lib/client/use-chat-client";
import type { FoundMessage } from "@/lib/search/contract";
import type { List } from "@/lib/sessions/contract";

/** So long after the last key it is searched for, in milliseconds. */
const SEARCH_AFTER = 200;
/** No more is searched for, in characters. */
const LONGEST = 200;
/** One letter alone is in every message. */
const SHORTEST = 2;

type Found = {
  query: string;
  items: FoundMessage[];
  next_cursor: string | null;
  status: "ready" | "failed" | "loading more";
};

const nothing: Found = { query: "", items: [], next_cursor: null, status: "ready" };

/** What is searched for, of what somebody typed; empty where that is too little. */
export function searchedFor(typed: string): string {
  const words = typed.trim().slice(0, LONGEST).trim();
  return words.length < SHORTEST ? "" : words;
}

/** The messages with these words, newest first, as far as they were asked for. */
export function useMessageSearch(typed: string) {
  const role = useClientState((state) => state.me.role);
  const [found, setFound] = useState(nothing);
  const [tries, setTries] = useState(0);
  const query = searchedFor(typed);
  const newest = useRef(query);
  useEffect(() => {
    newest.current = query;
  });

  const read = useCallback(
    async (query: string, before: FoundMessage[], cursor: string | null) => {
      const address = new URLSearchParams({ q: query, ...(cursor && { cursor }) });
      try {
        const page = await callApi<List<FoundMessage>>(
          { side: sideOf({ role }) },
          "GET",
          `/api/live-chat/search?${address}`,
        );
        if (newest.current !== query) return;
        setFound({ ...page, query, items: [...before, ...page.items], status: "ready" });
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (newest.current !== query) return;
        setFound({ query, items: before, next_cursor: cursor, status: "failed" });
      }
    },
    [role],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: each try is one more search
  useEffect(() => {
    if (!query) return;
    const timer = setTimeout(() => void read(query, [], null), SEARCH_AFTER);
    return () => clearTimeout(timer);
  }, [read, query, tries]);

  const is_answered = found.query === query;
  return {
    query,
    items: is_answered ? found.items : nothing.items,
    status: is_answered ? found.status : "loading",
    has_more: is_answered && found.next_cursor !== null,
    loadMore() {
      setFound({ ...found, status: "loading more" });
      void read(query, found.items, found.next_cursor);
    },
    retry() {
      if (found.items.length > 0) return this.loadMore();
      setFound(nothing);
      setTries((before) => before + 1);
    },
  } as const;
}
