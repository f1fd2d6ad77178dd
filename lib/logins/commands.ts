import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, type Queryable } from "@/db/client";
import { logins } from "@/db/schema/users";
import type { Actor, Caller } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { EndLoginInput } from "@/lib/logins/contract";
import { authorize } from "@/lib/rights";
import { forgetActors } from "@/lib/users/authenticate";
import { LOGIN_LIFETIME, type TokenClaims } from "@/lib/users/tokens";

/** As much of what a program calls itself as is kept. */
const USER_AGENT_LIMIT = 300;

/** Begins a sign-in of somebody who has shown who they are. */
export async function logIn(
  user_id: number,
  caller: Partial<Pick<Caller, "ip_address" | "user_agent">> = {},
): Promise<TokenClaims & { expires_at: string }> {
  const login_id = uuidv7();
  const expires_at = new Date(Date.now() + LOGIN_LIFETIME * 1000).toISOString();
  await db()
    .insert(logins)
    .values({
      id: login_id,
      user_id,
      expires_at,
      ip_address: caller.ip_address ?? null,
      user_agent: caller.user_agent?.slice(0, USER_AGENT_LIMIT) ?? null,
    });
  return { user_id, login_id, expires_at };
}

const revoked = { revoked_at: sql`now()` };

/** Ends a sign-in: its token opens nothing any more. */
export async function logOut({ user_id, login_id }: TokenClaims): Promise<void> {
  await db()
    .update(logins)
    .set(revoked)
    .where(and(eq(logins.id, login_id), eq(logins.user_id, user_id)));
  forgetActors();
}

/** Ends every sign-in that an account has, on whatever device, but for `kept`. */
export const endLogins = (q: Queryable, user_id: number, kept?: string) =>
  q
    .update(logins)
    .set(revoked)
    .where(
      and(
        eq(logins.user_id, user_id),
        isNull(logins.revoked_at),
        kept ? ne(logins.id, kept) : undefined,
      ),
    );

/** Ends one of one's own sign-ins. @throws AppError NOT_FOUND */
export async function endLogin(
  actor: Actor,
  { login_id }: EndLoginInput,
): Promise<Record<string, never>> {
  authorize(actor, "login.manage_own");
  const [ended] = await db()
    .update(logins)
    .set(revoked)
    .where(
      and(eq(logins.id, login_id), eq(logins.user_id, actor.user_id), isNull(logins.revoked_at)),
    )
    .returning({ id: logins.id });
  if (!ended) throw new AppError("NOT_FOUND", "There is no such sign-in.");
  forgetActors();
  return {};
}

/** Ends all of one's own sign-ins but the one that asks. */
export async function endOtherLogins(actor: Actor): Promise<Record<string, never>> {
  authorize(actor, "login.manage_own");
  await endLogins(db(), actor.user_id, actor.login_id);
  forgetActors();
  return {};
}
