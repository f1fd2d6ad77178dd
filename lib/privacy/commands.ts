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
  const own = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.customer_id, user_id));
  const chats = await tx
    .update(sessions)
    .set({ subject: ERASED, metadata: {} })
    .where(eq(sessions.customer_id, user_id))
    .returning({ id: sessions.id });
  const theirs = and(inArray(messages.session_id, own), ne(messages.sender_type, "system"));
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
  await tx.delete(rating_comments).where(inArray(rating_comments.session_id, own));
  await tx.delete(drafts).where(inArray(drafts.session_id, own));
  const files = await giveUpFiles(
    tx,
    chats.map(({ id }) => id),
  );
  const made = await tx
    .update(tickets)
    .set({ subject: ERASED, version: sql`${tickets.version} + 1`, updated_at: sql`now()` })
    .where(eq(tickets.customer_id, user_id))
    .returning({ id: tickets.id });
  const ticket_ids = made.map(({ id }) => id);
  await tx
    .update(ticket_comments)
    .set({ content: ERASED })
    .where(inArray(ticket_comments.ticket_id, ticket_ids));
  // What Zendesk has by now is there; nothing more goes to it.
  await tx
    .update(zendesk_tickets)
    .set({ due_at: null, claim: null, problem: null })
    .where(inArray(zendesk_tickets.ticket_id, ticket_ids));
  await tx.delete(logins).where(eq(logins.user_id, user_id));
  await tx
    .update(users)
    .set({ name: NAME, email: null, password_hash: null, is_guest: true, is_active: false })
    .where(eq(users.id, user_id));
  const erased = {
    chats: chats.length,
    messages: said?.count ?? 0,
    files,
    tickets: made.length,
  };
  await writeAudit(tx, actor, "customer.erase", user_id, erased);
  return erased;
}
