import { and, desc, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { db, type Queryable } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { ticket_comments, tickets, zendesk_tickets } from "@/db/schema/tickets";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import { decodeCursor, encodeCursor } from "@/lib/cursor";
import { readLogUntil } from "@/lib/messages/queries";
import { authorize, may, type Operation, type Relation } from "@/lib/rights";
import type { List } from "@/lib/sessions/contract";
import type {
  CommentPage,
  ListCommentsInput,
  ListTicketsInput,
  Ticket,
  TicketInput,
  TicketPage,
  TranscriptInput,
  TranscriptPage,
} from "@/lib/tickets/contract";
import { relationsToTicket, ticketNotFound } from "@/lib/tickets/policy";
import { inZendesk, isInState, zendeskColumns } from "@/lib/zendesk/queries";

const customer = alias(users, "customer");
const assignee = alias(users, "assignee");

const ticketColumns = {
  id: tickets.id,
  number: tickets.number,
  version: tickets.version,
  subject: tickets.subject,
  status: tickets.status,
  priority: tickets.priority,
  session_id: tickets.session_id,
  customer: { id: customer.id, name: customer.name },
  assignee: { id: assignee.id, name: assignee.name },
  created_at: tickets.created_at,
  updated_at: tickets.updated_at,
  zendesk: zendeskColumns,
};

/** Whether the actor is the agent of a chat of this customer. */
const serves = (actor: Actor, customer_id: SQL | typeof tickets.customer_id | number) =>
  sql<boolean>`exists (select 1 from ${sessions} as served
    where served.customer_id = ${customer_id} and served.agent_id = ${actor.user_id})`;

const selectTickets = (actor: Actor, q: Queryable) =>
  q
    .select({ ...ticketColumns, serves_customer: serves(actor, tickets.customer_id) })
    .from(tickets)
    .innerJoin(customer, eq(customer.id, tickets.customer_id))
    .leftJoin(assignee, eq(assignee.id, tickets.assignee_id))
    .leftJoin(zendesk_tickets, eq(zendesk_tickets.ticket_id, tickets.id))
    .$dynamic();

const asTicket = ({
  serves_customer,
  zendesk,
  ...ticket
}: Awaited<ReturnType<typeof selectTickets>>[number]): Ticket => ({
  ...ticket,
  ...inZendesk(zendesk),
});

/** Of all tickets those that the actor may read, as the rights table has it. */
export function isReadableTicket(actor: Actor): SQL | undefined {
  if (may(actor.role, "ticket.read")) return undefined;
  const by: [Relation, SQL][] = [
    ["assignee", sql`${tickets.assignee_id} = ${actor.user_id}`],
    ["unassigned", sql`${tickets.assignee_id} is null`],
    // Asked for each ticket by its customer. As a plain `exists` all chats of the agent, which may be
    // many, would be read for a few tickets.
    [
      "customers_agent",
      sql`coalesce((select true from ${sessions} as served
        where served.customer_id = ${tickets.customer_id} and served.agent_id = ${actor.user_id}
        limit 1), false)`,
    ],
  ];
  const granted = by.filter(([relation]) => may(actor.role, "ticket.read", [relation]));
  return or(...granted.map(([, where]) => where)) ?? sql`false`;
}

/**
 * A ticket on which the actor may do `operation`.
 * @throws AppError FORBIDDEN for customers, NOT_FOUND where staff may not know of it
 */
export async function authorizedTicket(
  actor: Actor,
  id: string,
  operation: Operation,
  q: Queryable = db(),
): Promise<Ticket> {
  // Whoever may list none is told nothing of one either.
  authorize(actor, "ticket.list");
  const [row] = await selectTickets(actor, q).where(eq(tickets.id, id));
  if (!row) throw ticketNotFound();
  const relations = relationsToTicket(actor, row, row.serves_customer);
  if (!may(actor.role, "ticket.read", relations)) throw ticketNotFound();
  authorize(actor, operation, relations);
  return asTicket(row);
}

/** Whether staff may have dealings with a customer: they are the agent of one of their chats. */
export async function relationsToCustomer(actor: Actor, customer_id: number): Promise<Relation[]> {
  const [row] = await db()
    .select({ is_served: serves(actor, customer_id) })
    .from(users)
    .where(and(eq(users.id, customer_id), eq(users.role, "customer")));
  if (!row) throw ticketNotFound();
  return row.is_served ? ["customers_agent"] : [];
}

/** A ticket as it stands in a transaction that has made or changed it. */
export async function readTicketIn(q: Queryable, actor: Actor, id: string): Promise<Ticket> {
  const [row] = await selectTickets(actor, q).where(eq(tickets.id, id));
  if (!row) throw ticketNotFound();
  return asTicket(row);
}

const COMMENTS = 50;

async function readComments(ticket_id: string, before?: string): Promise<CommentPage> {
  const rows = await db()
    .select({
      id: ticket_comments.id,
      author: { id: users.id, name: users.name },
      content: ticket_comments.content,
      created_at: ticket_comments.created_at,
    })
    .from(ticket_comments)
    .innerJoin(users, eq(users.id, ticket_comments.author_id))
    .where(
      and(
        eq(ticket_comments.ticket_id, ticket_id),
        before ? lt(ticket_comments.id, before) : undefined,
      ),
    )
    .orderBy(desc(ticket_comments.id))
    .limit(COMMENTS + 1);
  return { comments: rows.slice(0, COMMENTS).reverse(), has_more: rows.length > COMMENTS };
}

/**
 * A ticket with its newest comments.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function readTicket(actor: Actor, input: TicketInput): Promise<TicketPage> {
  const ticket = await authorizedTicket(actor, input.ticket_id, "ticket.read");
  return { ticket, ...(await readComments(ticket.id)) };
}

/**
 * The comments before one, in order.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function listComments(actor: Actor, input: ListCommentsInput): Promise<CommentPage> {
  const ticket = await authorizedTicket(actor, input.ticket_id, "ticket.read");
  return readComments(ticket.id, input.before);
}

/**
 * The chat as it was when the ticket was made, from its start and page after page. Who reads the
 * ticket reads it, also where the chat itself is not theirs to read.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function readTranscript(
  actor: Actor,
  input: TranscriptInput,
): Promise<TranscriptPage> {
  const ticket = await authorizedTicket(actor, input.ticket_id, "ticket.read");
  if (!ticket.session_id) return { messages: [], names: {}, has_more: false };
  const [until] = await db()
    .select({ seq: tickets.last_seq, note_seq: tickets.last_note_seq })
    .from(tickets)
    .where(eq(tickets.id, ticket.id));
  if (!until) throw ticketNotFound();
  const after = { seq: input.after_seq ?? 0, note_seq: input.after_note_seq ?? 0 };
  const { messages, has_more } = await readLogUntil(ticket.session_id, after, until);
  const ids = new Set(messages.map(({ sender_id }) => sender_id).filter((id) => id !== null));
  const people = await db()
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...ids]));
  return { messages, has_more, names: Object.fromEntries(people.map((p) => [p.id, p.name])) };
}

function isFoundIn(word: string): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${customer.name} ilike ${pattern} or ${tickets.subject} ilike ${pattern})`;
}

function matches(q: string): SQL | undefined {
  const number = /^#?(\d{1,9})$/.exec(q)?.[1];
  const words = and(...q.split(" ").map(isFoundIn));
  return number ? or(eq(tickets.number, Number(number)), words) : words;
}

const LIMIT = 50;

/** The tickets that the actor may read, the newest first. */
export async function listTickets(actor: Actor, input: ListTicketsInput): Promise<List<Ticket>> {
  authorize(actor, "ticket.list");
  const { status, priority, customer_id, q, cursor } = input;
  const limit = input.limit ?? LIMIT;
  const of = input.assignee === "me" ? actor.user_id : input.assignee;
  const before = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.int32()]));
  const rows = await selectTickets(actor, db())
    .where(
      and(
        isReadableTicket(actor),
        status ? eq(tickets.status, status) : undefined,
        priority ? eq(tickets.priority, priority) : undefined,
        customer_id ? eq(tickets.customer_id, customer_id) : undefined,
        of === undefined
          ? undefined
          : of === "none"
            ? sql`${tickets.assignee_id} is null`
            : eq(tickets.assignee_id, of),
        q ? matches(q) : undefined,
        input.zendesk ? isInState(input.zendesk) : undefined,
        before ? lt(tickets.number, before[0]) : undefined,
      ),
    )
    .orderBy(desc(tickets.number))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(asTicket);
  const last = items.at(-1);
  return { items, next_cursor: last && rows.length > limit ? encodeCursor([last.number]) : null };
}
