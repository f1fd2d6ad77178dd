"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { displayLocale } from "@/components/ui/display-locale";
import { type ToastOptions, useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { queueOf } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { ErrorBody } from "@/lib/errors";

/**
 * Takes a chat, and says why not where it cannot be had. `onAccepted` is told once it is ours.
 * Where a colleague takes the chat that is `selected`, or was quicker, the next is offered.
 */
export function useAccept(selected: string | null, onAccepted: (session_id: string) => void) {
  const client = useChatClient();
  const toast = useToast();
  const [accepting, setAccepting] = useState<string | null>(null);
  const running = useRef<string | null>(null);
  const accept_next = useRef(() => {});

  const offer = useCallback(
    (options: ToastOptions) => {
      const next = client && queueOf(client.getState())[0];
      const action = { label: "Accept the next", keys: "A", onSelect: () => accept_next.current() };
      toast(next ? { ...options, action } : options);
    },
    [client, toast],
  );

  const accept = useCallback(
    async (session_id: string) => {
      // One at a time: whoever strikes the key twice wants one chat.
      if (!client || running.current) return;
      running.current = session_id;
      setAccepting(session_id);
      try {
        await client.accept(session_id);
        onAccepted(session_id);
      } catch (error) {
        const body = toErrorBody(error);
        const is_lost = ["ALREADY_ASSIGNED", "CHAT_CLOSED", "NOT_FOUND"].includes(body.code);
        (is_lost ? offer : toast)(refusal(body));
      } finally {
        running.current = null;
        setAccepting(null);
      }
    },
    [client, toast, offer, onAccepted],
  );
  useEffect(() => {
    accept_next.current = () => {
      const next = client && queueOf(client.getState())[0];
      if (next) void accept(next.id);
    };
  }, [client, accept]);

  const status = useClientState((state) => selected && state.sessions[selected]?.status);
  const before = useRef({ selected, status });
  useEffect(() => {
    const { selected: was_selected, status: was } = before.current;
    before.current = { selected, status };
    if (!client || !selected || selected !== was_selected) return;
    // Whoever just pressed Accept is told by the answer to it.
    if (was !== "pending" || status !== "active" || running.current === selected) return;
    const { me, sessions } = client.getState();
    const session = sessions[selected];
    if (session && session.agent_id !== me.user_id) offer(taken(session));
  }, [client, selected, status, offer]);

  return { accept, accepting };
}

type Taken = { agent?: { name: string } | null; assigned_at?: string | null };

function taken({ agent, assigned_at }: Taken): ToastOptions {
  const at = assigned_at && new Date(assigned_at).toLocaleTimeString(displayLocale());
  return {
    tone: "warning",
    title: `${agent?.name ?? "A colleague"} has taken this chat.`,
    ...(at && { description: `They took it at ${at}.` }),
  };
}

function refusal({ code, message, details }: ErrorBody): ToastOptions {
  switch (code) {
    case "ALREADY_ASSIGNED":
      return taken(details as Taken);
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
      return { tone: "warning", title: "This chat is closed.", description: "It left the queue." };
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
