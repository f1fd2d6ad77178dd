"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Composer, type ComposerHandle } from "@/components/chat/composer";
import { ConnectionNotice } from "@/components/chat/connection-notice";
import { ConversationView } from "@/components/chat/conversation-view";
import { readDraft, writeDraft } from "@/components/chat/drafts";
import { ChatHeader } from "@/components/customer/chat-header";
import { EndedBar } from "@/components/customer/ended-bar";
import { leftOver } from "@/components/customer/left-over";
import { type Person, START_DRAFT } from "@/components/customer/person";
import { RatingPanel } from "@/components/customer/rating-panel";
import { WaitingPanel } from "@/components/customer/waiting-panel";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { ReaderSession } from "@/lib/sessions/contract";

type ChatScreenProps = {
  session_id: string;
  /** As it is known; undefined until it is loaded. */
  session: ReaderSession | undefined;
  /** Another chat of the customer that is open. */
  other_open_id: string | null;
  person: Person;
  earlier: ReactNode;
  open: (session_id: string | null) => void;
};

/** One chat: waiting, under way or ended. One instance per session. */
export function ChatScreen(props: ChatScreenProps) {
  const { session_id, session, other_open_id, person, earlier, open } = props;
  const client = useChatClient();
  const composer = useRef<ComposerHandle>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const is_ended = session?.status === "closed";
  const is_refused = useClientState((state) => state.connection === "refused");

  // One who opens a chat begins to write, or to read what an ended one says. A phone's keyboard
  // would cover what there is to read first.
  const is_known = session !== undefined;
  useEffect(() => {
    if (!is_known) return;
    if (is_ended || matchMedia("(pointer: coarse)").matches) heading.current?.focus();
    else composer.current?.focus();
  }, [is_known, is_ended]);

  // What did not get into this chat any more is the beginning of the next one.
  const outgoing = useClientState((state) => state.outgoing[session_id]);
  const has_draft = leftOver(outgoing ?? [], readDraft(session_id), "").text !== "";

  function startNew() {
    const begun = readDraft(START_DRAFT);
    const { text, taken } = leftOver(outgoing ?? [], readDraft(session_id), begun);
    writeDraft(START_DRAFT, text);
    for (const client_id of taken) client?.discard(session_id, client_id);
    writeDraft(session_id, "");
    open(null);
  }

  return (
    <div className="mx-auto flex h-visible max-w-3xl flex-col bg-surface md:border-x">
      <ChatHeader
        ref={heading}
        session_id={session_id}
        session={session}
        person={person}
        open_id={is_ended || !session ? other_open_id : session_id}
        earlier={earlier}
        onBack={is_ended || !session ? () => open(null) : null}
      />
      <main className="flex min-h-0 flex-1 flex-col">
        <ConnectionNotice
          className="mx-4 my-3"
          signedOutAction={
            // A load of its own: it sees who is signed in now.
            <a href="/chat" className={buttonClass({ size: "sm" })}>
              Go to the start
            </a>
          }
        />
        {session?.status === "pending" && <WaitingPanel session_id={session_id} />}
        <ConversationView
          session_id={session_id}
          gone={
            <EmptyState
              title="There is no such chat."
              action={<Button onClick={() => open(null)}>Start a new chat</Button>}
              className="my-auto"
            >
              It may belong to another account.
            </EmptyState>
          }
        />
        {session && !is_ended && (
          <Composer
            ref={composer}
            session_id={session_id}
            disabledReason={is_refused ? "This cannot be sent." : null}
            className="px-4"
          />
        )}
        {is_ended && <RatingPanel session={session} />}
        {is_ended && (
          <EndedBar
            session_id={session_id}
            has_draft={has_draft}
            onStartNew={other_open_id ? null : startNew}
            onBackToOpen={() => open(other_open_id)}
          />
        )}
      </main>
    </div>
  );
}
