import { count, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import type { Actor } from "@/lib/actor";
import type { QueuePosition, QueueStats } from "@/lib/queue/contract";
import { authorize } from "@/lib/rights";
import { wait_time } from "@/lib/sessions/queries";

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
 * Where everyone who waits stands. The estimate is the pace of the last hour: the mean time
 * between assignments, times the place.
 */
export async function readQueuePositions(): Promise<(QueuePosition & { customer_id: number })[]> {
  const waiting = await db()
    .select({ session_id: sessions.id, customer_id: sessions.customer_id })
    .from(sessions)
    .where(eq(sessions.status, "pending"))
    .orderBy(...inQueueOrder);
  if (waiting.length === 0) return [];
  const [pace] = await db()
    .select({
      assigned: count(),
      seconds: sql<number>`extract(epoch from now() - min(${assignments.assigned_at}))::float`,
    })
    .from(assignments)
    .where(sql`${assignments.assigned_at} > now() - interval '1 hour'`);
  const interval =
    pace && pace.assigned >= ENOUGH_TO_ESTIMATE ? pace.seconds / pace.assigned : null;
  return waiting.map((row, index) => ({
    ...row,
    position: index + 1,
    estimated_wait: interval === null ? null : Math.round(interval * (index + 1)),
  }));
}
