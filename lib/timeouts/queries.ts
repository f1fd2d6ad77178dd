import { and, asc, eq, or, type SQL, sql } from "drizzle-orm";
import { db, type Queryable } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { sessions } from "@/db/schema/sessions";
import type { Timeout } from "@/lib/timeouts/policy";

/** What one look attends to; the next one takes the rest. */
const MOST = 200;
/** A warning that is older than its notice by so much was not followed by the end: it counts no more. */
const GRACE = 60;

const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`;

/**
 * Since when neither side has said a word, or since the agent took the chat. What the system says
 * is none, and neither is a note: its customer would learn by the clock that there was one.
 */
const silentSince = sql`greatest(${sessions.assigned_at}, (
  select ${messages.created_at} from ${messages}
  where ${messages.session_id} = ${sessions.id} and not ${messages.is_internal}
    and ${messages.sender_type} <> 'system'
  order by ${messages.seq} desc limit 1))`;

const warned_at = sessions.timeout_warned_at;

const isOver = ({ ends_after, notice }: Timeout): SQL =>
  sql`${silentSince} <= ${ago(ends_after)} and ${warned_at} >= ${silentSince}
    and ${warned_at} <= ${ago(notice)} and ${warned_at} > ${ago(notice + GRACE)}`;

const isToBeWarned = ({ ends_after, notice }: Timeout): SQL =>
  sql`${silentSince} <= ${ago(ends_after - notice)} and (${warned_at} is null
    or ${warned_at} < ${silentSince} or ${warned_at} <= ${ago(notice + GRACE)})`;

/** Active sessions that are to be warned or ended now, by the database's clock. */
export async function listIdle(timeout: Timeout): Promise<string[]> {
  const rows = await db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.status, "active"),
        // Enough to pass over most of them by the index alone.
        sql`${sessions.assigned_at} <= ${ago(timeout.ends_after - timeout.notice)}`,
        or(isOver(timeout), isToBeWarned(timeout)),
      ),
    )
    .orderBy(asc(sessions.assigned_at))
    .limit(MOST);
  return rows.map(({ id }) => id);
}

/** What is due for one session, as it is at this moment; null for nothing. */
export async function dueFor(
  id: string,
  timeout: Timeout,
  q: Queryable,
): Promise<{ what: "warning" | "end"; agent_id: number } | null> {
  const is = async (what: SQL) => {
    const [row] = await q
      .select({ agent_id: sessions.agent_id })
      .from(sessions)
      .where(and(eq(sessions.id, id), eq(sessions.status, "active"), what));
    return row?.agent_id ?? null;
  };
  const ended_of = await is(isOver(timeout));
  if (ended_of !== null) return { what: "end", agent_id: ended_of };
  const warned_of = await is(isToBeWarned(timeout));
  return warned_of === null ? null : { what: "warning", agent_id: warned_of };
}
