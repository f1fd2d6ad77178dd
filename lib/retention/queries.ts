import { and, asc, eq, inArray, isNull, lt, notExists, or, type SQL, sql } from "drizzle-orm";
import { db, type Queryable, type Transaction } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { ticket_comments, tickets } from "@/db/schema/tickets";
import { logins, users } from "@/db/schema/users";

/** What one transaction erases; the next one takes the rest. */
const MOST = 100;

const ago = (seconds: number): SQL => sql`now() - make_interval(secs => ${seconds})`;

/** Closed sessions that ended so many seconds ago and are whole, locked; not those that others hold. */
export async function lockOldSessions(tx: Transaction, age: number): Promise<string[]> {
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(isNull(sessions.erased_at), lt(sessions.ended_at, ago(age))))
    .orderBy(asc(sessions.ended_at))
    .limit(MOST)
    .for("update", { skipLocked: true });
  return rows.map(({ id }) => id);
}

/** Tickets that are done and in which nothing changed or was said for so many seconds, locked. */
export async function lockOldTickets(tx: Transaction, age: number): Promise<string[]> {
  const new_comments = tx
    .select({ id: ticket_comments.id })
    .from(ticket_comments)
    .where(
      and(
        eq(ticket_comments.ticket_id, tickets.id),
        sql`${ticket_comments.created_at} >= ${ago(age)}`,
      ),
    );
  const rows = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        isNull(tickets.erased_at),
        inArray(tickets.status, ["solved", "closed"]),
        lt(tickets.updated_at, ago(age)),
        notExists(new_comments),
      ),
    )
    .orderBy(asc(tickets.updated_at))
    .limit(MOST)
    .for("update", { skipLocked: true });
  return rows.map(({ id }) => id);
}

/**
 * Of whom nothing is left but a name: no chat or ticket that is whole, and neither an account nor a
 * sign-in of the last so many seconds, nor a sign-in that is good still.
 */
function isGone(q: Queryable, age: number): SQL | undefined {
  const whole_chats = q
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.customer_id, users.id), isNull(sessions.erased_at)));
  const whole_tickets = q
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.customer_id, users.id), isNull(tickets.erased_at)));
  const is_good = and(isNull(logins.revoked_at), sql`${logins.expires_at} > now()`);
  const new_logins = q
    .select({ id: logins.id })
    .from(logins)
    .where(
      and(eq(logins.user_id, users.id), or(is_good, sql`${logins.created_at} >= ${ago(age)}`)),
    );
  return and(
    eq(users.role, "customer"),
    isNull(users.erased_at),
    lt(users.created_at, ago(age)),
    notExists(whole_chats),
    notExists(whole_tickets),
    notExists(new_logins),
  );
}

/** Customers who are gone since so many seconds. */
export async function listGoneCustomers(age: number): Promise<number[]> {
  const rows = await db()
    .select({ id: users.id })
    .from(users)
    .where(isGone(db(), age))
    .orderBy(asc(users.id))
    .limit(MOST);
  return rows.map(({ id }) => id);
}

/** Locks a customer, so that no sign-in is added, and says whether they are gone still. */
export async function lockGoneCustomer(
  tx: Transaction,
  user_id: number,
  age: number,
): Promise<boolean> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, user_id)).for("update");
  // A statement of its own: it sees what was committed before the lock was had.
  const gone = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, user_id), isGone(tx, age)));
  return gone.length > 0;
}
