"use client";

import { useEffect, useMemo, useState } from "react";
import { chatNumbers } from "@/components/inbox/chat-numbers";
import { useOwnChats } from "@/components/inbox/use-lists";
import { keep, readKept } from "@/lib/client/kept";
import { useClientState } from "@/lib/client/use-chat-client";

type Numbers = ReadonlyMap<string, number>;

const none: Numbers = new Map();
/** They outlive a reload in their tab. */
const KEPT = "inbox.numbers";

function readNumbers(): Numbers {
  try {
    return new Map(JSON.parse(readKept(KEPT) ?? "[]"));
  } catch {
    return none;
  }
}

/** The figure that opens each of the agent's own chats, by session id. */
export function useChatNumbers(): Numbers {
  const chats = useOwnChats();
  const ids = useMemo(() => {
    const key = ({ assigned_at, id }: (typeof chats)[number]) => `${assigned_at} ${id}`;
    return [...chats].sort((a, b) => key(a).localeCompare(key(b))).map(({ id }) => id);
  }, [chats]);
  // The open chat is there before the lists, and would take the first number from another.
  const is_known = useClientState((state) => state.lists === "ready");
  const [before, setNumbers] = useState<Numbers | null>(null);
  const numbers = is_known ? chatNumbers(before ?? readNumbers(), ids) : before;
  if (numbers !== before) setNumbers(numbers);
  useEffect(() => {
    if (numbers) keep(KEPT, JSON.stringify([...numbers]));
  }, [numbers]);
  return numbers ?? none;
}
