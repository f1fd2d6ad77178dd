"use client";

import { type RefObject, useEffect } from "react";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import { useIsShown } from "./kept-chat";

/**
 * Tells that the person has seen the conversation: its end is on the screen (wherever it scrolls
 * or is hidden), and the page has their attention. Who only looks on tells nothing.
 */
export function useSeen(session_id: string, end: RefObject<Element | null>): void {
  const client = useChatClient();
  const is_shown = useIsShown();
  const is_participant = useClientState(({ sessions, me }) => {
    const session = sessions[session_id];
    return session?.customer_id === me.user_id || session?.agent_id === me.user_id;
  });

  useEffect(() => {
    const mark = end.current;
    if (!client || !mark || !is_participant || !is_shown) return;
    let is_in_view = false;
    function look() {
      const has_attention = document.visibilityState === "visible" && document.hasFocus();
      if (is_in_view && has_attention) client?.seen(session_id);
    }
    const observer = new IntersectionObserver((entries) => {
      is_in_view = entries.at(-1)?.isIntersecting ?? false;
      look();
    });
    observer.observe(mark);
    const unsubscribe = client.subscribe(look);
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      observer.disconnect();
      unsubscribe();
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [client, session_id, end, is_participant, is_shown]);
}
