import { and, desc, eq, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import type { Availability, QueuePosition, QueueStats } from "@/lib/queue/contract";
import { authorize } from "@/lib/rights";
import { wait_time } from "@/lib/sessions/queries";
import { slot } from "@/lib/slot";

const inQueueOrder = [desc(sessions.priority), sessions.created_at, sessions.id] as const;

/** The queue in figures; waits in whole seconds. */
export async function readQueueStats(actor: Actor): Promise<QueueStats> {
  authorize(actor, "queue.read");
  const rows = await db()
    .select({ id: sessions.id, priority: sessions.priority, wait_time })
    .from(sessions)
    .where(eq(sessions.status, "pending"))
    .orderBy(...inQueueOrder);
  const by_priority: QueueStats["by_priority"] = { low: 0, medium: 0, high: 0, urgent: 0 };
  let longest_wait = 0;
  let sum = 0;
  for (const row of rows) {
    by_priority[row.priority]++;
    longest_wait = Math.max(longest_wait, row.wait_time);
    sum += row.wait_time;
  }
  return {
    total: rows.length,
    by_priority,
    longest_wait,
    average_wait: rows.length ? Math.round(sum / rows.length) : 0,
    sessions: rows,
  };
}

/** So few assignments in the last hour say nothing about the next one. */
const ENOUGH_TO_ESTIMATE = 3;

/**
 * How long the queue took for each chat in the last hour, in seconds: of the time in which anybody
 * waited, the share of each that was taken from the queue. Hours in which few came and were answered
 * at once do not look slow so. Null when nothing is known.
 */
async function readPace(): Promise<number | null> {
  const [pace] = await db().execute<{ assigned: number; seconds: number }>(sql`
    with since as (select now() - interval '1 hour' as hour),
    taken as (
      select greatest(coalesce(back_at, ${sessions.created_at}), hour) as start,
        ${assignments.assigned_at} as stop
      from ${assignments} join ${sessions} on ${sessions.id} = ${assignments.session_id}, since,
      lateral (
        select max(earlier.left_at) as back_at from ${assignments} earlier
        where earlier.session_id = ${assignments.session_id} and earlier.id <> ${assignments.id}
          and earlier.left_at <= ${assignments.assigned_at}
      ) as earlier
      -- Who gets it in the very moment in which another leaves has it from them, not from the queue.
      where ${assignments.assigned_at} > hour and back_at is distinct from ${assignments.assigned_at}
    ),
    waits as (
      select start, stop from taken
      union all
      select greatest(min(coalesce(back_at, ${sessions.created_at})), hour), now()
      from ${sessions}, since, lateral (
        select max(${assignments.left_at}) as back_at from ${assignments}
        where ${assignments.session_id} = ${sessions.id}
      ) as earlier
      where ${sessions.status} = 'pending' group by hour
    )
    select
      (select count(*)::int from taken) as assigned,
      (select coalesce(sum(extract(epoch from upper(one) - lower(one))), 0)::float from unnest(
        -- A clock that was set back may have put the end before the start.
        (select range_agg(tstzrange(start, greatest(start, stop))) from waits)
      ) as one) as seconds`);
  return pace && pace.assigned >= ENOUGH_TO_ESTIMATE ? pace.seconds / pace.assigned : null;
}

/** How long an answer to anybody's question counts, in milliseconds: a crowd costs no more than one. */
const AVAILABILITY_HOLDS = 3000;

type Known = { until: number; answer: Promise<Availability> };
const known = slot<Known>("availability");

/** Whether anybody is there and how long it may take, for everybody; a few seconds old at the most. */
export async function readAvailability(): Promise<Availability> {
  const now = performance.now();
  const before = known.peek();
  if (before && now < before.until) return before.answer;
  const answer = readAvailabilityNow();
  known.set({ until: now + AVAILABILITY_HOLDS, answer });
  answer.catch(() => known.set(undefined));
  return answer;
}

async function readAvailabilityNow(): Promise<Availability> {
  const [staff] = await db()
    .select({
      is_free: sql<boolean | null>`bool_or(${users.status} = 'online'
        and ${users.active_chats} < ${users.max_concurrent_chats})`,
      is_there: sql<boolean | null>`bool_or(${users.status} in ('online', 'busy'))`,
    })
    .from(users)
    .where(and(users.is_active, ne(users.role, "customer")));
  const presence = staff?.is_free ? "free" : staff?.is_there ? "busy" : "nobody";
  // Where nobody is, how long it took while they were says nothing.
  if (presence === "nobody") return { presence, estimated_wait: null };
  const pace = await readPace();
  if (pace === null) return { presence, estimated_wait: null };
  const waiting = await db().$count(sessions, eq(sessions.status, "pending"));
  return { presence, estimated_wait: Math.round(pace * (waiting + 1)) };
}

/** Where everyone who waits stands. The estimate is the pace of the last hour, times the place. */
export async function readQueuePositions(): Promise<(QueuePosition & { customer_id: number })[]> {
  const waiting = await db()
    .select({ session_id: sessions.id, customer_id: sessions.customer_id })
    .from(sessions)
    .where(eq(sessions.status, "pending"))
    .orderBy(...inQueueOrder);
  if (waiting.length === 0) return [];
  const pace = await readPace();
  return waiting.map((row, index) => ({
    ...row,
    position: index + 1,
    estimated_wait: pace === null ? null : Math.round(pace * (index + 1)),
  }));
}
