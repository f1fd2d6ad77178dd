"use client";

import { useEffect } from "react";
import { useOwnChats } from "@/components/inbox/use-lists";
import { onOwnInput } from "@/lib/client/own-input";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";

/** The agent's own input keeps them from being shown as away. */
export function useActivity(): void {
  const client = useChatClient();
  useEffect(() => {
    if (!client) return;
    return onOwnInput(() => client.active());
  }, [client]);
}

/**
 * The open chats and the own ones stay followed, so that switching among them takes no time; any
 * other is left, and costs nothing any more.
 */
export function useFollowed(open: readonly string[]): void {
  const client = useChatClient();
  const lists = useClientState((state) => state.lists);
  const conversations = useClientState((state) => state.conversations);
  const own = useOwnChats();
  useEffect(() => {
    if (!client || lists !== "ready") return;
    const kept = new Set([...open, ...own.map((session) => session.id)]);
    for (const session_id of Object.keys(conversations)) {
      if (!kept.has(session_id)) client.unfollow(session_id);
    }
  }, [client, lists, conversations, own, open]);
}

/** How much there is to read, where the agent sees it from another tab. */
export function useUnreadTitle(): void {
  const unread = useOwnChats().reduce((sum, session) => sum + session.unread_count, 0);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}Inbox · Parley`;
  }, [unread]);
}
