"use client";

import { clsx } from "clsx";
import { ArrowDown } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { ChatClient } from "@/lib/client/chat-client";
import type { ConversationState, KnownSession, Me, Outgoing } from "@/lib/client/state";
import type { Message } from "@/lib/messages/contract";
import { DayLabel } from "./day-label";
import { logRows } from "./log-rows";
import { MessageRow } from "./message-row";
import { OutgoingRows } from "./outgoing-row";
import { useSeen } from "./use-seen";

/** So many messages are drawn at first, and more each time that one asks for earlier ones. */
const DRAWN = 100;
/** So near to the end one reads the end, in pixels. */
const NEAR = 48;

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

/** The log of a conversation that is loaded. One instance per session. */
export function MessageLog(props: MessageLogProps) {
  const { client, me, session, conversation, outgoing = none, names, empty } = props;
  const { messages, cursors, has_older } = conversation;
  const { id: session_id, assigned_at, ended_at } = session;

  // From this `seq` on the messages are drawn; 0 draws all that are loaded.
  const [from_seq, setFromSeq] = useState(() => messages.at(-DRAWN - 1)?.seq ?? 0);
  const drawn = useMemo(
    () => (from_seq ? messages.filter((message) => message.seq >= from_seq) : messages),
    [messages, from_seq],
  );
  const is_whole = !has_older && drawn.length === messages.length;
  const rows = useMemo(
    () => logRows(drawn, { assigned_at, ended_at, is_whole }),
    [drawn, assigned_at, ended_at, is_whole],
  );

  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const is_at_end = useRef(true);
  const from_bottom = useRef(0);
  const last_top = useRef(0);
  const [has_news, setNews] = useState(false);
  useSeen(session_id, end);

  function toEnd() {
    const box = scroller.current;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    is_at_end.current = true;
    setNews(false);
  }

  function onScroll() {
    const box = scroller.current;
    if (!box) return;
    from_bottom.current = box.scrollHeight - box.scrollTop;
    // Only the person goes up; what grew below them since did not move them away from the end.
    const went_up = box.scrollTop < last_top.current;
    last_top.current = box.scrollTop;
    const is_near = from_bottom.current - box.clientHeight < NEAR;
    is_at_end.current = is_near || (is_at_end.current && !went_up);
    if (is_at_end.current) setNews(false);
  }

  // Whatever changes its height, the pane or what is in it: who was at the end stays there.
  useEffect(() => {
    const box = scroller.current;
    if (!box || !content.current) return;
    const observer = new ResizeObserver(() => {
      if (is_at_end.current) box.scrollTop = box.scrollHeight;
      from_bottom.current = box.scrollHeight - box.scrollTop;
    });
    observer.observe(box);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, []);

  // What comes in above leaves what one reads where it is.
  const first_id = drawn[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first message is the signal
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    box.scrollTop = is_at_end.current ? box.scrollHeight : box.scrollHeight - from_bottom.current;
  }, [first_id]);

  // One's own goes to the end; of another's one is told there.
  const last = messages.at(-1);
  const last_sent = outgoing.at(-1)?.client_id;
  const newest = useRef(last?.id);
  useLayoutEffect(() => {
    if (newest.current === last?.id) return;
    newest.current = last?.id;
    if (last && last.sender_id !== me.user_id && !is_at_end.current) setNews(true);
  }, [last, me.user_id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `toEnd` reads refs alone
  useLayoutEffect(() => {
    if (last_sent) toEnd();
  }, [last_sent]);

  const last_own = messages.findLast(
    (message) => message.sender_id === me.user_id && !message.is_internal,
  );
  const receipt = last_own && isSeen(last_own, session, me, cursors) ? "Seen" : "Sent";

  async function showEarlier() {
    if (from_seq) {
      const place = messages.findIndex((message) => message.seq >= from_seq);
      setFromSeq(place > DRAWN ? (messages[place - DRAWN]?.seq ?? 0) : 0);
    } else {
      await client.loadOlder(session_id);
    }
  }

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div ref={content} className="flex min-h-full flex-col pb-2">
          {!is_whole && (
            <EarlierButton
              load={showEarlier}
              onLast={() => scroller.current?.focus({ preventScroll: true })}
            />
          )}
          {rows.length === 0 && outgoing.length === 0 && (
            <div className="my-auto p-4 text-center text-base text-text-muted">{empty}</div>
          )}
          {rows.map((row) => {
            if (row.kind === "day") return <DayLabel key={row.key} at={row.at} />;
            if (row.kind === "joined") {
              return (
                <StatusRow key={row.key}>
                  {session.agent_id === me.user_id ? (
                    "You"
                  ) : (
                    <IsolatedText>{session.agent?.name ?? "An agent"}</IsolatedText>
                  )}{" "}
                  joined at <ClockTime at={row.at} />
                </StatusRow>
              );
            }
            if (row.kind === "ended") {
              return (
                <StatusRow key={row.key}>
                  The chat ended at <ClockTime at={row.at} />
                </StatusRow>
              );
            }
            const { message, starts, ends } = row;
            return (
              <MessageRow
                key={row.key}
                message={message}
                name={message.sender_id === me.user_id ? null : nameOf(message, session, names)}
                is_own_side={(message.sender_type === "customer") === (me.role === "customer")}
                starts={starts}
                ends={ends}
                receipt={message === last_own ? receipt : null}
              />
            );
          })}
          <OutgoingRows client={client} session_id={session_id} outgoing={outgoing} />
          <div ref={end} aria-hidden="true" className="h-px shrink-0" />
        </div>
      </div>
      <div
        className={clsx(
          "pointer-events-none absolute inset-x-0 bottom-2 flex justify-center",
          !has_news && "invisible",
        )}
      >
        <Button
          variant="primary"
          size="sm"
          onClick={toEnd}
          className="pointer-events-auto shadow-md"
        >
          <ArrowDown aria-hidden="true" />
          New messages
        </Button>
      </div>
    </div>
  );
}

function nameOf(
  { sender_id, sender_type }: Message,
  { customer, agent }: KnownSession,
  names: Record<number, string> | undefined,
): string {
  if (sender_id === customer.id) return customer.name;
  if (sender_id === agent?.id) return agent.name;
  const known = sender_id === null ? undefined : names?.[sender_id];
  return known ?? (sender_type === "customer" ? "Customer" : "Agent");
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

function StatusRow({ children }: { children: ReactNode }) {
  return <p className="px-4 pt-3 text-center text-sm wrap-anywhere text-text-subtle">{children}</p>;
}

/** Gone with the last of the earlier messages: `onLast` then takes the focus. */
function EarlierButton({ load, onLast }: { load: () => Promise<void>; onLast: () => void }) {
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const button = useRef<HTMLButtonElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: at the end of its life alone
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own && document.activeElement === own) onLast();
    };
  }, []);

  async function run() {
    setState("loading");
    try {
      await load();
      setState("idle");
    } catch {
      setState("failed");
    }
  }

  return (
    <div className="flex flex-col items-center gap-1 px-4 pt-3">
      <Button ref={button} size="sm" variant="ghost" loading={state === "loading"} onClick={run}>
        Load earlier messages
      </Button>
      <p role="status" className="text-sm text-danger-text empty:hidden">
        {state === "failed" && "They could not be loaded. Try again."}
      </p>
    </div>
  );
}
