"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ChatClient } from "@/lib/client/chat-client";
import { comparePlaces, isFromOtherSide } from "@/lib/client/session-row";
import type { ConversationState, KnownSession, Me, Outgoing, Place } from "@/lib/client/state";
import type { Message } from "@/lib/messages/contract";
import { EarlierButton } from "./earlier-button";
import { useIsShown } from "./kept-chat";
import { LogChunk } from "./log-chunk";
import { type LogRow, logChunks, logRows } from "./log-rows";
import { NewsButton } from "./news-button";
import { OutgoingRows } from "./outgoing-row";
import { useKeptSelection } from "./use-kept-selection";
import { usePlace } from "./use-place";
import { useSeen } from "./use-seen";

/** So many messages are drawn at first; the others that are loaded follow as soon as there is time. */
const DRAWN = 100;
/** So many chunks at the end are always laid out: where one reads, heights are no guesses. */
const LAID_OUT = 2;

const none: Outgoing[] = [];

type MessageLogProps = {
  client: ChatClient;
  me: Me;
  session: KnownSession;
  conversation: ConversationState;
  outgoing: Outgoing[] | undefined;
  names: Record<number, string> | undefined;
  empty: ReactNode;
};

/**
 * The log of a conversation that is loaded. One instance per session. In a `KeptChat` that is hidden
 * it keeps its place and its selection, and it is up to date when it is shown.
 */
export function MessageLog(props: MessageLogProps) {
  const { client, me, session, conversation, outgoing = none, names, empty } = props;
  const { messages, cursors, has_older } = conversation;
  const { id: session_id, customer, agents, ended_at } = session;

  const from_seq = useDeferredValue(0, messages.at(-DRAWN - 1)?.seq ?? 0);
  const drawn = useMemo(
    () => (from_seq ? messages.filter((message) => message.seq >= from_seq) : messages),
    [messages, from_seq],
  );
  const is_whole = !has_older && drawn.length === messages.length;

  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  /** The last that was there when one left the end; null at the end. */
  const [read_to, setReadTo] = useState<Place | null>(null);
  const place = usePlace(scroller, content, drawn[0]?.id, () => setReadTo(null));
  const { is_at_end, toEnd, toElement, onScroll } = place;
  useKeptSelection(scroller);
  useSeen(session_id, end);

  const [first_unread, setFirstUnread] = useState(() => firstUnread(me, conversation));
  const chunks = useMemo(
    () => logChunks(logRows(drawn, { agents, ended_at, is_whole, first_unread })),
    [drawn, agents, ended_at, is_whole, first_unread],
  );
  const { id: customer_id, name: customer_name } = customer;
  const people = useMemo(
    () => ({
      ...names,
      ...Object.fromEntries(agents.map(({ id, name }) => [id, name])),
      [customer_id]: customer_name,
    }),
    [names, agents, customer_id, customer_name],
  );

  // Who comes, for the first time or again, begins with what they have not seen.
  const to_show = useRef<string | null>(null);
  const is_shown = useIsShown();
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it is when the log is shown
  useLayoutEffect(() => {
    if (!is_shown) return;
    to_show.current = firstUnread(me, conversation);
    setFirstUnread(to_show.current);
  }, [is_shown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once its line is drawn
  useLayoutEffect(() => {
    if (!to_show.current) return;
    const line = content.current?.querySelector(`[data-unread="unread ${to_show.current}"]`);
    if (!line || !scroller.current) return;
    to_show.current = null;
    if (!is_at_end.current) return;
    // The end, unless that is further on than one has read.
    toEnd();
    const { top } = scroller.current.getBoundingClientRect();
    if (line.getBoundingClientRect().top >= top) return;
    toElement(line);
    const at = messages.findIndex((message) => message.id === first_unread);
    setReadTo(messages[at - 1] ?? null);
  }, [first_unread]);

  // Of another's one is told who reads further up; one's own goes to the end.
  const last = messages.at(-1);
  const newest = useRef(last);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last message is the signal
  useLayoutEffect(() => {
    const before = newest.current;
    newest.current = last;
    if (!before || before.id === last?.id || is_at_end.current) return;
    setReadTo((known) => known ?? before);
  }, [last?.id]);
  const last_sent = outgoing.at(-1)?.client_id;
  const sent = useRef(last_sent);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `toEnd` reads refs alone
  useLayoutEffect(() => {
    if (sent.current === last_sent) return;
    sent.current = last_sent;
    if (!last_sent) return;
    toEnd();
    setFirstUnread(null);
  }, [last_sent]);

  // The browser's own way to the end goes to where the end was when it began.
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "End" || event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    toEnd();
  }

  const last_own = messages.findLast(
    (message) => message.sender_id === me.user_id && !message.is_internal,
  );
  const receipt = last_own && isSeen(last_own, session, me, cursors) ? "Seen" : "Sent";
  const news = read_to
    ? messages.filter((one) => one.sender_id !== me.user_id && comparePlaces(one, read_to) > 0)
    : [];

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
      >
        <div ref={content} className="mx-auto flex min-h-full max-w-5xl flex-col pb-2">
          {has_older && (
            <EarlierButton
              load={() => client.loadOlder(session_id)}
              onLast={() => scroller.current?.focus({ preventScroll: true })}
            />
          )}
          {chunks.length === 0 && outgoing.length === 0 && (
            <div className="my-auto p-4 text-center text-base text-text-muted">{empty}</div>
          )}
          {chunks.map(({ key, rows }, place) => (
            <LogChunk
              key={key}
              rows={rows}
              names={people}
              reader_id={me.user_id}
              is_customer={me.role === "customer"}
              receipt={last_own && holds(rows, last_own) ? receipt : null}
              receipt_id={last_own && holds(rows, last_own) ? last_own.id : null}
              is_deferred={place < chunks.length - LAID_OUT}
            />
          ))}
          <OutgoingRows client={client} session_id={session_id} outgoing={outgoing} />
          <div ref={end} aria-hidden="true" className="h-px shrink-0" />
        </div>
      </div>
      {news.length > 0 && (
        <NewsButton
          count={news.length}
          onPress={toEnd}
          onLast={() => scroller.current?.focus({ preventScroll: true })}
        />
      )}
    </div>
  );
}

const holds = (rows: LogRow[], message: Message) =>
  rows.some((row) => row.kind === "message" && row.message === message);

/** The id of the first that was said to the reader and that they have not seen, if they ever came. */
function firstUnread(me: Me, { messages, cursors }: ConversationState): string | null {
  const seen = cursors[me.user_id]?.seq;
  if (!seen) return null;
  return messages.find((one) => one.seq > seen && isFromOtherSide(me, one))?.id ?? null;
}

/** Whether anyone of the other side has got that far. */
function isSeen(
  { seq }: Message,
  { customer_id }: KnownSession,
  me: Me,
  cursors: ConversationState["cursors"],
): boolean {
  return Object.values(cursors).some(
    (cursor) => cursor.seq >= seq && (cursor.user_id === customer_id) !== (me.role === "customer"),
  );
}
