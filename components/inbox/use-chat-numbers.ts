"use client";

import { useMemo, useState } from "react";
import { chatNumbers } from "@/components/inbox/chat-numbers";
import { useOwnChats } from "@/components/inbox/use-lists";

const none: ReadonlyMap<string, number> = new Map();

/** The figure that opens each of the agent's own chats, by session id. */
export function useChatNumbers(): ReadonlyMap<string, number> {
  const chats = useOwnChats();
  const ids = useMemo(() => {
    const key = ({ assigned_at, id }: (typeof chats)[number]) => `${assigned_at} ${id}`;
    return [...chats].sort((a, b) => key(a).localeCompare(key(b))).map(({ id }) => id);
  }, [chats]);
  const [before, setNumbers] = useState(none);
  const numbers = chatNumbers(before, ids);
  if (numbers !== before) setNumbers(numbers);
  return numbers;
}
