"use client";

import { useEffect, useRef } from "react";
import { givenText } from "@/components/inbox/given-text";
import { useOwnChats } from "@/components/inbox/use-lists";
import { useToast } from "@/components/ui/toast";
import { useClientState } from "@/lib/client/use-chat-client";
import { isGiven } from "@/lib/sessions/policy";

/** Tells of each chat that this agent was given, and did not take. */
export function useHandedChats(openChat: (session_id: string) => void): void {
  const toast = useToast();
  const own = useOwnChats();
  const is_loaded = useClientState((state) => state.lists === "ready");
  const before = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!is_loaded) return;
    const known = before.current;
    before.current = new Set(own.map(({ id }) => id));
    if (!known) return;
    for (const session of own) {
      if (known.has(session.id) || !isGiven(session)) continue;
      const { id, customer, subject } = session;
      toast({
        title: givenText(session),
        description: `${customer.name}: ${subject}`,
        action: { label: "Open", onSelect: () => openChat(id) },
      });
    }
  }, [own, is_loaded, openChat, toast]);
}
