import { and, asc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { attachments } from "@/db/schema/attachments";
import { customer_contexts } from "@/db/schema/customers";
import { drafts } from "@/db/schema/drafts";
import { messages } from "@/db/schema/messages";
import { rating_comments } from "@/db/schema/ratings";
import { sessions } from "@/db/schema/sessions";
import { ticket_comments, tickets } from "@/db/schema/tickets";
import { logins, users } from "@/db/schema/users";
import { AppError } from "@/lib/errors";

/** @throws AppError NOT_FOUND for whom nobody is and for staff */
export async function findCustomer(user_id: number) {
  const [customer] = await db()
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      is_guest: users.is_guest,
      is_active: users.is_active,
      created_at: users.created_at,
    })
    .from(users)
    .where(and(eq(users.id, user_id), eq(users.role, "customer")));
  if (!customer) throw new AppError("NOT_FOUND", "There is no such customer.");
  return customer;
}

/** The ids of a customer's chats, in the order in which they began. */
export async function listChats(customer_id: number): Promise<string[]> {
  const rows = await db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.customer_id, customer_id))
    .orderBy(asc(sessions.created_at), asc(sessions.id));
  return rows.map(({ id }) => id);
}

/** All that is kept of one chat, with its notes. */
async function readChat(id: string) {
  const [chat] = await db().select().from(sessions).where(eq(sessions.id, id));
  const [context] = await db()
    .select()
    .from(customer_contexts)
    .where(eq(customer_contexts.session_id, id));
  const [comment] = await db()
    .select()
    .from(rating_comments)
    .where(eq(rating_comments.session_id, id));
  const log = await db()
    .select()
    .from(messages)
    .where(eq(messages.session_id, id))
    .orderBy(asc(messages.seq), asc(messages.note_seq));
  const files = await db().select().from(attachments).where(eq(attachments.session_id, id));
  const unsent = await db().select().from(drafts).where(eq(drafts.session_id, id));
  return {
    ...chat,
    rating_comment: comment?.content ?? null,
    context_at_start: context ?? null,
    messages: log,
    files,
    drafts: unsent,
  };
}

async function readTickets(customer_id: number) {
  const rows = await db()
    .select()
    .from(tickets)
    .where(eq(tickets.customer_id, customer_id))
    .orderBy(asc(tickets.number));
  const ids = rows.map(({ id }) => id);
  const comments = await db()
    .select()
    .from(ticket_comments)
    .where(inArray(ticket_comments.ticket_id, ids))
    .orderBy(asc(ticket_comments.id));
  return rows.map((ticket) => ({
    ...ticket,
    comments: comments.filter(({ ticket_id }) => ticket_id === ticket.id),
  }));
}

/** One JSON document, written chat by chat: no more than one is held. */
export async function* writeCustomer(
  customer: Awaited<ReturnType<typeof findCustomer>>,
): AsyncGenerator<string> {
  const sign_ins = await db()
    .select({
      created_at: logins.created_at,
      expires_at: logins.expires_at,
      revoked_at: logins.revoked_at,
      ip_address: logins.ip_address,
      user_agent: logins.user_agent,
    })
    .from(logins)
    .where(eq(logins.user_id, customer.id))
    .orderBy(asc(logins.created_at));
  const head = { exported_at: new Date().toISOString(), customer, sign_ins };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "chats": [`;
  let separator = "\n";
  for (const id of await listChats(customer.id)) {
    yield separator + JSON.stringify(await readChat(id), null, 2);
    separator = ",\n";
  }
  yield `],\n  "tickets": ${JSON.stringify(await readTickets(customer.id), null, 2)}\n}\n`;
}
