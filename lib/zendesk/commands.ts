import { and, asc, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { db, type Transaction, transaction } from "@/db/client";
import { ticket_comments, zendesk_tickets } from "@/db/schema/tickets";
import type { Actor } from "@/lib/actor";
import { config } from "@/lib/config";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import type { Message } from "@/lib/messages/contract";
import { readSpoken } from "@/lib/messages/queries";
import { authorize } from "@/lib/rights";
import { slot } from "@/lib/slot";
import { saidIn } from "@/lib/transcripts/entries";
import { ZendeskFailure, zendeskClient } from "@/lib/zendesk/client";
import type { RetryInput, Zendesk } from "@/lib/zendesk/contract";
import {
  CLAIM,
  GIVE_UP_AFTER,
  LONGEST_TEXT,
  PACE,
  subjectFor,
  waitAfter,
} from "@/lib/zendesk/policy";
import { listTaken, listUntaken, namesIn, readTold, type ToldTicket } from "@/lib/zendesk/queries";
import { fitting, markOf, toCommentLines, toLines } from "@/lib/zendesk/words";

type Row = typeof zendesk_tickets.$inferSelect;
/** What is being sent: the same at each try. */
type Update = { id: string; seq: number; told: ToldTicket };

const soon = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`;
const ofClaim = ({ ticket_id, claim }: Pick<Row, "ticket_id" | "claim">) =>
  and(eq(zendesk_tickets.ticket_id, ticket_id), eq(zendesk_tickets.claim, claim ?? ""));

/** From now on the ticket is in Zendesk too: in the transaction that makes it, so neither is without the other. */
export async function followInZendesk(tx: Transaction, ticket_id: string): Promise<void> {
  if (!config().zendesk) return;
  await tx.insert(zendesk_tickets).values({ ticket_id, due_at: sql`now()` });
}

/** Something was said about a ticket. A chat that goes on needs no such call: it is looked at. */
export async function tellZendesk(tx: Transaction, ticket_id: string): Promise<void> {
  const { due_at, gave_up_at } = zendesk_tickets;
  // Decided in `set`: a row that `where` leaves out is not waited for, and whoever is looking at this
  // ticket now would find nothing of what is said here and put it aside for good.
  await tx
    .update(zendesk_tickets)
    .set({ due_at: sql`case when ${gave_up_at} is null then coalesce(${due_at}, now()) end` })
    .where(eq(zendesk_tickets.ticket_id, ticket_id));
}

const at_work = slot<boolean>("zendesk_at_work");

/** Brings to Zendesk what is due. Every node looks, and none takes what another has claimed. */
export async function attendToZendesk(): Promise<void> {
  const { zendesk } = config();
  if (!zendesk || at_work.peek()) return;
  at_work.set(true);
  try {
    await bringDue(zendesk);
  } finally {
    at_work.set(false);
  }
}

/** What one look attends to; the next one takes the rest. */
const MOST = 100;

/**
 * One due ticket after the other. It ends with the first that does not get through: the others
 * would not either.
 * @param patience how long a call waits for its answer, in milliseconds
 */
export async function bringDue(zendesk: Zendesk, patience?: number): Promise<void> {
  const client = zendeskClient(zendesk, patience);
  for (let n = 0; n < MOST; n++) {
    const row = await claimNext();
    if (!row) return;
    try {
      const update = await takeUp(row);
      if (update) await bring(client, row, update);
    } catch (error) {
      const failure = error instanceof ZendeskFailure ? error : ofOurs(error, row);
      await putOff(row, failure);
      if (!failure.is_final) return;
    }
  }
}

/** The one that is due longest, for whoever asks first; `tries` counts what is about to be done. */
async function claimNext(): Promise<Row | undefined> {
  const next = db()
    .select({ ticket_id: zendesk_tickets.ticket_id })
    .from(zendesk_tickets)
    .where(lte(zendesk_tickets.due_at, sql`now()`))
    .orderBy(asc(zendesk_tickets.due_at))
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await db()
    .update(zendesk_tickets)
    .set({ claim: newId(), tries: sql`${zendesk_tickets.tries} + 1`, due_at: soon(CLAIM) })
    .where(eq(zendesk_tickets.ticket_id, sql`(${next})`))
    .returning();
  return row;
}

/** Fixes what is sent next; without anything it says when to look again, and gives null. */
async function takeUp(row: Row): Promise<Update | null> {
  return transaction(async (tx) => {
    // Who comments meanwhile waits, and then says that there is something to do.
    const [held] = await tx.select().from(zendesk_tickets).where(ofClaim(row)).for("update");
    const told = held && (await readTold(tx, row.ticket_id));
    if (!told) return null;
    if (held.update_id !== null) return { id: held.update_id, seq: held.update_seq ?? 0, told };
    const is_new = held.zendesk_id === null;
    const until = is_new ? told.last_seq : told.chat.last_seq;
    const messages = await readSpoken(told.session_id, held.sent_seq, until);
    const comments = is_new ? [] : await listUntaken(tx, row.ticket_id);
    if (!is_new && messages.length + comments.length === 0) {
      const is_over = told.chat.status === "closed";
      await tx
        .update(zendesk_tickets)
        .set({ tries: 0, due_at: is_over ? null : soon(PACE) })
        .where(ofClaim(row));
      return null;
    }
    const id = newId();
    // What there is no room for comes with the next update.
    const { taken: said, room } = fitting(messages, saidIn, LONGEST_TEXT);
    const { taken: about } = fitting(comments, ({ content }) => content, room);
    const seq = said.at(-1)?.seq ?? held.sent_seq;
    await tx.update(zendesk_tickets).set({ update_id: id, update_seq: seq }).where(ofClaim(row));
    if (about.length > 0) {
      const ids = about.map((comment) => comment.id);
      await tx
        .update(ticket_comments)
        .set({ zendesk_update_id: id })
        .where(inArray(ticket_comments.id, ids));
    }
    return { id, seq, told };
  });
}

type Client = ReturnType<typeof zendeskClient>;

async function bring(client: Client, row: Row, update: Update): Promise<void> {
  const lines = await linesOf(row, update);
  // An earlier try may have arrived, whatever became of its answer or of who waited for it.
  const may_be_there = row.tries > 1;
  let { zendesk_id } = row;
  if (zendesk_id === null) {
    const found = may_be_there ? await client.findTicket(update.told.id) : null;
    zendesk_id = found ?? (await client.createTicket(newTicket(update.told, lines)));
  } else if (lines) {
    const mark = markOf(update.id);
    const is_there = may_be_there && (await client.hasComment(zendesk_id, mark));
    if (!is_there) await client.addPrivateComment(zendesk_id, `${lines}\n\n${mark}`);
  }
  await db()
    .update(zendesk_tickets)
    .set({
      zendesk_id,
      sent_seq: update.seq,
      update_id: null,
      update_seq: null,
      tries: 0,
      failing_since: null,
      problem: null,
      due_at: soon(PACE),
    })
    .where(ofClaim(row));
}

async function linesOf({ ticket_id, sent_seq }: Row, { id, seq, told }: Update): Promise<string> {
  const [messages, comments] = await Promise.all([
    readSpoken(told.session_id, sent_seq, seq),
    listTaken(ticket_id, id),
  ]);
  // That the ticket was made is no news there.
  const said = messages.filter((message: Message) => message.client_id !== ticket_id);
  const ids = new Set(said.map(({ sender_id }) => sender_id).filter((one) => one !== null));
  const names = await namesIn([...ids]);
  return [toLines(said, names), toCommentLines(comments)].filter(Boolean).join("\n");
}

function newTicket(told: ToldTicket, lines: string) {
  const { id, number, subject, priority, session_id, customer } = told;
  const { name, email } = customer;
  const head = [
    subject,
    "",
    `Customer: ${name}${email ? ` (${email})` : ", who left no e-mail address"}`,
    `Ticket: #${number}`,
    `Chat: ${session_id}`,
    "Time zone: UTC",
  ];
  return {
    subject: subjectFor(subject),
    body: `${head.join("\n")}\n\n${lines || "Nobody had written anything."}`,
    priority: priority === "medium" ? ("normal" as const) : priority,
    // Without an address Zendesk knows nobody: then it is its own account's ticket.
    requester: email ? { name, email } : null,
    tags: ["chat", `session-${session_id}`],
    external_id: id,
  };
}

function ofOurs(error: unknown, { ticket_id }: Row): ZendeskFailure {
  log.error({ err: error, ticket_id }, "a ticket was not brought to Zendesk");
  return new ZendeskFailure("Parley itself failed; its log says at what.", false);
}

async function putOff(row: Row, { message, is_final, retry_after }: ZendeskFailure): Promise<void> {
  const since = row.failing_since ? Date.parse(row.failing_since) : Date.now();
  const gives_up = is_final || Date.now() - since >= GIVE_UP_AFTER * 1000;
  const { ticket_id, tries } = row;
  await db()
    .update(zendesk_tickets)
    .set({
      problem: message,
      failing_since: sql`coalesce(${zendesk_tickets.failing_since}, now())`,
      ...(gives_up
        ? { due_at: null, gave_up_at: sql`now()` }
        : { due_at: soon(waitAfter(tries, Math.random(), retry_after)) }),
    })
    .where(ofClaim(row));
  const what = gives_up ? "a ticket for Zendesk was given up" : "a ticket waits for Zendesk";
  log.warn({ ticket_id, tries, problem: message }, what);
}

/**
 * Tries again what was given up, all of it or one ticket.
 * @throws AppError FORBIDDEN
 */
export async function retryZendesk(
  actor: Actor,
  { ticket_id }: RetryInput,
): Promise<{ retried: number }> {
  authorize(actor, "zendesk.manage");
  const rows = await db()
    .update(zendesk_tickets)
    // It may have arrived before: one try counts as made.
    .set({ gave_up_at: null, failing_since: null, problem: null, tries: 1, due_at: sql`now()` })
    .where(
      and(
        isNotNull(zendesk_tickets.gave_up_at),
        ticket_id ? eq(zendesk_tickets.ticket_id, ticket_id) : undefined,
      ),
    )
    .returning({ ticket_id: zendesk_tickets.ticket_id });
  return { retried: rows.length };
}
