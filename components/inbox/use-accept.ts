"use client";

import { useCallback, useRef, useState } from "react";
import { displayLocale } from "@/components/ui/display-locale";
import { type ToastOptions, useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { ErrorBody } from "@/lib/errors";

/** Takes a chat, and says why not where it cannot be had. `onAccepted` is told once it is ours. */
export function useAccept(onAccepted: (session_id: string) => void) {
  const client = useChatClient();
  const toast = useToast();
  const [accepting, setAccepting] = useState<string | null>(null);
  const running = useRef(false);

  const accept = useCallback(
    async (session_id: string) => {
      // One at a time: whoever strikes the key twice wants one chat.
      if (!client || running.current) return;
      running.current = true;
      setAccepting(session_id);
      try {
        await client.accept(session_id);
        onAccepted(session_id);
      } catch (error) {
        toast(refusal(toErrorBody(error)));
      } finally {
        running.current = false;
        setAccepting(null);
      }
    },
    [client, toast, onAccepted],
  );
  return { accept, accepting };
}

function refusal({ code, message, details }: ErrorBody): ToastOptions {
  switch (code) {
    case "ALREADY_ASSIGNED": {
      const { agent, assigned_at } = details as {
        agent?: { name: string };
        assigned_at: string;
      };
      const at = new Date(assigned_at).toLocaleTimeString(displayLocale());
      return {
        tone: "warning",
        title: `${agent?.name ?? "A colleague"} has taken this chat.`,
        description: `It was theirs at ${at}.`,
      };
    }
    case "AT_CAPACITY": {
      const { active_chats, max_concurrent_chats } = details as Record<string, number>;
      return {
        tone: "warning",
        title: `You have ${active_chats} of ${max_concurrent_chats} chats.`,
        description: "End or release one, then accept this one.",
      };
    }
    case "CHAT_CLOSED":
    case "NOT_FOUND":
      return { tone: "warning", title: "This chat has ended.", description: "It left the queue." };
    case "UNAVAILABLE":
      return {
        tone: "warning",
        title: "Not accepted: the server cannot be reached.",
        description: "The chat stays in the queue. Try again when the connection is back.",
      };
    default:
      return { tone: "danger", title: "Not accepted.", description: message };
  }
}
