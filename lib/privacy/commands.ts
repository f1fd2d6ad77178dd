import { and, count, eq, inArray, ne, sql } from "drizzle-orm";
import { type Transaction, transaction } from "@/db/client";
import { drafts } from "@/db/schema/drafts";
import { messages } from "@/db/schema/messages";
import { rating_comments } from "@/db/schema/ratings";
import { message_words } from "@/db/schema/search";
import { sessions } from "@/db/schema/sessions";
import { ticket_comments, tickets, zendesk_tickets } from "@/db/schema/tickets";
import { logins, users } from "@/db/schema/users";
import type { Actor, Caller } from "@/lib/actor";
import { writeAudit } from "@/lib/audit/commands";
import type { Download } from "@/lib/download";
import { hasCode } from "@/lib/errors";
import { endLogins } from "@/lib/logins/commands";
import type { EraseCustomerInput, Erased, ExportCustomerInput } from "@/lib/privacy/contract";
import { findCustomer, listChats, writeCustomer } from "@/lib/privacy/queries";
import { publish } from "@/lib/realtime/publish";
import { authorize } from "@/lib/rights";
import { endSession, renamePerson } from "@/lib/sessions/commands";
import { giveUpFiles, sweepUploads } from "@/lib/uploads/commands";
import { forgetActors } from "@/lib/users/authenticate";

/** What stands where a text was: a log keeps its places. */
const ERASED = "(erased)";
const NAME = "Erased customer";

/**
 * All that is known of a customer, as one JSON document: account, sign-ins, chats with messages and
 * notes, tickets. Files are in it by name; their bytes are had from the chats.
 * @throws AppError FORBIDDEN; NOT_FOUND for whom nobody is and for staff
 */
export async function exportCustomer(actor: Actor, input: ExportCustomerInput): Promise<Download> {
  authorize(actor, "customer.export");
  const customer = await findCustomer(input.user_id);
  await transaction((tx) => writeAudit(tx, actor, "customer.export", customer.id));
  return {
    content_type: "application/json; charset=utf-8",
    filename: `customer-${customer.id}.json`,
    chunks: writeCustomer(customer),
  };
}

/**
 * Erases what a customer wrote and is called, and what was written about them, for good. Chats and
 * tickets stay as times, states, ratings and counts, so that no report changes; what the system said
 * and which articles were shared stays in the logs. Chats that are open end first. It may be asked
 * for again: a try that broke off is carried on.
 * @returns how much it was
 * @throws AppError FORBIDDEN; NOT_FOUND for whom nobody is and for staff
 */
export async function eraseCustomer(
  actor: Actor,
  { user_id }: EraseCustomerInput,
  caller?: Caller,
): Promise<{ erased: Erased }> {
  authorize(actor, "customer.erase");
  await findCustomer(user_id);
  // Out first: whoever is still in begins another chat.
  await transaction(async (tx) => {
    await tx.update(users).set({ is_active: false }).where(eq(users.id, user_id));
    await endLogins(tx, user_id);
  });
  forgetActors();
  for (const session_id of await listChats(user_id)) {
    await endSession(actor, { session_id }, caller).catch((error) => {
      if (!hasCode(error, "CHAT_CLOSED")) throw error;
    });
  }
  const erased = await transaction((tx) =>
    renamePerson(tx, user_id, () => eraseAll(tx, actor, user_id)),
  );
  publish({ type: "person_renamed", user_id });
  await sweepUploads();
  return { erased };
}

async function eraseAll(tx: Transaction, actor: Actor, user_id: number): Promise<Erased> {
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
  const chats = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.customer_id, user_id));
  const of_chats = await eraseChats(tx, idsOf(chats));
  const made = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(eq(tickets.customer_id, user_id));
  await eraseTickets(tx, idsOf(made));
  await eraseAccount(tx, user_id);
  const erased = { ...of_chats, tickets: made.length };
  await writeAudit(tx, actor, "customer.erase", user_id, erased);
  return erased;
}

/**
 * Erases what was said in closed chats, in their subjects and in their files; times, states, ratings
 * and counts stay. The files themselves go with the next sweep.
 */
export async function eraseChats(
  tx: Transaction,
  ids: string[],
): Promise<Pick<Erased, "chats" | "messages" | "files">> {
  const theirs = and(inArray(messages.session_id, ids), ne(messages.sender_type, "system"));
  // Longer than a call takes: a whole history may go at once.
  await tx.execute(sql`set local statement_timeout = '5min'`);
  // Who is writing words down at this moment has read texts from before: that is waited for.
  await tx.execute(sql`lock table ${message_words} in share row exclusive mode`);
  await tx
    .update(sessions)
    .set({ subject: ERASED, metadata: {}, erased_at: sql`now()` })
    .where(inArray(sessions.id, ids));
  await tx
    .delete(message_words)
    .where(
      inArray(
        message_words.message_id,
        tx.select({ id: messages.id }).from(messages).where(theirs),
      ),
    );
  const [said] = await tx.select({ count: count() }).from(messages).where(theirs);
  await tx
    .update(messages)
    .set({ content: ERASED, type: "text", attachment: null })
    .where(and(theirs, ne(messages.type, "kb_article")));
  await tx.delete(rating_comments).where(inArray(rating_comments.session_id, ids));
  await tx.delete(drafts).where(inArray(drafts.session_id, ids));
  const files = await giveUpFiles(tx, ids);
  return { chats: ids.length, messages: said?.count ?? 0, files };
}

/** Erases the texts of tickets. What Zendesk has by now is there; nothing more goes to it. */
export async function eraseTickets(tx: Transaction, ids: string[]): Promise<void> {
  await tx
    .update(tickets)
    .set({
      subject: ERASED,
      version: sql`${tickets.version} + 1`,
      updated_at: sql`now()`,
      erased_at: sql`now()`,
    })
    .where(inArray(tickets.id, ids));
  await tx
    .update(ticket_comments)
    .set({ content: ERASED })
    .where(inArray(ticket_comments.ticket_id, ids));
  await tx
    .update(zendesk_tickets)
    .set({ due_at: null, claim: null, problem: null })
    .where(inArray(zendesk_tickets.ticket_id, ids));
}

/** Leaves a customer's account without a name or a way to sign in. */
export async function eraseAccount(tx: Transaction, user_id: number): Promise<void> {
  await tx.delete(logins).where(eq(logins.user_id, user_id));
  await tx
    .update(users)
    .set({
      name: NAME,
      email: null,
      password_hash: null,
      is_guest: true,
      is_active: false,
      erased_at: sql`now()`,
    })
    .where(eq(users.id, user_id));
}
