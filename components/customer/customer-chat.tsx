"use client";

import { lazy, startTransition, useEffect, useState } from "react";
import { AccountButtons } from "@/components/customer/account-buttons";
import type { Chats, Person } from "@/components/customer/person";
import type { Started } from "@/components/customer/start-chat";
import { StartScreen } from "@/components/customer/start-screen";
import { useOpenChat } from "@/components/customer/use-open-chat";
import { useReadyChime } from "@/components/customer/use-sound";
import type { Availability } from "@/lib/queue/contract";

const loadScreens = () => import("@/components/customer/customer-screens");
const CustomerScreens = lazy(async () => ({ default: (await loadScreens()).CustomerScreens }));

type CustomerChatProps = {
  person: Person | null;
  chats: Chats;
  /** The chat that the address names. */
  asked_for: string | null;
  /** null where it was not known in time. */
  availability: Availability | null;
};

/**
 * The customer's page. A stranger gets a connection with the chat that they start, and all that only
 * a chat needs is loaded while they write, so that the page opens at once.
 */
export function CustomerChat(initial: CustomerChatProps) {
  const [person, setPerson] = useState(initial.person);
  const [chats, setChats] = useState(initial.chats);
  const { session_id, has_moved, open } = useOpenChat(initial.asked_for);

  useReadyChime();
  useLoadedAtFirstFocus(!person);

  function onStarted({ person, session }: Started) {
    // The form stays, busy, until the chat's screen is loaded.
    startTransition(() => {
      setPerson(person);
      setChats(({ items, next_cursor }) => ({
        items: [session, ...items.filter((known) => known.id !== session.id)],
        next_cursor,
      }));
      open(session.id);
    });
  }

  const { availability } = initial;
  if (!person) {
    return (
      <StartScreen
        person={null}
        header={<AccountButtons />}
        availability={availability}
        asked_for={session_id}
        onStarted={onStarted}
      />
    );
  }
  return (
    <CustomerScreens
      person={person}
      availability={availability}
      chats={chats}
      onMoreChats={setChats}
      session_id={session_id}
      has_moved={has_moved}
      open={open}
      onStarted={onStarted}
    />
  );
}

function useLoadedAtFirstFocus(is_wanted: boolean): void {
  useEffect(() => {
    if (!is_wanted) return;
    // One that fails is tried again when the chat is there.
    const load = () => void loadScreens().catch(() => {});
    // They may have begun before the page was alive.
    if (document.activeElement !== document.body) return load();
    window.addEventListener("focusin", load, { once: true });
    return () => window.removeEventListener("focusin", load);
  }, [is_wanted]);
}
