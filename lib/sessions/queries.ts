import {
  type AnyColumn,
  and,
  eq,
  exists,
  gte,
  inArray,
  lte,
  ne,
  or,
  type Placeholder,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { db, prepared, type Queryable } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { assignments, cursors, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { type Actor, isStaff, type Role } from "@/lib/actor";
import { decodeCursor, encodeCursor } from "@/lib/cursor";
import { asMessage } from "@/lib/messages/contract";
import { authorize, may, type Operation, type Relation } from "@/lib/rights";
import {
  type Holder,
  instant,
  type List,
  type ListAgentInput,
  type ListAllInput,
  type ListOwnInput,
  PRIORITIES,
  type Priority,
  type ReaderSession,
  type Session,
  type SessionInput,
  type SessionSort,
  type StaffSession,
} from "@/lib/sessions/contract";
import { authorizeOnSession, relationsTo, sessionNotFound, type Ties } from "@/lib/sessions/policy";

const customer = alias(users, "customer");
const agent = alias(users, "agent");
const holder = alias(users, "holder");
const last_message = alias(messages, "last_message");
const last_note = alias(messages, "last_note");

const ofSession = eq(assignments.session_id, sessions.id);

/** Whole seconds: see `wait_time` in the contract. */
export const wait_time = sql<number>`extract(epoch from case ${sessions.status}
  when 'pending' then now()
  else coalesce((select min(${assignments.assigned_at}) from ${assignments} where ${ofSession}),
    ${sessions.ended_at}, now()) end - ${sessions.created_at})::int`;

/** JSON has times as PostgreSQL writes them. */
const holdersOf = (held: (Omit<Holder, "is_given"> & { is_given: boolean })[]): Holder[] =>
  held.map(({ joined_at, left_at, is_given, ...person }) => ({
    ...person,
    ...(is_given && { is_given }),
    joined_at: new Date(joined_at).toISOString(),
    left_at: left_at && new Date(left_at).toISOString(),
  }));

/** Looked up for each row that is answered with, and not for those that a list sorts. */
const agents = sql`(select coalesce(jsonb_agg(jsonb_build_object(
    'id', ${holder.id}, 'name', ${holder.name},
    'joined_at', ${assignments.assigned_at}, 'left_at', ${assignments.left_at},
    'is_given', ${assignments.assigned_by} is distinct from ${assignments.agent_id}
  ) order by ${assignments.assigned_at}, ${assignments.id}), '[]')
  from ${assignments} join ${users} as ${sql.identifier("holder")} on ${eq(holder.id, assignments.agent_id)}
  where ${ofSession})`.mapWith(holdersOf);

/** Somebody, or whoever a prepared query is asked for. */
type Reader = { role: Role; user_id: number | Placeholder };

/** What `reader` has not seen of the other side's messages. */
function unreadCount(reader: Reader | null): SQL<number> {
  if (!reader) return sql<number>`0`;
  const from_other_side = isStaff(reader)
    ? eq(messages.sender_type, "customer")
    : ne(messages.sender_type, "customer");
  const seen = sql`coalesce((select ${cursors.seq} from ${cursors}
    where ${cursors.session_id} = ${sessions.id} and ${cursors.user_id} = ${reader.user_id}), 0)`;
  return sql<number>`(select count(*)::int from ${messages}
    where ${messages.session_id} = ${sessions.id} and ${messages.seq} > ${seen}
      and not ${messages.is_internal} and ${from_other_side})`;
}

/** The rows behind the views below. The last message and note are found by their place in the log. */
function selectSessions(reader: Reader | null, q: Queryable) {
  return q
    .select({
      session: sessions,
      customer: { id: customer.id, name: customer.name },
      agent: { id: agent.id, name: agent.name },
      last_message,
      last_note,
      agents,
      wait_time,
      unread_count: unreadCount(reader),
    })
    .from(sessions)
    .innerJoin(customer, eq(customer.id, sessions.customer_id))
    .leftJoin(agent, eq(agent.id, sessions.agent_id))
    .leftJoin(
      last_message,
      and(
        eq(last_message.session_id, sessions.id),
        eq(last_message.seq, sessions.last_seq),
        eq(last_message.note_seq, 0),
      ),
    )
    .leftJoin(
      last_note,
      and(
        eq(last_note.session_id, sessions.id),
        eq(last_note.seq, sessions.last_seq),
        eq(last_note.note_seq, sessions.last_note_seq),
        last_note.is_internal,
      ),
    )
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectSessions>>[number];

function customerView(row: Row): Session {
  const { metadata, last_note_seq, client_id, timeout_warned_at, ...session } = row.session;
  return {
    ...session,
    customer: row.customer,
    agent: row.agent,
    agents: row.agents,
    wait_time: row.wait_time,
    last_message: row.last_message && asMessage(row.last_message),
  };
}

function staffView(row: Row): StaffSession {
  const { metadata, last_note_seq } = row.session;
  const last = row.last_note ?? row.last_message;
  return {
    ...customerView(row),
    last_message: last && asMessage(last),
    metadata,
    last_note_seq,
  };
}

function readerView(reader: Actor, row: Row): ReaderSession {
  const view = isStaff(reader) ? staffView(row) : customerView(row);
  return { ...view, unread_count: row.unread_count };
}

const oneSessionFor = (role: Role) =>
  prepared((database) =>
    selectSessions({ role, user_id: sql.placeholder("user_id") }, database)
      .where(eq(sessions.id, sql.placeholder("id")))
      .prepare(`one_session_for_${role}`),
  );
const oneSession = { staff: oneSessionFor("agent"), customer: oneSessionFor("customer") };

/** A session as each audience may see it, for events. */
export type SessionViews = { customer: Session; staff: StaffSession };

/** What is told of a session after a change: to each audience, and as the answer to the actor. */
export type Told = { views: SessionViews; session: ReaderSession };

/**
 * Read in the transaction of the change, before its commit: then nothing can fail between the
 * commit and `publish`.
 * @throws AppError NOT_FOUND
 */
export async function readTold(actor: Actor, id: string, q: Queryable): Promise<Told> {
  const [row] =
    q === db()
      ? await oneSession[isStaff(actor) ? "staff" : "customer"]().execute({
          id,
          user_id: actor.user_id,
        })
      : await selectSessions(actor, q).where(eq(sessions.id, id));
  if (!row) throw sessionNotFound();
  const views = { customer: customerView(row), staff: staffView(row) };
  return { views, session: readerView(actor, row) };
}

/** What is told of a session that the server changed by itself, read as above. */
export async function readViews(id: string, q: Queryable): Promise<SessionViews> {
  const [row] = await selectSessions(null, q).where(eq(sessions.id, id));
  if (!row) throw sessionNotFound();
  return { customer: customerView(row), staff: staffView(row) };
}

/** Those of the sessions that are in the queue, as each audience may see them. */
export async function readQueued(ids: string[]): Promise<SessionViews[]> {
  const rows = await selectSessions(null, db()).where(
    and(inArray(sessions.id, ids), eq(sessions.status, "pending")),
  );
  return rows.map((row) => ({ customer: customerView(row), staff: staffView(row) }));
}

/** These sessions as they are, each with who held it last. */
export async function readUncertain(
  ids: string[],
): Promise<{ views: SessionViews; former_agent_id: number | null }[]> {
  const rows = await selectSessions(null, db()).where(inArray(sessions.id, ids));
  return rows.map((row) => ({
    views: { customer: customerView(row), staff: staffView(row) },
    former_agent_id: row.agents.at(-1)?.id ?? null,
  }));
}

/** Sessions that show this person's name. */
export const showing = (user_id: number) =>
  or(
    eq(sessions.customer_id, user_id),
    inArray(
      sessions.id,
      db()
        .select({ id: assignments.session_id })
        .from(assignments)
        .where(eq(assignments.agent_id, user_id)),
    ),
  );

/** Of the sessions that show this person's name those that are not closed, and of the others `ids`. */
export async function readShowing(user_id: number, ids: string[]): Promise<SessionViews[]> {
  const rows = await selectSessions(null, db()).where(
    and(showing(user_id), or(ne(sessions.status, "closed"), inArray(sessions.id, ids))),
  );
  return rows.map((row) => ({ customer: customerView(row), staff: staffView(row) }));
}

/** The agent's ties to the sessions of the surrounding query. */
function tiesOf(actor: Pick<Reader, "user_id">, q: Queryable) {
  const other = alias(sessions, "other");
  const held = q
    .select({ one: sql`1` })
    .from(assignments)
    .where(and(eq(assignments.session_id, sessions.id), eq(assignments.agent_id, actor.user_id)));
  const serves = q
    .select({ one: sql`1` })
    .from(other)
    .where(
      and(
        eq(other.customer_id, sessions.customer_id),
        eq(other.agent_id, actor.user_id),
        ne(other.id, sessions.id),
      ),
    );
  return {
    held_before: sql<boolean>`${exists(held)}`,
    serves_customer: sql<boolean>`${exists(serves)}`,
  };
}

/** The sessions of the surrounding query on which the actor may do `operation`: the rights table, as SQL. */
export function whereMay(actor: Actor, operation: Operation): SQL {
  if (may(actor.role, operation)) return sql`true`;
  const { held_before, serves_customer } = tiesOf(actor, db());
  const stands: Record<Relation, SQL> = {
    own: eq(sessions.customer_id, actor.user_id),
    assignee: eq(sessions.agent_id, actor.user_id),
    former_assignee: held_before,
    customers_agent: serves_customer,
    queue: eq(sessions.status, "pending"),
    // Of tickets alone.
    unassigned: sql`false`,
  };
  const granted = (Object.keys(stands) as Relation[]).filter((relation) =>
    may(actor.role, operation, [relation]),
  );
  return or(...granted.map((relation) => stands[relation])) ?? sql`false`;
}

export type AuthorizedSession = typeof sessions.$inferSelect & { relations: Relation[] };

/** A session's row, and how the actor stands to it. */
function selectTied(user_id: number | Placeholder, id: string | Placeholder, q: Queryable) {
  return q
    .select({ session: sessions, ties: tiesOf({ user_id }, q) })
    .from(sessions)
    .where(eq(sessions.id, id));
}

const tied = prepared((database) =>
  selectTied(sql.placeholder("user_id"), sql.placeholder("id"), database).prepare("tied_session"),
);

const readTied = ({ user_id }: Actor, id: string, q: Queryable) =>
  q === db() ? tied().execute({ user_id, id }) : selectTied(user_id, id, q);

/**
 * The row of a session on which the actor may do `operation`.
 * @throws AppError NOT_FOUND, FORBIDDEN
 */
export async function authorizedSession(
  actor: Actor,
  id: string,
  operation: Operation,
  q: Queryable = db(),
): Promise<AuthorizedSession> {
  const [row] = await readTied(actor, id, q);
  if (!row) throw sessionNotFound();
  const relations = relationsTo(actor, row.session, row.ties satisfies Ties);
  authorizeOnSession(actor, operation, relations);
  return { ...row.session, relations };
}

/** One session as the actor may see it. */
export async function readSession(actor: Actor, input: SessionInput) {
  await authorizedSession(actor, input.session_id, "session.read");
  const { session } = await readTold(actor, input.session_id, db());
  return { session };
}

const rank = (priority: Priority) => PRIORITIES.length - PRIORITIES.indexOf(priority);
const rankColumn = sql`${PRIORITIES.length + 1} - array_position(enum_range(null::session_priority), ${sessions.priority})`;
const waitingColumn = sql`coalesce(${sessions.waiting_since}, 'infinity')`;

type Order = {
  /** Whether ascending; all parts of a key go the same way, so that rows compare as one. */
  ascending: boolean;
  columns: SQL;
  by: SQL;
  keyOf(session: Row["session"]): (string | number)[];
  shape: z.ZodType<(string | number)[]>;
  after(key: (string | number)[]): SQL;
};

const byCreation = (ascending: boolean): Order => ({
  ascending,
  columns: sql`(${sessions.created_at}, ${sessions.id})`,
  by: ascending
    ? sql`${sessions.created_at}, ${sessions.id}`
    : sql`${sessions.created_at} desc, ${sessions.id} desc`,
  keyOf: (session) => [session.created_at, session.id],
  shape: z.tuple([instant, z.uuid()]),
  after: ([at, id]) => sql`(${at}::timestamptz, ${id}::uuid)`,
});

const ORDERS: Record<SessionSort, Order> = {
  newest: byCreation(false),
  oldest: byCreation(true),
  queue: {
    ascending: true,
    columns: sql`(${rankColumn}, ${sessions.created_at}, ${sessions.id})`,
    by: sql`${sessions.priority} desc, ${sessions.created_at}, ${sessions.id}`,
    keyOf: (session) => [rank(session.priority), session.created_at, session.id],
    shape: z.tuple([z.int().min(1).max(PRIORITIES.length), instant, z.uuid()]),
    after: ([rank, at, id]) => sql`(${rank}::int, ${at}::timestamptz, ${id}::uuid)`,
  },
  waiting: {
    ascending: true,
    columns: sql`(${waitingColumn}, ${sessions.id})`,
    by: sql`${waitingColumn}, ${sessions.id}`,
    keyOf: (session) => [session.waiting_since ?? "infinity", session.id],
    shape: z.tuple([z.union([instant, z.literal("infinity")]), z.uuid()]),
    after: ([since, id]) => sql`(${since}::timestamptz, ${id}::uuid)`,
  },
};

const DEFAULT_LIMIT = 50;

async function listSessions(
  actor: Actor,
  where: SQL | undefined,
  sort: SessionSort,
  page: { cursor?: string | undefined; limit?: number | undefined },
): Promise<List<ReaderSession>> {
  const order = ORDERS[sort];
  const limit = page.limit ?? DEFAULT_LIMIT;
  const key = page.cursor === undefined ? null : decodeCursor(page.cursor, order.shape);
  const onward =
    key && sql`${order.columns} ${order.ascending ? sql`>` : sql`<`} ${order.after(key)}`;
  const rows = await selectSessions(actor, db())
    .where(and(where, onward ?? undefined))
    .orderBy(order.by)
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => readerView(actor, row)),
    next_cursor: last && rows.length > limit ? encodeCursor(order.keyOf(last.session)) : null,
  };
}

/** The customer's own sessions, newest first. */
export function listOwnSessions(actor: Actor, input: ListOwnInput) {
  authorize(actor, "session.list_own");
  return listSessions(actor, eq(sessions.customer_id, actor.user_id), "newest", input);
}

const SORT_OF_STATUS = { pending: "queue", active: "waiting", closed: "newest" } as const;

/** Each word of `q` is in one of the columns, whatever its case. */
function isFoundIn(q: string | undefined, ...columns: AnyColumn[]): SQL[] {
  return (q?.split(" ") ?? []).map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    const found = columns.map((column) => sql`${column} ilike ${pattern}`);
    return sql`(${sql.join(found, sql` or `)})`;
  });
}

/** The queue, or the agent's own active or closed sessions; without a status all of these. */
export function listAgentSessions(actor: Actor, input: ListAgentInput) {
  authorize(actor, "queue.read");
  const { status, priority, skill, q } = input;
  const own = eq(sessions.agent_id, actor.user_id);
  return listSessions(
    actor,
    and(
      status ? eq(sessions.status, status) : undefined,
      status === "pending" ? undefined : status ? own : or(eq(sessions.status, "pending"), own),
      priority ? eq(sessions.priority, priority) : undefined,
      skill ? sql`${skill} = any(${sessions.required_skills})` : undefined,
      ...isFoundIn(q, customer.name, sessions.subject),
    ),
    input.sort ?? (status ? SORT_OF_STATUS[status] : "newest"),
    input,
  );
}

/** Every session, newest first. `from` and `to` bound when they were started, both included. */
export function listAllSessions(actor: Actor, input: ListAllInput) {
  authorize(actor, "session.list_all");
  return listSessions(
    actor,
    and(
      input.status ? eq(sessions.status, input.status) : undefined,
      input.agent_id ? eq(sessions.agent_id, input.agent_id) : undefined,
      ...isFoundIn(input.q, customer.name, customer.email, sessions.subject),
      input.from ? gte(sessions.created_at, input.from) : undefined,
      input.to ? lte(sessions.created_at, input.to) : undefined,
    ),
    "newest",
    input,
  );
}

/** Whether the actor may still read a session: asked again when something changed under them. */
export async function mayReadSession(actor: Actor, id: string): Promise<boolean> {
  const [row] = await readTied(actor, id, db());
  return !!row && may(actor.role, "session.read", relationsTo(actor, row.session, row.ties));
}
