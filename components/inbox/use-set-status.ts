"use client";

import { useCallback } from "react";
import { useToast } from "@/components/ui/toast";
import type { AgentStatus } from "@/lib/agents/contract";
import { toErrorBody } from "@/lib/client/api";
import { useChatClient } from "@/lib/client/use-chat-client";

/** Sets this agent's status; where that fails it says so. */
export function useSetStatus() {
  const client = useChatClient();
  const toast = useToast();
  return useCallback(
    async (status: AgentStatus) => {
      try {
        await client?.setStatus(status);
      } catch (error) {
        toast({
          tone: "warning",
          title: "Your status has not changed.",
          description: toErrorBody(error).message,
        });
      }
    },
    [client, toast],
  );
}
