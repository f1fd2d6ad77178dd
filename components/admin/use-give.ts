"use client";

import { useState } from "react";
import type { SessionRow } from "@/components/admin/session-rows";
import type { Candidate } from "@/components/chat/agent-fit";
import { whyGone, whyNot } from "@/components/chat/refusal";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { assign } from "@/lib/client/assignment";
import { useChatClient } from "@/lib/client/use-chat-client";

/** Gives a waiting chat to an agent at once, and says what came of it. */
export function useGive() {
  const client = useChatClient();
  const toast = useToast();
  /** The ids of the chats whose answer is not there yet. */
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());

  async function give(session: SessionRow, agent: Candidate): Promise<void> {
    if (!client || running.has(session.id)) return;
    setRunning((before) => new Set(before).add(session.id));
    try {
      await assign(client, session.id, agent.id);
      toast({ tone: "success", title: `${agent.name} has the chat` });
    } catch (failure) {
      const error = toErrorBody(failure);
      toast({
        tone: "danger",
        title: `${agent.name} was not given the chat`,
        description: whyGone(error) ?? whyNot(error, agent),
      });
    }
    setRunning((before) => new Set([...before].filter((id) => id !== session.id)));
  }

  return { give, running };
}
