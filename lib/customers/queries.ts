import { and, eq, exists, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { customer_contexts } from "@/db/schema/customers";
import { assignments, sessions } from "@/db/schema/sessions";
import { tickets } from "@/db/schema/tickets";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import { decodeCursor, encodeCursor } from "@/lib/cursor";
import type {
  AccountStatus,
  CustomerChat,
  CustomerContext,
  CustomerContextInput,
} from "@/lib/customers/contract";
import { may, type Relation } from "@/lib/rights";
import { instant } from "@/lib/sessions/contract";
import { sessionNotFound } from "@/lib/sessions/policy";
import { type AuthorizedSession, authorizedSession } from "@/lib/sessions/queries";
import { listTickets } from "@/lib/tickets/queries";

export const accountStatus = sql<AccountStatus>`(case when not ${users.is_active} then 'deactivated'
  when ${users.is_guest} then 'guest' else 'registered' end)::account_status`;
/** Whole seconds. */
export const accountAge = sql<number>`extract(epoch from now() - ${users.created_at})::int`;

const PAGE = 10;
const MOST_OPEN = 20;

/**
 * Of the customer's sessions those that the actor may read. Who is the agent of one of them reads
 * every other; so what the actor is to the one session tells it for all, and no row is asked.
 */
function isReadable(actor: Actor, relations: readonly Relation[]): SQL | undefined {
  const reads = (relation: Relation) => may(actor.role, "session.read", [relation]);
  if (may(actor.role, "session.read")) return undefined;
  const serves = relations.includes("assignee") || relations.includes("customers_agent");
  if (serves && reads("customers_agent")) return undefined;
  const held = db()
    .select({ one: sql`1` })
    .from(assignments)
    .where(and(eq(assignments.session_id, sessions.id), eq(assignments.agent_id, actor.user_id)));
  return (
    or(
      reads("assignee") ? eq(sessions.agent_id, actor.user_id) : undefined,
      reads("former_assignee") ? exists(held) : undefined,
      reads("queue") ? eq(sessions.status, "pending") : undefined,
    ) ?? sql`false`
  );
}

const selectOthers = (session: AuthorizedSession, where: SQL | undefined, limit: number) =>
  db()
    .select({
      id: sessions.id,
      subject: sessions.subject,
      status: sessions.status,
      agent: { id: users.id, name: users.name },
      created_at: sessions.created_at,
      ended_at: sessions.ended_at,
      rating: sessions.rating,
    })
    .from(sessions)
    .leftJoin(users, eq(users.id, sessions.agent_id))
    .where(and(eq(sessions.customer_id, session.customer_id), ne(sessions.id, session.id), where))
    .orderBy(sql`${sessions.created_at} desc, ${sessions.id} desc`)
    .limit(limit);

async function listPrevious(
  session: AuthorizedSession,
  readable: SQL | undefined,
  cursor: string | undefined,
): Promise<CustomerContext["previous_chats"]> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([instant, z.uuid()]));
  const rows: CustomerChat[] = await selectOthers(
    session,
    and(
      eq(sessions.status, "closed"),
      readable,
      after
        ? sql`(${sessions.created_at}, ${sessions.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
        : undefined,
    ),
    PAGE + 1,
  );
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  return {
    items,
    next_cursor: last && rows.length > PAGE ? encodeCursor([last.created_at, last.id]) : null,
  };
}

/** How many other sessions the customer has, whoever may read them; those that go on by an index of their own. */
const countOthers = ({ id, customer_id }: AuthorizedSession, is_open: boolean) =>
  sql<number>`(select count(*)::int from ${sessions} as other where other.customer_id = ${customer_id}
    and other.id <> ${id} ${is_open ? sql`and other.status <> 'closed'` : sql``})`;

const countTickets = (customer_id: number, is_open: boolean) =>
  sql<number>`(select count(*)::int from ${tickets} as ticket where ticket.customer_id = ${customer_id}
    and (ticket.status in ('open', 'pending')) = ${is_open})`;

async function readCustomer(session: AuthorizedSession) {
  const [row] = await db()
    .select({
      customer: {
        id: users.id,
        name: users.name,
        email: users.email,
        is_email_typed: sql<boolean>`${users.is_guest} and ${users.email} is not null`,
      },
      account: { status: accountStatus, created_at: users.created_at, age: accountAge },
      at_start: {
        previous_chats: customer_contexts.previous_chats,
        previous_tickets: customer_contexts.previous_tickets,
        account_status: customer_contexts.account_status,
        account_age: customer_contexts.account_age,
      },
      open_chats: countOthers(session, true),
      all_chats: countOthers(session, false),
      open_tickets: countTickets(session.customer_id, true),
      previous_tickets: countTickets(session.customer_id, false),
    })
    .from(users)
    .leftJoin(customer_contexts, eq(customer_contexts.session_id, session.id))
    .where(eq(users.id, session.customer_id));
  if (!row) throw sessionNotFound();
  const { open_chats, all_chats, open_tickets, previous_tickets, ...known } = row;
  const previous_chats = all_chats - open_chats;
  return { ...known, counts: { open_chats, previous_chats, open_tickets, previous_tickets } };
}

/**
 * Who the customer of a chat is, for staff who may read it: now, and as of its start. As many
 * queries whatever there is to read.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION for a cursor that this list did not give
 */
export async function readCustomerContext(
  actor: Actor,
  input: CustomerContextInput,
): Promise<CustomerContext> {
  const session = await authorizedSession(actor, input.session_id, "customer.read");
  const readable = isReadable(actor, session.relations);
  const { customer_id } = session;
  const [known, open_chats, previous_chats, readable_tickets] = await Promise.all([
    readCustomer(session),
    selectOthers(session, and(ne(sessions.status, "closed"), readable), MOST_OPEN),
    listPrevious(session, readable, input.cursor),
    listTickets(actor, { customer_id, limit: PAGE }),
  ]);
  return { ...known, open_chats, previous_chats, tickets: readable_tickets.items };
}
