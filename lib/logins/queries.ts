import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { logins } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import type { Login } from "@/lib/logins/contract";
import { authorize } from "@/lib/rights";
import { readUserAgent } from "@/lib/sessions/user-agent";

/** Of more than these nobody reads the list; ending all others ends the rest as well. */
const MOST = 100;

/** Where one is signed in, the newest first. */
export async function listLogins(actor: Actor): Promise<{ logins: Login[] }> {
  authorize(actor, "login.manage_own");
  const rows = await db()
    .select()
    .from(logins)
    .where(
      and(
        eq(logins.user_id, actor.user_id),
        isNull(logins.revoked_at),
        gt(logins.expires_at, sql`now()`),
      ),
    )
    .orderBy(desc(logins.created_at), desc(logins.id))
    .limit(MOST);
  return {
    logins: rows.map(({ id, user_agent, ip_address, created_at, expires_at }) => ({
      id,
      is_current: id === actor.login_id,
      ...readUserAgent(user_agent ?? ""),
      ip_address,
      created_at,
      expires_at,
    })),
  };
}
