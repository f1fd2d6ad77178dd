import { sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { session_figures } from "@/db/schema/figures";
import { sessions } from "@/db/schema/sessions";
import type { Actor } from "@/lib/actor";
import type { Analytics, AnalyticsInput } from "@/lib/analytics/contract";
import { figuresOfSession, readAnalytics, readBounds, uncounted } from "@/lib/analytics/queries";
import { AppError } from "@/lib/errors";
import { authorize } from "@/lib/rights";

const INTO = sql`insert into ${session_figures} (session_id, started_at, agent_id, wait, duration,
  messages, first_response, first_responder_id, responses, responder_ids)`;

/** Counts the log of a session in the transaction that closes it, under its row's lock. */
export async function countFigures(tx: Transaction, session_id: string): Promise<void> {
  await tx.execute(sql`
    ${INTO} select f.* from ${sessions} s
    cross join lateral ${figuresOfSession} f
    where s.id = ${session_id} on conflict do nothing`);
}

/** So many take a fraction of a second. */
const AT_ONCE = 5000;
/** How long a report waits for what was left uncounted, in milliseconds: an answer is due in 9 s. */
const LONGEST_COUNT = 5000;

/**
 * Counts the closed sessions of both periods that nobody has counted: those that were closed before
 * this was done on closing, and what was written into the tables by hand. Usually there are none.
 * @throws AppError UNAVAILABLE when there are so many that it takes longer; the next call goes on
 */
async function countMissing(bounds: Parameters<typeof uncounted>[0]): Promise<void> {
  const until = performance.now() + LONGEST_COUNT;
  for (;;) {
    // How many were found, not how many were written: another report may be counting the same.
    const [found] = await db().execute<{ sessions: number }>(sql`
      with found as materialized (
        select s.* from ${sessions} s where ${uncounted(bounds)} limit ${AT_ONCE}
      ), counted as (
        ${INTO} select f.* from found s cross join lateral ${figuresOfSession} f
        on conflict do nothing
      )
      select count(*)::int as sessions from found`);
    if (!found || found.sessions < AT_ONCE) return;
    if (performance.now() > until) {
      throw new AppError("UNAVAILABLE", "Earlier chats are being counted. Try again.", {
        retry_after_ms: 1000,
      });
    }
  }
}

/**
 * What a period comes to, compared with the one before.
 * @throws AppError FORBIDDEN; VALIDATION; UNAVAILABLE while chats from before are counted
 */
export async function reportAnalytics(actor: Actor, input: AnalyticsInput): Promise<Analytics> {
  authorize(actor, "analytics.read");
  const bounds = await readBounds(input);
  await countMissing(bounds);
  return readAnalytics(actor, bounds, input.tz ?? "UTC");
}
