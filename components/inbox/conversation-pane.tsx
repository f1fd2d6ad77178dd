"use client";

import { clsx } from "clsx";
import { ArrowLeft, MessageSquareText, PanelRight } from "lucide-react";
import Link from "next/link";
import {
  type KeyboardEvent,
  lazy,
  memo,
  type ReactNode,
  type Ref,
  type RefObject,
  Suspense,
  useEffect,
  useId,
  useMemo,
  useRef,
} from "react";
import { Composer, type ComposerHandle } from "@/components/chat/composer";
import { ConversationView } from "@/components/chat/conversation-view";
import { readDraft } from "@/components/chat/drafts";
import { KeptChat } from "@/components/chat/kept-chat";
import { OpenAtNotice } from "@/components/chat/open-at-notice";
import { SaveMenu } from "@/components/chat/save-menu";
import { type MessagePlace, useOpenAt } from "@/components/chat/use-open-at";
import { AnswerComposer } from "@/components/inbox/answer-composer";
import { type Act, ChatActions } from "@/components/inbox/chat-actions";
import { MakeTicket } from "@/components/inbox/make-ticket";
import { OtherChat } from "@/components/inbox/other-chat";
import { PriorityBadge } from "@/components/inbox/priority-badge";
import { useLoad, useOwnChats, useQueue } from "@/components/inbox/use-lists";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { Duration } from "@/components/ui/duration";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Kbd } from "@/components/ui/kbd";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusDot } from "@/components/ui/status-dot";
import { draftKey } from "@/lib/client/drafts";
import type { KnownSession } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";
import { waitsSince } from "@/lib/client/waits";
import { canOnSession, isHandedOn } from "@/lib/sessions/policy";

const loadTransfer = () => import("@/components/inbox/transfer-dialog");
const TransferDialog = lazy(async () => ({ default: (await loadTransfer()).TransferDialog }));
const loadShare = () => import("@/components/articles/share-dialog");
const ShareDialog = lazy(async () => ({ default: (await loadShare()).ShareDialog }));

/** As wide as the messages: on a wide screen all of a chat stands in one column. */
const columnClass = "mx-auto w-full max-w-[62rem] min-w-0";

export type ConversationPaneProps = {
  selected: string | null;
  /** All that stay open, `selected` among them: each keeps its place, its text and its selection. */
  open: readonly string[];
  /** Where in `selected` to go to. */
  open_at: MessagePlace | null;
  asked: Act | null;
  onAsk: (act: Act | null) => void;
  /** Whether it is being chosen how to save the chat. */
  saves: boolean;
  onSaves: (saves: boolean) => void;
  accepting: string | null;
  onAccept: (session_id: string) => void;
  details_open: boolean;
  onToggleDetails: () => void;
  onBack: () => void;
  /** The chats in which a note is being written, where else an answer would be. */
  noting: ReadonlySet<string>;
  onToggleNote: (session_id: string) => void;
  /** Escape in the composer. */
  onLeaveComposer: () => void;
  /** The chat whose composer takes the focus as soon as there is one. */
  focus_wanted: { session_id: string } | null;
  /** Another chat of the customer, which lies over the open one. */
  reading: string | null;
  onStopReading: () => void;
  className?: string;
};

/** The open chat: what was said, and what this agent can do in it now. */
export function ConversationPane(props: ConversationPaneProps) {
  const { selected, open, reading, onStopReading, className } = props;
  const names = useNames();
  // Always in one order: what moves within the page loses where it was scrolled to.
  const chats = [...open].sort();
  // Once everything else is there: it opens at once, also when the connection is lost by then.
  useEffect(() => {
    loadTransfer().catch(() => {});
    loadShare().catch(() => {});
  }, []);
  return (
    <section
      aria-label="Conversation"
      className={clsx("group/pane relative flex min-h-0 min-w-0 flex-col bg-surface", className)}
    >
      <div inert={reading !== null} className="contents">
        {chats.map((session_id) => {
          const is_shown = session_id === selected;
          return (
            <KeptChat key={session_id} is_shown={is_shown}>
              <OpenChat {...props} session_id={session_id} is_shown={is_shown} />
            </KeptChat>
          );
        })}
      </div>
      {!selected && <NothingOpen />}
      {reading && <OtherChat session_id={reading} names={names} onClose={onStopReading} />}
    </section>
  );
}

function NothingOpen() {
  const has_some = useClientState((state) => state.lists === "ready");
  const own = useOwnChats().length;
  const waiting = useQueue().length;
  if (!has_some || own + waiting === 0) {
    return <EmptyState icon={<MessageSquareText />} title="No chat is open." className="m-auto" />;
  }
  return (
    <EmptyState icon={<MessageSquareText />} title="No chat is open." className="m-auto">
      {own > 0 && (waiting > 0 ? "Open one of your chats, or accept" : "Open one of your chats.")}
      {own === 0 && "Accept"}
      {waiting > 0 && (
        <>
          {" "}
          the next from the queue
          <span className="pointer-coarse:hidden">
            {" "}
            with <Kbd keys="A" className="align-middle" />
          </span>
          .
        </>
      )}
    </EmptyState>
  );
}

type OpenChatProps = ConversationPaneProps & { session_id: string; is_shown: boolean };

/** A hidden one is not drawn again, whatever changes around it; it is when it is shown. */
const OpenChat = memo(DrawnChat, (before, after) => !before.is_shown && !after.is_shown);

function DrawnChat(props: OpenChatProps) {
  const { session_id, is_shown, open_at, asked, onAsk, saves, onSaves, focus_wanted } = props;
  const { details_open, onToggleDetails, onBack } = props;
  const session = useClientState((state) => state.sessions[session_id]);
  const me = useClientState((state) => state.me);
  const is_gone = useClientState((state) => state.conversations[session_id]?.status === "gone");
  const names = useNames();
  const heading = useRef<HTMLHeadingElement>(null);
  const composer = useRef<ComposerHandle>(null);
  const is_own_active = session?.status === "active" && session.agent_id === me.user_id;
  const is_own_closed = session?.status === "closed" && session.agent_id === me.user_id;
  const can_write = is_own_active && canOnSession(me, "message.send", session);

  const opening = useOpenAt(session_id, is_shown ? open_at : null);

  useEffect(() => {
    if (focus_wanted?.session_id === session_id && can_write) composer.current?.focus();
  }, [focus_wanted, session_id, can_write]);

  return (
    <>
      <header className="flex min-h-14 shrink-0 items-center border-b px-3 py-1.5 sm:px-4">
        <div className={clsx(columnClass, "flex flex-wrap items-center gap-x-2 gap-y-1")}>
          <div className="flex min-w-0 flex-1 basis-56 items-center gap-2">
            <IconButton size="sm" label="Back to the lists" onClick={onBack} className="md:hidden">
              <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
            </IconButton>
            <div className="min-w-0 flex-1">
              {session ? (
                <Title session={session} heading={heading} />
              ) : is_gone ? (
                <h2 className="text-md font-semibold">Chat</h2>
              ) : (
                <Skeleton className="h-4 w-40" />
              )}
            </div>
            {(session || !is_gone) && (
              <IconButton
                size="sm"
                label="Customer"
                shortcut="D"
                aria-expanded={details_open}
                aria-controls="customer-pane"
                onClick={onToggleDetails}
                className="xl:hidden"
              >
                <PanelRight aria-hidden="true" className="rtl:-scale-x-100" />
              </IconButton>
            )}
          </div>
          {session && (
            // While one writes on glass, its keyboard leaves room for little but the messages.
            <div className="flex flex-wrap items-center gap-2 max-md:pointer-coarse:group-has-[form_textarea:focus]/pane:hidden">
              <SaveMenu
                session_id={session_id}
                shortcut="S"
                open={is_shown && saves}
                onOpenChange={onSaves}
              />
              {is_own_closed && (
                <MakeTicket session={session} asked={is_shown ? asked : null} onAsk={onAsk} />
              )}
              {is_own_active && (
                <ChatActions
                  session={session}
                  asked={is_shown ? asked : null}
                  onAsk={onAsk}
                  onFocusLost={() => heading.current?.focus()}
                />
              )}
            </div>
          )}
        </div>
      </header>
      <OpenAtNotice {...opening} />
      {session && is_shown && asked === "transfer" && (
        <Suspense>
          <TransferDialog
            session={session}
            onClose={() => onAsk(null)}
            onFocusLost={() => heading.current?.focus()}
          />
        </Suspense>
      )}
      {session && is_shown && asked === "share" && (
        <Suspense>
          <ShareDialog
            session={session}
            onClose={() => onAsk(null)}
            onShared={() => composer.current?.focus()}
          />
        </Suspense>
      )}
      <ConversationView
        session_id={session_id}
        names={names}
        empty="No message yet."
        gone={
          <EmptyState title="This chat is not open to you." className="my-auto">
            {/* Who has it is said under it, where that is known. */}
            {!session && "A colleague has it, or it does not exist."}
          </EmptyState>
        }
      />
      {session && (
        <Foot {...props} session={session} can_write={can_write} composerRef={composer} />
      )}
    </>
  );
}

/** Of the staff, by user id; the same object as long as nobody comes, goes or is renamed. */
function useNames(): Record<number, string> {
  const agents = useClientState((state) => state.agents);
  const entries = Object.values(agents).map(({ id, name }) => [id, name] as const);
  const written = JSON.stringify(entries);
  return useMemo(() => Object.fromEntries(JSON.parse(written)), [written]);
}

function Title({ session, heading }: { session: KnownSession; heading: Ref<HTMLHeadingElement> }) {
  const { customer, subject, status, priority } = session;
  return (
    <>
      <div className="flex min-w-0 items-center gap-2">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 rounded-sm text-md font-semibold">
          <IsolatedText truncate>{customer.name}</IsolatedText>
        </h2>
        {status === "pending" && <Badge tone="warning">Pending</Badge>}
        {status === "closed" && <Badge>Closed</Badge>}
        {(priority === "urgent" || priority === "high") && <PriorityBadge priority={priority} />}
      </div>
      <p className="flex min-w-0 items-center gap-3 text-sm text-text-muted">
        <IsolatedText truncate className="min-w-0">
          {subject}
        </IsolatedText>
        {session.ticket_id && (
          <Link
            href={`/tickets/${session.ticket_id}`}
            className="shrink-0 text-accent-text underline underline-offset-2"
          >
            Ticket #{session.ticket_number}
          </Link>
        )}
        <Presence session={session} />
      </p>
    </>
  );
}

/** Whether the customer has their chat open now, where this agent has it or may take it. */
function Presence({ session }: { session: KnownSession }) {
  const { id, status, channel, customer_id, agent_id } = session;
  const presence = useClientState((state) => state.conversations[id]?.present[customer_id]);
  const is_known = useClientState(
    ({ connection, conversations, me }) =>
      connection === "online" &&
      conversations[id]?.status === "ready" &&
      (status === "pending" || (status === "active" && agent_id === me.user_id)),
  );
  if (!is_known) return null;
  return (
    <StatusDot
      tone={presence ? "success" : "neutral"}
      // Who wrote from a page was there; a program may never have been.
      label={presence ? "Here now" : presence === false || channel === "page" ? "Left" : "Not here"}
      className="shrink-0"
    />
  );
}

type FootProps = ConversationPaneProps & {
  session: KnownSession;
  can_write: boolean;
  composerRef: RefObject<ComposerHandle | null>;
};

/** Under the messages: where one writes, or why one cannot. */
function Foot({
  session,
  can_write,
  composerRef,
  accepting,
  onAccept,
  noting,
  onAsk,
  onToggleNote,
  onLeaveComposer,
}: FootProps) {
  const { id, status } = session;
  const is_note = noting.has(id);

  function leave(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onLeaveComposer();
  }

  if (can_write) {
    return (
      <AnswerComposer
        key={is_note ? "note" : "answer"}
        composer={composerRef}
        session={session}
        is_note={is_note}
        onToggleNote={() => onToggleNote(id)}
        onShare={() => onAsk("share")}
        onKeyDown={leave}
      />
    );
  }
  if (status === "pending") {
    return <AcceptBar session={session} accepting={accepting} onAccept={onAccept} />;
  }
  return (
    <div className="shrink-0 border-t p-3 sm:px-4">
      <div className={columnClass}>
        <WhyClosed session={session} />
      </div>
      {/* What was being written stays, and can be copied. */}
      {[false, true].map(
        (of_note) =>
          readDraft(draftKey(id, of_note)) && (
            <Composer
              key={of_note ? "note" : "answer"}
              session_id={id}
              is_note={of_note}
              disabledReason={`This ${of_note ? "note was not added" : "was not sent"}. You can copy it.`}
              onKeyDown={leave}
              className="mt-2 p-0!"
            />
          ),
      )}
    </div>
  );
}

type AcceptBarProps = Pick<FootProps, "session" | "accepting" | "onAccept">;

function AcceptBar({ session, accepting, onAccept }: AcceptBarProps) {
  const { id } = session;
  const why = useId();
  const is_full = useLoad()?.is_full ?? false;
  return (
    <div className="shrink-0 border-t p-3 sm:px-4">
      <div className={clsx(columnClass, "flex flex-wrap items-center gap-x-4 gap-y-2")}>
        <p className="min-w-0 flex-1 basis-48 text-text-muted">
          Waiting for <Duration since={waitsSince(session)} className="font-semibold text-text" />.{" "}
          {is_full ? (
            <span id={why} className="text-warning-text">
              You have no room: end or release a chat to accept this one.
            </span>
          ) : (
            "You are only looking: the customer does not see it."
          )}
        </p>
        <Button
          variant={is_full ? "secondary" : "primary"}
          shortcut="A"
          loading={accepting === id}
          aria-disabled={is_full || undefined}
          aria-describedby={is_full ? why : undefined}
          onClick={() => onAccept(id)}
          className="aria-disabled:opacity-50"
        >
          Accept
        </Button>
      </div>
    </div>
  );
}

function WhyClosed({ session }: { session: KnownSession }): ReactNode {
  const { status, agent, assigned_at } = session;
  if (status === "closed") {
    return <p className="text-center text-text-muted">This chat is closed.</p>;
  }
  return (
    <Banner>
      <IsolatedText className="font-medium">{agent?.name ?? "A colleague"}</IsolatedText>{" "}
      {isHandedOn(session) ? "was handed this chat" : "has taken this chat"}
      {assigned_at && (
        <>
          {" "}
          at <ClockTime at={assigned_at} />
        </>
      )}
      .
    </Banner>
  );
}
