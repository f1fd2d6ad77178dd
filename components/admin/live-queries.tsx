"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { SESSIONS } from "@/components/admin/use-sessions";
import { STAFF } from "@/components/admin/use-staff";
import { onOwnInput } from "@/lib/client/own-input";
import { useChatClient } from "@/lib/client/use-chat-client";

/** A burst of events asks once, in milliseconds. */
const SOON = 300;

/**
 * Keeps what was fetched true. After each connect all is asked again, for what happened in between
 * came as no event. Loads and statuses of the staff are asked again after events; the sessions
 * take the events themselves (see `useSessions`).
 */
export function LiveQueries() {
  const client = useChatClient();
  const queries = useQueryClient();

  useEffect(() => {
    if (!client) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let before = client.getState();
    const unsubscribe = client.subscribe(() => {
      const now = client.getState();
      if (now.connection === "online" && before.connection !== "online") {
        void queries.invalidateQueries({ queryKey: SESSIONS });
        void queries.invalidateQueries({ queryKey: STAFF });
      } else if (now.sessions !== before.sessions || now.agents !== before.agents) {
        timer ??= setTimeout(() => {
          timer = undefined;
          void queries.invalidateQueries({ queryKey: STAFF });
        }, SOON);
      }
      before = now;
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [client, queries]);

  useEffect(() => {
    if (!client) return;
    // Who does something here is at work and not away.
    return onOwnInput(() => client.active());
  }, [client]);

  return null;
}
