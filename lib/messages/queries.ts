import { and, asc, desc, eq, getTableColumns, gt, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { db, prepared } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { cursors } from "@/db/schema/sessions";
import type { Actor } from "@/lib/actor";
import {
  asMessage,
  type ListMessagesInput,
  type MessagePage,
  PAGE_BYTES,
  PAGE_LIMIT,
  PAGE_SIZE,
} from "@/lib/messages/contract";
import { may } from "@/lib/rights";
import type { Conversation, JoinInput } from "@/lib/sessions/contract";
import { type AuthorizedSession, authorizedSession, readTold } from "@/lib/sessions/queries";

/** Notes are in the log of those alone who may read them: the one place where that is decided. */
function visibleTo(actor: Actor, session: AuthorizedSession): SQL | undefined {
  const notes = may(actor.role, "note.read", session.relations);
  return and(
    eq(messages.session_id, session.id),
    notes ? undefined : eq(messages.is_internal, false),
  );
}

/** After a place in the log. Notes have a counter of their own; without it they come from `seq` on. */
function after(seq: number, note_seq: number | undefined): SQL | undefined {
  return or(
    and(eq(messages.is_internal, false), gt(messages.seq, seq)),
    and(
      messages.is_internal,
      note_seq === undefined ? gte(messages.seq, seq) : gt(messages.note_seq, note_seq),
    ),
  );
}

/**
 * At most `limit` messages, and fewer where their content is more than a slow connection should be
 * given at once: the one that passes PAGE_BYTES is the last. Cut where it is read, so that what is
 * too much never leaves the database.
 */
async function readPage(
  session: AuthorizedSession,
  where: SQL | undefined,
  direction: "forward" | "backward",
  limit: number,
): Promise<MessagePage> {
  const order = direction === "forward" ? asc : desc;
  const in_order = [order(messages.seq), order(messages.note_seq)];
  const along = sql`over (order by ${sql.join(in_order, sql`, `)})`;
  const bytes = sql`octet_length(${messages.content})`;
  const entries = db()
    .select({
      ...getTableColumns(messages),
      bytes_before: sql<number>`sum(${bytes}) ${along} - ${bytes}`.as("bytes_before"),
      is_followed: sql<boolean>`lead(true) ${along} is true`.as("is_followed"),
    })
    .from(messages)
    .where(where)
    .orderBy(...in_order)
    .limit(limit)
    .as("entries");
  const rows = await db()
    .select()
    .from(entries)
    .where(lt(entries.bytes_before, PAGE_BYTES))
    .orderBy(order(entries.seq), order(entries.note_seq));
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

/** A page of a session's log, in order; the newest one when no place is given. */
export async function listMessages(actor: Actor, input: ListMessagesInput): Promise<MessagePage> {
  const session = await authorizedSession(actor, input.session_id, "session.read");
  const visible = visibleTo(actor, session);
  const limit = input.limit ?? PAGE_SIZE;
  if (input.after_seq !== undefined) {
    const onward = after(input.after_seq, input.after_note_seq);
    return readPage(session, and(visible, onward), "forward", limit);
  }
  const before =
    input.before_seq === undefined
      ? undefined
      : sql`(${messages.seq}, ${messages.note_seq}) < (${input.before_seq}::int, ${input.before_note_seq ?? 0}::int)`;
  return readPage(session, and(visible, before), "backward", limit);
}

/** A session with the newest page of its log, or with what came since `after_seq`. */
export async function readConversation(actor: Actor, input: JoinInput): Promise<Conversation> {
  const session = await authorizedSession(actor, input.session_id, "session.read");
  const visible = visibleTo(actor, session);
  const page =
    input.after_seq === undefined
      ? await readPage(session, visible, "backward", PAGE_SIZE)
      : await readPage(
          session,
          and(visible, after(input.after_seq, input.after_note_seq)),
          "forward",
          PAGE_LIMIT,
        );
  // After the page: what is told of the session is no older than its messages.
  const [told, seen] = await Promise.all([
    readTold(actor, session.id, db()),
    cursorsOf().execute({ session_id: session.id }),
  ]);
  return { ...page, session: told.session, cursors: seen };
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
