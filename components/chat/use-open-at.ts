"use client";

import { useEffect, useState } from "react";
import { CallError } from "@/lib/client/api";
import { loadBackTo } from "@/lib/client/load-back";
import type { Place } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";

/** A message to go to, in its session's log. */
export type MessagePlace = Place & { id: string };

const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-message="${id}"]`);

/** Calls back with the message's row as soon as it is drawn. @returns an end of waiting for it */
function whenDrawn(id: string, found: (row: HTMLElement) => void): () => void {
  const row = rowOf(id);
  if (row) {
    found(row);
    return () => {};
  }
  const observer = new MutationObserver(() => {
    const row = rowOf(id);
    if (!row) return;
    observer.disconnect();
    found(row);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function goTo(row: HTMLElement): void {
  row.dataset.found = "";
  row.tabIndex = -1;
  row.scrollIntoView({ block: "center" });
  row.focus({ preventScroll: true });
  // Who was at the end of the log is told of as somebody who went up, before anything grows.
  row.closest("[role=log]")?.dispatchEvent(new Event("scroll"));
}

/**
 * Goes to a message of a conversation that is shown: loads the log back to it where it is further
 * up, brings it into sight and marks it, as long as it is the one to go to. Works on the rows and
 * not through the log, whose every byte the customer's page would load as well.
 */
export function useOpenAt(session_id: string, to: MessagePlace | null) {
  const client = useChatClient();
  const is_ready = useClientState((state) => state.conversations[session_id]?.status === "ready");
  const [status, setStatus] = useState<"ready" | "loading" | "failed">("ready");
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each try is one more
  useEffect(() => {
    if (!client || !to || !is_ready) return;
    let is_over = false;
    let stop = () => {};
    async function load(client: NonNullable<ReturnType<typeof useChatClient>>, to: MessagePlace) {
      setStatus("loading");
      try {
        await loadBackTo(client, session_id, to);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (!is_over) setStatus("failed");
        return;
      }
      if (is_over) return;
      setStatus("ready");
      stop = whenDrawn(to.id, goTo);
    }
    void load(client, to);
    return () => {
      is_over = true;
      stop();
      setStatus("ready");
      delete rowOf(to.id)?.dataset.found;
    };
  }, [client, session_id, to, is_ready, tries]);

  return { status, retry: () => setTries((before) => before + 1) };
}
