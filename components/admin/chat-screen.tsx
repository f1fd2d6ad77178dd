"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { type Asked, ChatActDialog, ChatActs } from "@/components/admin/chat-acts";
import { CustomerData } from "@/components/admin/customer-data";
import { HoldersDialog } from "@/components/admin/holders-dialog";
import { placeIn } from "@/components/admin/message-place";
import { NoSuchChat } from "@/components/admin/no-such-chat";
import { useFocusBack } from "@/components/admin/use-focus-back";
import { useStaff } from "@/components/admin/use-staff";
import { PRIORITY, SESSION_STATUS } from "@/components/admin/words";
import { ConversationView } from "@/components/chat/conversation-view";
import { OpenAtNotice } from "@/components/chat/open-at-notice";
import { RatingComment } from "@/components/chat/rating-comment";
import { RatingMark } from "@/components/chat/rating-mark";
import { SaveMenu } from "@/components/chat/save-menu";
import { useOpenAt } from "@/components/chat/use-open-at";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { Duration } from "@/components/ui/duration";
import { IsolatedText } from "@/components/ui/isolated-text";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import { waitedUntil, waitsSince } from "@/lib/client/waits";

/** One chat, to read along. */
export function ChatScreen({ session_id }: { session_id: string }) {
  const client = useChatClient();
  const session = useClientState((state) => state.sessions[session_id]);
  const gone = useClientState((state) => state.conversations[session_id]?.status === "gone");
  const [asked, setAsked] = useState<Asked | null>(null);
  const back = useRef<HTMLAnchorElement>(null);
  const focus = useFocusBack(() => back.current);
  const address = useSearchParams();
  const open_at = useMemo(() => placeIn(address), [address]);
  const opening = useOpenAt(session_id, open_at);
  const { data: staff } = useStaff();
  const names = useMemo(
    () => Object.fromEntries((staff ?? []).map(({ id, name }) => [id, name])),
    [staff],
  );

  useEffect(() => () => client?.unfollow(session_id), [client, session_id]);

  function ask(what: Asked) {
    focus.keep();
    setAsked(what);
  }
  function close() {
    setAsked(null);
    focus.giveBack();
  }

  if (gone) return <NoSuchChat />;
  return (
    <>
      <PageHeader
        leading={
          <Link
            ref={back}
            href="/admin/chats"
            aria-label="All chats"
            title="All chats"
            className={buttonClass({ variant: "ghost", square: true })}
          >
            <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
          </Link>
        }
        title={
          session ? (
            <IsolatedText>{session.subject}</IsolatedText>
          ) : (
            <>
              <span className="sr-only">Chat</span>
              <Skeleton className="h-6 w-48" />
            </>
          )
        }
      />
      {session && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <Facts session={session} />
          <span className="flex flex-wrap gap-1">
            {session.agents.length > 0 && <HoldersDialog session_id={session_id} />}
            <SaveMenu session_id={session_id} />
            <CustomerData customer={session.customer} />
            <ChatActs session={session} onAct={(act) => ask({ act, session })} />
          </span>
        </div>
      )}
      {session && session.rating !== null && (
        <div className="max-w-prose empty:hidden">
          <RatingComment session_id={session_id} />
        </div>
      )}
      <section
        aria-label="Conversation"
        className="flex h-[calc(100dvh-14rem)] max-sm:h-[calc(100dvh-20rem)] min-h-96 min-w-0 flex-col overflow-hidden rounded-lg border border-border bg-surface"
      >
        <OpenAtNotice {...opening} />
        <ConversationView session_id={session_id} names={names} />
        {session && (
          <p className="border-t px-4 py-2 text-sm text-pretty text-text-subtle">
            {WHO_WRITES[session.status]}
          </p>
        )}
      </section>
      <ChatActDialog asked={asked} onClose={close} />
    </>
  );
}

const WHO_WRITES: Record<KnownSession["status"], string> = {
  pending: "You read along. No agent has this chat now.",
  active: "You read along. Only the chat’s agent can write.",
  closed: "This chat is closed: nobody writes in it any more.",
};

function Facts({ session }: { session: KnownSession }) {
  const status = SESSION_STATUS[session.status];
  const priority = PRIORITY[session.priority];
  const last = session.agents.at(-1);
  return (
    <ul aria-label="About this chat" className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <li>
        <Badge tone={status.tone}>{status.label}</Badge>
      </li>
      <li>
        <Badge tone={priority.tone}>{priority.label}</Badge>
      </li>
      <li className="min-w-0">
        <span className="text-text-muted">From </span>
        <IsolatedText>{session.customer.name}</IsolatedText>
      </li>
      {session.agent ? (
        <li className="min-w-0">
          <span className="text-text-muted">Agent </span>
          <IsolatedText>{session.agent.name}</IsolatedText>
        </li>
      ) : (
        last && (
          <li className="min-w-0 text-text-muted">
            Agent <IsolatedText>{last.name}</IsolatedText>, who left
          </li>
        )
      )}
      {session.ticket_id && (
        <li>
          <Link
            href={`/tickets/${session.ticket_id}`}
            className="text-accent-text underline underline-offset-2"
          >
            Ticket #{session.ticket_number}
          </Link>
        </li>
      )}
      <li>
        <span className="text-text-muted">Started </span>
        <ClockTime at={session.created_at} show="both" />
      </li>
      <li>
        <span className="text-text-muted">Wait </span>
        <Duration
          since={session.status === "pending" ? waitsSince(session) : session.created_at}
          until={session.status === "pending" ? null : waitedUntil(session)}
        />
      </li>
      {session.rating !== null && (
        <li className="min-w-0">
          <span className="text-text-muted">Rating </span>
          <RatingMark score={session.rating} />
        </li>
      )}
    </ul>
  );
}
