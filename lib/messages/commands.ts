import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, type Transaction, transaction } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { cursors, sessions } from "@/db/schema/sessions";
import { type Actor, type Caller, isStaff } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { countMessage } from "@/lib/limits";
import {
  asMessage,
  type Message,
  type SeenInput,
  type SendMessageInput,
} from "@/lib/messages/contract";
import { publish } from "@/lib/realtime/publish";
import { authorizedSession, readTold } from "@/lib/sessions/queries";

type Entry = Pick<Message, "sender_id" | "sender_type" | "type" | "content" | "is_internal"> & {
  client_id: string;
};

/**
 * Adds an entry to a session's log, inside a transaction: the counter is bumped under the row's
 * lock, so that `seq` has no gaps and whoever reads `n` can read all before it.
 */
export async function appendMessage(
  tx: Transaction,
  session_id: string,
  entry: Entry,
): Promise<Message> {
  const bumped = entry.is_internal
    ? { last_note_seq: sql`${sessions.last_note_seq} + 1` }
    : {
        last_seq: sql`${sessions.last_seq} + 1`,
        waiting_since:
          entry.sender_type === "customer"
            ? sql`coalesce(${sessions.waiting_since}, clock.at)`
            : sql`null`,
      };
  const [place] = await tx
    .update(sessions)
    .set(bumped)
    // One look at the clock, for the message and for the wait that begins with it.
    .from(sql`(select clock_timestamp()::timestamptz(3) as at) as clock`)
    .where(eq(sessions.id, session_id))
    .returning({
      seq: sessions.last_seq,
      note_seq: sessions.last_note_seq,
      created_at: sql`clock.at`.mapWith(sessions.created_at),
    });
  if (!place) throw new AppError("NOT_FOUND", "There is no such chat.");
  const [row] = await tx
    .insert(messages)
    .values({
      id: uuidv7(),
      session_id,
      seq: place.seq,
      note_seq: entry.is_internal ? place.note_seq : 0,
      created_at: place.created_at,
      ...entry,
    })
    .returning();
  if (!row) throw new Error("An insert returned no row.");
  return asMessage(row);
}

/**
 * Sends a message or a note. A retry (same session, sender and `client_id`) gives back the first
 * one, whatever it says now and also after the chat ended.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED, RATE_LIMITED
 */
export async function sendMessage(
  actor: Actor,
  input: SendMessageInput,
  caller?: Caller,
): Promise<{ message: Message }> {
  const is_internal = input.is_internal ?? false;
  const operation = is_internal ? "note.write" : "message.send";
  await countMessage(actor.user_id);
  const { message, in_queue, is_new } = await transaction(async (tx) => {
    // Everyone who writes to this log waits here, so what is looked for below cannot appear later.
    const session = await authorizedSession(actor, input.session_id, operation, tx, {
      lock: true,
    });
    const [first] = await tx
      .select()
      .from(messages)
      .where(
        and(
          eq(messages.session_id, session.id),
          eq(messages.sender_id, actor.user_id),
          eq(messages.client_id, input.client_id),
        ),
      );
    if (first) {
      return { message: asMessage(first), in_queue: null, is_new: false };
    }
    if (session.status === "closed") {
      throw new AppError("CHAT_CLOSED", "This chat has ended.");
    }
    const message = await appendMessage(tx, session.id, {
      sender_id: actor.user_id,
      sender_type: isStaff(actor) ? "agent" : "customer",
      type: input.type,
      content: input.content,
      client_id: input.client_id,
      is_internal,
    });
    const is_waiting = session.status === "pending";
    const told = is_waiting ? await readTold(actor, session.id, tx) : null;
    return { message, in_queue: told?.views ?? null, is_new: true };
  });
  if (is_new) publish({ type: "message_sent", message, session: in_queue }, caller);
  return { message };
}

/**
 * Moves the actor's cursor to a message, never back.
 * @throws AppError NOT_FOUND, FORBIDDEN
 */
export async function markSeen(actor: Actor, input: SeenInput): Promise<Record<string, never>> {
  const session = await authorizedSession(actor, input.session_id, "message.seen");
  const [message] = await db()
    .select({ seq: messages.seq })
    .from(messages)
    .where(
      and(
        eq(messages.id, input.message_id),
        eq(messages.session_id, session.id),
        eq(messages.is_internal, false),
      ),
    );
  if (!message) throw new AppError("NOT_FOUND", "There is no such message.");
  const { message_id } = input;
  const [moved] = await db()
    .insert(cursors)
    .values({ session_id: session.id, user_id: actor.user_id, message_id, seq: message.seq })
    .onConflictDoUpdate({
      target: [cursors.session_id, cursors.user_id],
      set: { message_id, seq: message.seq, seen_at: sql`now()` },
      setWhere: sql`${cursors.seq} < excluded.seq`,
    })
    .returning();
  if (moved) publish({ type: "message_seen", seen: moved });
  return {};
}
