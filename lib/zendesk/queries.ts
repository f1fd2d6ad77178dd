import { and, asc, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { db, type Queryable } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { ticket_comments, tickets, zendesk_tickets } from "@/db/schema/tickets";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import { config } from "@/lib/config";
import { authorize } from "@/lib/rights";
import type { TicketInZendesk, ZendeskReport, ZendeskState } from "@/lib/zendesk/contract";

export const zendeskColumns = {
  ticket_id: zendesk_tickets.ticket_id,
  zendesk_id: zendesk_tickets.zendesk_id,
  due_at: zendesk_tickets.due_at,
  failing_since: zendesk_tickets.failing_since,
  problem: zendesk_tickets.problem,
  gave_up_at: zendesk_tickets.gave_up_at,
};

const { gave_up_at, failing_since, zendesk_id } = zendesk_tickets;

/** The same as `stateOf`, for the database. */
const STATES: Record<ZendeskState, SQL | undefined> = {
  gave_up: isNotNull(gave_up_at),
  retrying: and(isNotNull(failing_since), isNull(gave_up_at)),
  waiting: and(
    isNotNull(zendesk_tickets.ticket_id),
    isNull(zendesk_id),
    isNull(failing_since),
    isNull(gave_up_at),
  ),
  made: and(isNotNull(zendesk_id), isNull(failing_since), isNull(gave_up_at)),
};
export const isInState = (state: ZendeskState) => STATES[state];

type Row = Pick<typeof zendesk_tickets.$inferSelect, keyof typeof zendeskColumns>;

function stateOf({ gave_up_at, failing_since, zendesk_id }: Row): ZendeskState {
  if (gave_up_at) return "gave_up";
  if (failing_since) return "retrying";
  return zendesk_id === null ? "waiting" : "made";
}

/** What a ticket says of Zendesk: nothing where there is none. */
export function inZendesk(row: Row | null): { zendesk?: TicketInZendesk | null } {
  const there = config().zendesk;
  if (!there) return {};
  if (!row) return { zendesk: null };
  const state = stateOf(row);
  const { zendesk_id: id, problem, due_at } = row;
  const url = id === null ? null : `${there.url}/agent/tickets/${id}`;
  const try_again_at = state === "retrying" ? due_at : null;
  return { zendesk: { id, url, state, problem, try_again_at } };
}

/**
 * Whether something was given up.
 * @throws AppError FORBIDDEN
 */
export async function readZendesk(actor: Actor): Promise<ZendeskReport> {
  authorize(actor, "zendesk.manage");
  if (!config().zendesk) return { zendesk: null };
  return { zendesk: { gave_up: await db().$count(zendesk_tickets, isNotNull(gave_up_at)) } };
}

/** A ticket with what Zendesk is told of it, and how far its chat has come by now. */
export async function readTold(q: Queryable, ticket_id: string) {
  const [row] = await q
    .select({
      id: tickets.id,
      number: tickets.number,
      subject: tickets.subject,
      priority: tickets.priority,
      session_id: sessions.id,
      last_seq: tickets.last_seq,
      customer: { name: users.name, email: users.email },
      chat: { last_seq: sessions.last_seq, status: sessions.status },
    })
    .from(tickets)
    .innerJoin(users, eq(users.id, tickets.customer_id))
    .innerJoin(sessions, eq(sessions.id, tickets.session_id))
    .where(eq(tickets.id, ticket_id));
  return row;
}

export type ToldTicket = NonNullable<Awaited<ReturnType<typeof readTold>>>;

/** What most is sent at once. */
const COMMENTS = 20;

/** Comments that no update has taken yet, the oldest first. */
export const listUntaken = (q: Queryable, ticket_id: string) =>
  q
    .select({ id: ticket_comments.id, content: ticket_comments.content })
    .from(ticket_comments)
    .where(and(eq(ticket_comments.ticket_id, ticket_id), isNull(ticket_comments.zendesk_update_id)))
    .orderBy(asc(ticket_comments.id))
    .limit(COMMENTS);

/** The comments that an update takes, in order. */
export const listTaken = (ticket_id: string, update_id: string) =>
  db()
    .select({
      author: users.name,
      content: ticket_comments.content,
      created_at: ticket_comments.created_at,
    })
    .from(ticket_comments)
    .innerJoin(users, eq(users.id, ticket_comments.author_id))
    .where(
      and(
        eq(ticket_comments.ticket_id, ticket_id),
        eq(ticket_comments.zendesk_update_id, update_id),
      ),
    )
    .orderBy(asc(ticket_comments.id));

/** The names of who wrote in a chat, by their id. */
export async function namesIn(ids: number[]): Promise<Map<number, string>> {
  const found = await db()
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, ids));
  return new Map(found.map(({ id, name }) => [id, name]));
}
