import { and, eq, sql } from "drizzle-orm";
import { append, appendIn, type Entry, isRace, type Outcome, type Place } from "@/db/append";
import { db, LOG_CONNECTIONS, type Transaction, transaction } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { cursors } from "@/db/schema/sessions";
import { type Actor, type Caller, isStaff } from "@/lib/actor";
import { AppError, isDatabaseAway } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { asSharedArticle } from "@/lib/kb/contract";
import { readShared } from "@/lib/kb/queries";
import { countMessage } from "@/lib/limits/messages";
import {
  asMessage,
  type Message,
  type SeenInput,
  type SendMessageInput,
} from "@/lib/messages/contract";
import { createLanes, type Lanes } from "@/lib/messages/lanes";
import { orUncertain, publish } from "@/lib/realtime/publish";
import type { Operation } from "@/lib/rights";
import { sessionNotFound, standing } from "@/lib/sessions/policy";
import { authorizedSession } from "@/lib/sessions/queries";
import { settings } from "@/lib/settings/queries";
import { slot } from "@/lib/slot";
import { isLongerThan } from "@/lib/text";
import { attach } from "@/lib/uploads/commands";
import { asAttachment, attachmentIdOf } from "@/lib/uploads/contract";

/** What of a message its writer decides; the log gives it its place and its time. */
type Content = Pick<Message, "sender_id" | "sender_type" | "type" | "content" | "is_internal"> & {
  /** Null for what the system says. */
  client_id: string | null;
};

const nobody = { as_customer: null, as_agent: null, as_anyone: false };

const messageAt = (entry: Entry, { seq, note_seq, created_at }: Place): Message => ({
  id: entry.id,
  session_id: entry.session_id,
  seq,
  note_seq,
  client_id: entry.client_id,
  sender_id: entry.sender_id,
  sender_type: entry.sender_type,
  type: entry.type,
  content: entry.content,
  is_internal: entry.is_internal,
  attachment: null,
  kb_article: null,
  created_at,
});

/**
 * Adds a message to a session's log as part of a transaction, whose rights are those of the whole.
 * What the system says goes into a closed one too, and answers nobody.
 * @throws AppError NOT_FOUND, CHAT_CLOSED
 */
export async function appendMessage(
  tx: Transaction,
  session_id: string,
  content: Content,
): Promise<Message> {
  const entry = { id: newId(), session_id, ...content, ...nobody, as_anyone: true };
  const [outcome] = await appendIn(tx, [entry]);
  if (outcome?.verdict === "written") return messageAt(entry, outcome);
  throw outcome?.verdict === "closed" ? chatClosed() : sessionNotFound();
}

const chatClosed = () => new AppError("CHAT_CLOSED", "This chat has ended.");

/** A message on its way into the log, and the socket that it came over. */
type Sent = Entry & { socket_id: string | null };

/** The message that is in the log now, or why this one is not. */
type Result = { message: Message } | Exclude<Outcome, { verdict: "written" }>;

const lanes = slot<Lanes<Sent, Result>>("message lanes");

/** One set for the process: what arrives over REST and over sockets is committed together. */
function log(): Lanes<Sent, Result> {
  const found =
    lanes.peek() ??
    createLanes(LOG_CONNECTIONS, { write: append, settle, isAway: isDatabaseAway, isRace });
  lanes.set(found);
  return found;
}

function settle(sent: Sent, outcome: Outcome): Result {
  if (outcome.verdict !== "written") return outcome;
  const message = messageAt(sent, outcome);
  publish({ type: "message_sent", message, in_queue: outcome.is_waiting }, sent);
  return { message };
}

/** How often what changed in the very moment is looked at again. */
const LOOKS = 3;

/**
 * Sends a message or a note. A retry (same session, sender and `client_id`) gives back the first
 * one, whatever it says now and also after the chat ended.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED, RATE_LIMITED, and UNAVAILABLE within 5 s when
 *   it could not be committed; it may be in the log nevertheless, which a retry tells
 */
export async function sendMessage(
  actor: Actor,
  input: SendMessageInput,
  caller?: Caller,
): Promise<{ message: Message }> {
  const is_internal = input.is_internal ?? false;
  const operation = operationOf(input);
  countMessage(actor.user_id);
  if (isLongerThan(settings().message_length, input.content ?? "")) {
    return tooLong(actor, input, operation);
  }
  const { as_customer, as_agent, as_anyone } = standing(actor, operation);
  const sent: Sent = {
    id: newId(),
    session_id: input.session_id,
    client_id: input.client_id,
    sender_id: actor.user_id,
    sender_type: isStaff(actor) ? "agent" : "customer",
    type: input.type,
    content: input.content ?? "",
    is_internal,
    as_customer,
    as_agent,
    as_anyone,
    socket_id: caller?.socket_id ?? null,
  };
  for (let look = 1; look <= LOOKS; look++) {
    const result =
      input.type === "text"
        ? await log().add(sent)
        : await addWith(sent, (tx) => carried(tx, sent, input));
    if ("message" in result) return result;
    if (result.verdict === "retry") return { message: await readMessage(result.first_id) };
    if (result.verdict === "closed") {
      // A retry that waited for the first one and then for the end has seen neither come: once more.
      if (look > 1) throw chatClosed();
      continue;
    }
    // Says why not; whoever gets through was given the chat just now.
    await authorizedSession(actor, input.session_id, operation);
  }
  throw new AppError("UNAVAILABLE", "The chat changed too often. Try again.");
}

function operationOf({ is_internal, type }: SendMessageInput): Operation {
  if (is_internal) return "note.write";
  return type === "kb_article" ? "kb_article.share" : "message.send";
}

/** A retry of what was accepted while more was allowed gives it back all the same. */
async function tooLong(
  actor: Actor,
  { session_id, client_id }: SendMessageInput,
  operation: Operation,
): Promise<{ message: Message }> {
  await authorizedSession(actor, session_id, operation);
  const [first] = await db()
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.session_id, session_id),
        eq(messages.sender_id, actor.user_id),
        eq(messages.client_id, client_id),
      ),
    );
  if (first) return { message: await readMessage(first.id) };
  throw overLength("content");
}

/** For what the contract lets through and the admins' setting does not. */
export const overLength = (field: string) =>
  new AppError("VALIDATION", `${field}: has at most ${settings().message_length} characters`, {
    field,
    details: { message_length: settings().message_length },
  });

type Carried = Partial<Pick<Message, "attachment" | "kb_article">>;

/**
 * Gives a message what it carries besides text.
 * @throws AppError VALIDATION when there is no such file for this sender in this session, or no
 *   such published article
 */
async function carried(
  tx: Transaction,
  sent: Sent,
  input: Exclude<SendMessageInput, { type: "text" }>,
): Promise<Carried> {
  if (input.type !== "kb_article") {
    const file = { ...sent, type: input.type };
    return {
      attachment: asAttachment(await attach(tx, file, attachmentIdOf(input.attachment_url))),
    };
  }
  const kb_article = await readShared(tx, input.kb_article_id);
  await tx.update(messages).set({ kb_article }).where(eq(messages.id, sent.id));
  return { kb_article: asSharedArticle(kb_article) };
}

/**
 * A message that carries a file or an article is rare, and is written in a transaction of its own
 * beside the lanes: what it carries is given to it after its right, a retry and the chat's end were
 * looked at.
 */
async function addWith(sent: Sent, carry: (tx: Transaction) => Promise<Carried>): Promise<Result> {
  const uncertain = { type: "session_uncertain", session_id: sent.session_id } as const;
  const write = () =>
    transaction(async (tx): Promise<{ outcome: Outcome; with_it: Carried }> => {
      const { socket_id: _, ...entry } = sent;
      const [outcome] = await appendIn(tx, [entry]);
      if (!outcome) throw sessionNotFound();
      return { outcome, with_it: outcome.verdict === "written" ? await carry(tx) : {} };
    });
  const { outcome, with_it } = await orUncertain(uncertain, () => againAfterRace(write));
  if (outcome.verdict !== "written") return outcome;
  const message = { ...messageAt(sent, outcome), ...with_it };
  publish({ type: "message_sent", message, in_queue: outcome.is_waiting }, sent);
  return { message };
}

/** The same retry on another connection was committed meanwhile: now it is recognised. */
async function againAfterRace<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isRace(error)) throw error;
    return write();
  }
}

async function readMessage(id: string): Promise<Message> {
  const [row] = await db().select().from(messages).where(eq(messages.id, id));
  if (!row) throw new AppError("NOT_FOUND", "There is no such message.");
  return asMessage(row);
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
  const move = async () =>
    db()
      .insert(cursors)
      .values({ session_id: session.id, user_id: actor.user_id, message_id, seq: message.seq })
      .onConflictDoUpdate({
        target: [cursors.session_id, cursors.user_id],
        set: { message_id, seq: message.seq, seen_at: sql`now()` },
        setWhere: sql`${cursors.seq} < excluded.seq`,
      })
      .returning();
  const uncertain = { type: "session_uncertain", session_id: session.id } as const;
  const [moved] = await orUncertain(uncertain, move);
  if (moved) publish({ type: "message_seen", seen: moved });
  return {};
}
