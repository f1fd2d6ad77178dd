"use client";

import { useState } from "react";
import { CustomerScreens } from "@/components/customer/customer-screens";
import type { Chats, Person } from "@/components/customer/person";
import type { Started } from "@/components/customer/start-chat";
import { StartScreen } from "@/components/customer/start-screen";
import { useOpenChat } from "@/components/customer/use-open-chat";
import { useReadyChime } from "@/components/customer/use-sound";
import { ChatClientProvider } from "@/lib/client/use-chat-client";
import type { Availability } from "@/lib/queue/contract";

type CustomerChatProps = {
  person: Person | null;
  chats: Chats;
  /** The chat that the address names. */
  asked_for: string | null;
  /** null where it was not known in time. */
  availability: Availability | null;
};

/** The customer's page. A stranger gets a connection with the chat that they start. */
export function CustomerChat(initial: CustomerChatProps) {
  const [person, setPerson] = useState(initial.person);
  const [chats, setChats] = useState(initial.chats);
  const { session_id, has_moved, open } = useOpenChat(initial.asked_for);

  useReadyChime();

  function onStarted({ person, session }: Started) {
    setPerson(person);
    setChats(({ items, next_cursor }) => ({
      items: [session, ...items.filter((known) => known.id !== session.id)],
      next_cursor,
    }));
    open(session.id);
  }

  const { availability } = initial;
  if (!person) {
    return (
      <StartScreen
        person={null}
        availability={availability}
        asked_for={session_id}
        onStarted={onStarted}
      />
    );
  }
  return (
    <ChatClientProvider me={{ user_id: person.user_id, role: "customer" }}>
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
    </ChatClientProvider>
  );
}
