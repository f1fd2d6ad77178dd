import type { KnownSession, Me, Place } from "@/lib/client/state";
import type { Message } from "@/lib/messages/contract";
import type { Session, StaffSession } from "@/lib/sessions/contract";

/** As an answer or an event has it. */
export type AnySession = (Session | StaffSession) & { unread_count?: number };
type Unread = Pick<KnownSession, "unread_count" | "is_unread_open">;

const isStaff = (me: Me) => me.role !== "customer";

/** Whether it was said to `me`, and not by them or by the system's own hand. */
export function isFromOtherSide(me: Me, message: Message): boolean {
  return isStaff(me)
    ? message.sender_type === "customer"
    : message.sender_type !== "customer" && !message.is_internal;
}

/** The order of a log. */
export const comparePlaces = (a: Place, b: Place) => a.seq - b.seq || a.note_seq - b.note_seq;

/** Both in order and each once. */
export function mergeMessages(known: Message[], more: Message[]): Message[] {
  const by_id = new Map([...known, ...more].map((message) => [message.id, message]));
  return [...by_id.values()].sort(comparePlaces);
}

/** What a session has from its log; the rest is its state. */
function logPart(session: AnySession) {
  const { last_seq, last_message, waiting_since } = session;
  const notes = "last_note_seq" in session && { last_note_seq: session.last_note_seq };
  return { last_seq, last_message, waiting_since, ...notes };
}

export const noteSeq = (session: AnySession) =>
  ("last_note_seq" in session && session.last_note_seq) || 0;

/**
 * What is known of a session with one that came by any way, as far as that is not older: `version`
 * orders its states, `last_seq` and `last_note_seq` what it has from its log. The two are apart,
 * because a client knows a message before it knows of a change that was made before it.
 */
export function mergeSessions(me: Me, known: KnownSession, session: AnySession): KnownSession {
  const version = session.version - known.version;
  const log = session.last_seq - known.last_seq || noteSeq(session) - noteSeq(known);
  if (version < 0 && log <= 0) return known;
  const { is_unread_open: _, ...unchanged } = known;
  const merged = { ...unchanged, ...(version >= 0 && session) };
  return log > 0 || (log === 0 && version >= 0)
    ? { ...merged, ...logPart(session), ...unreadOf(me, session, known) }
    : { ...merged, ...logPart(known), ...unreadPart(known) };
}

export const newSession = (me: Me, session: AnySession): KnownSession => ({
  ...session,
  ...unreadOf(me, session, { version: 1, last_seq: 0, unread_count: 0 }),
});

/**
 * An event goes to many and has no `unread_count`. It can be told where all that came since is the
 * customer's, as while a chat waits, or where it is one that is there to be seen; otherwise it has
 * to be asked for.
 */
function unreadOf(
  me: Me,
  session: AnySession,
  known: Pick<KnownSession, "version" | "last_seq" | "unread_count" | "is_unread_open">,
): Unread {
  if (session.unread_count !== undefined) return { unread_count: session.unread_count };
  const grown = session.last_seq - known.last_seq;
  if (grown === 0) return unreadPart(known);
  const last = session.last_message;
  let more: number;
  if (session.status === "pending" && session.version === known.version) {
    more = isStaff(me) ? grown : 0;
  } else if (grown === 1 && last && !last.is_internal) more = isFromOtherSide(me, last) ? 1 : 0;
  else return { unread_count: known.unread_count, is_unread_open: true };
  return unreadPart({ ...known, unread_count: known.unread_count + more });
}

const unreadPart = ({ unread_count, is_unread_open }: Unread): Unread => ({
  unread_count,
  ...(is_unread_open && { is_unread_open }),
});

/** A session with messages that its row does not know of yet. */
export function withLog(me: Me, session: KnownSession, fresh: Message[]): KnownSession {
  const last_message = mergeMessages(session.last_message ? [session.last_message] : [], fresh).at(
    -1,
  );
  const unread = fresh.filter((m) => m.seq > session.last_seq && isFromOtherSide(me, m));
  return {
    ...session,
    last_seq: Math.max(session.last_seq, ...fresh.map(({ seq }) => seq)),
    ...(session.last_note_seq !== undefined && {
      last_note_seq: Math.max(session.last_note_seq, ...fresh.map(({ note_seq }) => note_seq)),
    }),
    last_message: last_message ?? null,
    waiting_since: waitingSince(session, fresh),
    unread_count: session.unread_count + unread.length,
  };
}

/** As the server keeps it: since the first message of the customer that the agent has not answered. */
function waitingSince(session: KnownSession, fresh: Message[]): string | null {
  let since = session.waiting_since;
  for (const message of mergeMessages([], fresh)) {
    if (message.is_internal || message.seq <= session.last_seq) continue;
    // What the system says is no answer.
    if (message.sender_type === "system") continue;
    if (message.sender_type === "customer") since ??= message.created_at;
    else if (message.sender_type === "agent") since = null;
  }
  return since;
}
