import { and, asc, desc, eq, getTableColumns, inArray, lt, type SQL, sql } from "drizzle-orm";
import { db, prepared } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { cursors } from "@/db/schema/sessions";
import type { Actor } from "@/lib/actor";
import {
  asMessage,
  type ListMessagesInput,
  type Message,
  type MessagePage,
  PAGE_BYTES,
  PAGE_LIMIT,
  PAGE_SIZE,
} from "@/lib/messages/contract";
import { may } from "@/lib/rights";
import type { Conversation, JoinInput } from "@/lib/sessions/contract";
import { type AuthorizedSession, authorizedSession, readTold } from "@/lib/sessions/queries";

type Direction = "forward" | "backward";

/** A place in the log: what is to come lies after it, or before it. */
type Place = { seq: number; note_seq: number | null };

/** Past the end of every log. */
const END: Place = { seq: 2_147_483_647, note_seq: 2_147_483_647 };

const seq = sql`${sql.placeholder("seq")}::int`;
const note_seq = sql`${sql.placeholder("note_seq")}::int`;

const beyond: Record<Direction, SQL> = {
  // Notes have a counter of their own; who does not know it gets them from `seq` on.
  forward: sql`case
    when not ${messages.is_internal} then ${messages.seq} > ${seq}
    when ${note_seq} is null then ${messages.seq} >= ${seq}
    else ${messages.note_seq} > ${note_seq} end`,
  backward: sql`(${messages.seq}, ${messages.note_seq}) < (${seq}, ${note_seq})`,
};

/**
 * At most `limit` messages, and fewer where their content is more than a slow connection should be
 * given at once: the one that passes PAGE_BYTES is the last. Cut where it is read, so that what is
 * too much never leaves the database.
 */
const pageIn = (direction: Direction) =>
  prepared((database) => {
    const order = direction === "forward" ? asc : desc;
    const in_order = [order(messages.seq), order(messages.note_seq)];
    const along = sql`over (order by ${sql.join(in_order, sql`, `)})`;
    const bytes = sql`octet_length(${messages.content})`;
    const entries = database
      .select({
        ...getTableColumns(messages),
        bytes_before: sql<number>`sum(${bytes}) ${along} - ${bytes}`.as("bytes_before"),
        is_followed: sql<boolean>`lead(true) ${along} is true`.as("is_followed"),
      })
      .from(messages)
      .where(
        and(
          eq(messages.session_id, sql.placeholder("session_id")),
          sql`(${sql.placeholder("with_notes")}::boolean or not ${messages.is_internal})`,
          beyond[direction],
        ),
      )
      .orderBy(...in_order)
      .limit(sql.placeholder("limit"))
      .as("entries");
    return database
      .select()
      .from(entries)
      .where(lt(entries.bytes_before, PAGE_BYTES))
      .orderBy(order(entries.seq), order(entries.note_seq))
      .prepare(`page_${direction}`);
  });
const pages = { forward: pageIn("forward"), backward: pageIn("backward") };

async function readPage(
  actor: Actor,
  session: AuthorizedSession,
  direction: Direction,
  place: Place,
  limit: number,
): Promise<MessagePage> {
  const rows = await pages[direction]().execute({
    session_id: session.id,
    // Notes are in the log of those alone who may read them: the one place where that is decided.
    with_notes: may(actor.role, "note.read", session.relations),
    ...place,
    limit,
  });
  const has_more = rows.at(-1)?.is_followed ?? false;
  const page = rows.map(({ bytes_before, is_followed, ...row }) => asMessage(row));
  if (direction === "backward") page.reverse();
  return {
    messages: page,
    // The rows were read after the session, so they may be ahead of it.
    last_seq: Math.max(session.last_seq, page.at(-1)?.seq ?? 0),
    has_more,
  };
}

/**
 * A page of a log with its notes, from `after` on and up to a place in it: what came later is left
 * out, also a note that follows the last message. Whoever asks has the right by another way.
 */
export async function readLogUntil(
  session_id: string,
  after: { seq: number; note_seq: number },
  until: { seq: number; note_seq: number },
): Promise<{ messages: Message[]; has_more: boolean }> {
  const asked = { session_id, with_notes: true, ...after, limit: PAGE_LIMIT };
  const rows = await pages.forward().execute(asked);
  const kept = rows.filter((row) => row.seq <= until.seq && row.note_seq <= until.note_seq);
  const is_cut = kept.at(-1)?.id !== rows.at(-1)?.id;
  return {
    messages: kept.map(({ bytes_before, is_followed, ...row }) => asMessage(row)),
    has_more: !is_cut && (rows.at(-1)?.is_followed ?? false),
  };
}

/**
 * A page of a log as its customer has it, without a note, after one `seq` and up to another. Whoever
 * asks has the right by another way.
 */
export async function readSpoken(
  session_id: string,
  after_seq: number,
  until_seq: number,
): Promise<Message[]> {
  const place = { seq: after_seq, note_seq: 0 };
  const asked = { session_id, with_notes: false, ...place, limit: PAGE_LIMIT };
  const rows = await pages.forward().execute(asked);
  return rows
    .filter((row) => row.seq <= until_seq)
    .map(({ bytes_before, is_followed, ...row }) => asMessage(row));
}

/** The newest page, or what comes after what is known. */
function readNewest(
  actor: Actor,
  session: AuthorizedSession,
  { after_seq, after_note_seq }: Pick<JoinInput, "after_seq" | "after_note_seq">,
  { newest, onward }: { newest: number; onward: number },
): Promise<MessagePage> {
  if (after_seq === undefined) return readPage(actor, session, "backward", END, newest);
  const place = { seq: after_seq, note_seq: after_note_seq ?? null };
  return readPage(actor, session, "forward", place, onward);
}

/** A page of a session's log, in order; the newest one when no place is given. */
export async function listMessages(actor: Actor, input: ListMessagesInput): Promise<MessagePage> {
  const session = await authorizedSession(actor, input.session_id, "session.read");
  const limit = input.limit ?? PAGE_SIZE;
  if (input.before_seq === undefined) {
    return readNewest(actor, session, input, { newest: limit, onward: limit });
  }
  const place = { seq: input.before_seq, note_seq: input.before_note_seq ?? 0 };
  return readPage(actor, session, "backward", place, limit);
}

/**
 * All of a session's log that the actor may read, in order, a page at a time. Whether they may is
 * looked at again for each.
 * @throws AppError NOT_FOUND
 */
export async function* readLog(actor: Actor, session_id: string): AsyncGenerator<Message[]> {
  const place = { seq: 0, note_seq: 0 };
  for (;;) {
    const session = await authorizedSession(actor, session_id, "session.read");
    const page = await readPage(actor, session, "forward", place, PAGE_LIMIT);
    yield page.messages;
    if (!page.has_more) return;
    for (const { seq, note_seq } of page.messages) {
      place.seq = seq;
      place.note_seq = Math.max(place.note_seq, note_seq);
    }
  }
}

/** A session with the newest page of its log, or with what came since `after_seq`. */
export async function readConversation(actor: Actor, input: JoinInput): Promise<Conversation> {
  const session = await authorizedSession(actor, input.session_id, "session.read");
  const sizes = { newest: PAGE_SIZE, onward: PAGE_LIMIT };
  const page = await readNewest(actor, session, input, sizes);
  // After the page: what is told of the session is no older than its messages.
  const [told, seen] = await Promise.all([
    readTold(actor, session.id, db()),
    cursorsOf().execute({ session_id: session.id }),
  ]);
  return { ...page, session: told.session, cursors: seen };
}

/** How far everybody has seen these sessions. */
export async function readSeen(session_ids: string[]) {
  return db().select().from(cursors).where(inArray(cursors.session_id, session_ids));
}

const cursorsOf = prepared((database) =>
  database
    .select({
      user_id: cursors.user_id,
      message_id: cursors.message_id,
      seq: cursors.seq,
      seen_at: cursors.seen_at,
    })
    .from(cursors)
    .where(eq(cursors.session_id, sql.placeholder("session_id")))
    .orderBy(cursors.user_id)
    .prepare("cursors_of_session"),
);
