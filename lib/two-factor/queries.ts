import { and, count, eq, isNull } from "drizzle-orm";
import { db, type Queryable } from "@/db/client";
import { recovery_codes, two_factors } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/rights";
import type { TwoFactor } from "@/lib/two-factor/contract";
import { unseal } from "@/lib/users/secrets";

export const contextOf = (user_id: number): string => `two-factor of ${user_id}`;

/** @returns null where none was begun; `secret` is null when it cannot be read any more */
export async function findTwoFactor(q: Queryable, user_id: number) {
  const [row] = await q.select().from(two_factors).where(eq(two_factors.user_id, user_id));
  if (!row) return null;
  const { confirmed_at, sealed_secret } = row;
  return { confirmed_at, secret: unseal(sealed_secret, contextOf(user_id)) };
}

/** Whether one's own second factor is on. */
export async function readTwoFactor(actor: Actor): Promise<{ two_factor: TwoFactor }> {
  authorize(actor, "two_factor.manage_own");
  const found = await findTwoFactor(db(), actor.user_id);
  const [left] = await db()
    .select({ count: count() })
    .from(recovery_codes)
    .where(and(eq(recovery_codes.user_id, actor.user_id), isNull(recovery_codes.used_at)));
  return {
    two_factor: {
      on_since: found?.confirmed_at ?? null,
      recovery_codes_left: left?.count ?? 0,
    },
  };
}
