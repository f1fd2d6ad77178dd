import { useEffect, useState } from "react";
import { CallError, callApi } from "@/lib/client/api";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { Rating } from "@/lib/ratings/contract";

type Known = { status: "loading" | "ready" | "failed"; comment: string | null };

const LOADING: Known = { status: "loading", comment: null };

/**
 * What the customer wrote with their rating, which no session carries. It never changes, so it is
 * loaded once, and once more with the next connection where that failed.
 */
export function useRatingComment(session_id: string) {
  const client = useChatClient();
  const is_online = useClientState((state) => state.connection === "online");
  const [known, setKnown] = useState(LOADING);
  const [tries, setTries] = useState(0);
  const is_ready = known.status === "ready";

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` says when to ask again
  useEffect(() => {
    if (!client || !is_online || is_ready) return;
    let is_over = false;
    setKnown(LOADING);
    const path = `/api/live-chat/${session_id}/rating`;
    callApi<{ rating: Rating | null }>(client.identity, "GET", path).then(
      ({ rating }) => !is_over && setKnown({ status: "ready", comment: rating?.comment ?? null }),
      (error) => {
        if (!(error instanceof CallError)) throw error;
        if (!is_over) setKnown({ status: "failed", comment: null });
      },
    );
    return () => {
      is_over = true;
    };
  }, [client, is_online, is_ready, session_id, tries]);

  return { ...known, retry: () => setTries((before) => before + 1) };
}
