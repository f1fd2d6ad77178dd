"use client";

import { useEffect, useMemo } from "react";
import { ChatScreen } from "@/components/customer/chat-screen";
import { CustomerMenu } from "@/components/customer/customer-menu";
import { EarlierChats } from "@/components/customer/earlier-chats";
import type { Chats, Person } from "@/components/customer/person";
import type { Started } from "@/components/customer/start-chat";
import { StartScreen } from "@/components/customer/start-screen";
import type { useOpenChat } from "@/components/customer/use-open-chat";
import { useChime } from "@/components/customer/use-sound";
import { useUnreadTitle } from "@/components/customer/use-unread-title";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { KnownSession } from "@/lib/client/state";
import { ChatClientProvider, useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { Availability } from "@/lib/queue/contract";

type CustomerScreensProps = ReturnType<typeof useOpenChat> & {
  availability: Availability | null;
  person: Person;
  chats: Chats;
  onMoreChats: (chats: Chats) => void;
  onStarted: (started: Started) => void;
};

/** All that a customer who is signed in sees, over a connection of theirs. */
export function CustomerScreens(props: CustomerScreensProps) {
  return (
    <ChatClientProvider me={{ user_id: props.person.user_id, role: "customer" }}>
      <Screens {...props} />
    </ChatClientProvider>
  );
}

/** The chat that the address names, else the open one, else the start. */
function Screens(props: CustomerScreensProps) {
  const { person, chats, onMoreChats, session_id, has_moved, open, onStarted } = props;
  const { availability } = props;
  const client = useChatClient();
  const live = useClientState((state) => state.sessions);
  const items = useMemo(() => withNews(chats.items, live), [chats.items, live]);
  const open_id = items.find((chat) => chat.status !== "closed")?.id ?? null;
  const shown_id = session_id ?? open_id;

  const unread = items.reduce((sum, chat) => sum + chat.unread_count, 0);
  useUnreadTitle(unread);
  useChime(unread);

  // Also behind another one: a reply in it is told in the title.
  useEffect(() => {
    if (open_id) client?.follow(open_id);
  }, [client, open_id]);

  // The address follows, so that the chat stays on the screen when it ends.
  useEffect(() => {
    if (!session_id && shown_id) open(shown_id, "replace");
  }, [session_id, shown_id, open]);

  const others = items.filter((chat) => chat.id !== shown_id);
  const earlier = (others.length > 0 || chats.next_cursor) && (
    <EarlierChats
      chats={{ items: others, next_cursor: chats.next_cursor }}
      onMore={(more) =>
        onMoreChats({
          items: [...chats.items, ...more.items],
          next_cursor: more.next_cursor,
        })
      }
      onOpen={open}
    />
  );
  if (!shown_id) {
    return (
      <StartScreen
        person={person}
        header={
          <>
            {!person.is_guest && (
              <IsolatedText truncate className="text-sm text-text-muted">
                {person.name}
              </IsolatedText>
            )}
            <CustomerMenu person={person} open_id={null} />
          </>
        }
        availability={availability}
        asked_for={null}
        takes_focus={has_moved}
        onStarted={onStarted}
        earlier={earlier}
      />
    );
  }
  return (
    <ChatScreen
      key={shown_id}
      session_id={shown_id}
      session={live[shown_id] ?? items.find((chat) => chat.id === shown_id)}
      other_open_id={open_id === shown_id ? null : open_id}
      person={person}
      earlier={earlier}
      open={open}
    />
  );
}

/** The chats of a list as they are by now. */
function withNews(items: Chats["items"], live: Record<string, KnownSession>) {
  return items.map((chat) => {
    const known = live[chat.id];
    return known && known.version >= chat.version ? known : chat;
  });
}
