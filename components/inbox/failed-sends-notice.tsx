"use client";

import { useEffect, useRef } from "react";
import { failedElsewhere } from "@/components/inbox/failed-sends";
import { useToast } from "@/components/ui/toast";
import type { ClientState } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";

type FailedSendsNoticeProps = { selected: string | null; onOpen: (session_id: string) => void };

/**
 * Tells of what was not sent in a chat that is not open: it stands there alone, and the chat may
 * have left the lists, as one that ended just then has. By itself, so that what is under way draws
 * nothing else anew.
 */
export function FailedSendsNotice({ selected, onOpen }: FailedSendsNoticeProps) {
  const client = useChatClient();
  const outgoing = useClientState((state) => state.outgoing);
  const toast = useToast();
  const before = useRef<ClientState["outgoing"]>({});
  useEffect(() => {
    if (!client) return;
    const failed = failedElsewhere(before.current, outgoing, selected);
    before.current = outgoing;
    for (const id of failed) {
      const name = client.getState().sessions[id]?.customer.name;
      toast({
        tone: "danger",
        title: name ? `Not sent in the chat with ${name}` : "Not sent in one of your chats",
        description: "What you wrote is kept there, with the reason.",
        action: { label: "Open", onSelect: () => onOpen(id) },
      });
    }
  }, [client, outgoing, selected, onOpen, toast]);
  return null;
}
