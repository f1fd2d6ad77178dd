import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { db, type Transaction, transaction } from "@/db/client";
import { recovery_codes, two_factors } from "@/db/schema/users";
import type { Actor, Caller } from "@/lib/actor";
import { writeAudit } from "@/lib/audit/commands";
import { AppError } from "@/lib/errors";
import { countTry, takeBackTry } from "@/lib/limits/attempts";
import { authorize } from "@/lib/rights";
import { keyUri, makeRecoveryCodes, makeTotpSecret, periodOf, qrOf } from "@/lib/two-factor/codes";
import type {
  BeginTwoFactorInput,
  ConfirmTwoFactorInput,
  EndTwoFactorInput,
  TwoFactorSetup,
} from "@/lib/two-factor/contract";
import { contextOf, findTwoFactor } from "@/lib/two-factor/queries";
import { proveSelf } from "@/lib/users/prove";
import { hashSecret, seal } from "@/lib/users/secrets";

const wrongCode = () => new AppError("FORBIDDEN", "The code is wrong or over.", { field: "code" });

/**
 * Makes a new secret for an app. Nothing is asked for until a code of it was confirmed; what was
 * begun before and not confirmed counts no more.
 * @throws AppError FORBIDDEN for a wrong password, CONFLICT while a second factor is on
 */
export async function beginTwoFactor(
  actor: Actor,
  { password }: BeginTwoFactorInput,
  caller: Caller,
): Promise<TwoFactorSetup> {
  authorize(actor, "two_factor.manage_own");
  const email = await proveSelf(actor, password, caller);
  const secret = makeTotpSecret();
  const sealed_secret = seal(secret, contextOf(actor.user_id));
  const [begun] = await db()
    .insert(two_factors)
    .values({ user_id: actor.user_id, sealed_secret })
    .onConflictDoUpdate({
      target: two_factors.user_id,
      set: { sealed_secret, last_period: 0 },
      setWhere: isNull(two_factors.confirmed_at),
    })
    .returning();
  if (!begun) throw new AppError("CONFLICT", "The second factor is on already.");
  const uri = keyUri(secret, email);
  return { secret, uri, qr: qrOf(uri) };
}

async function replaceRecoveryCodes(tx: Transaction, user_id: number): Promise<string[]> {
  const codes = makeRecoveryCodes();
  await tx.delete(recovery_codes).where(eq(recovery_codes.user_id, user_id));
  const rows = codes.map((code) => ({ user_id, code_hash: hashSecret(code) }));
  await tx.insert(recovery_codes).values(rows);
  return codes;
}

/**
 * Turns the second factor on, with a first code that shows that the app has the secret.
 * @returns the recovery codes, which nobody is shown again
 * @throws AppError FORBIDDEN for a wrong code; CONFLICT where none was begun, or it is on; RATE_LIMITED
 */
export async function confirmTwoFactor(
  actor: Actor,
  { code }: ConfirmTwoFactorInput,
): Promise<{ recovery_codes: string[] }> {
  authorize(actor, "two_factor.manage_own");
  const { user_id } = actor;
  await countTry("code_by_account", user_id);
  const codes = await transaction(async (tx) => {
    const found = await findTwoFactor(tx, user_id);
    if (!found || found.confirmed_at) {
      throw new AppError("CONFLICT", "There is nothing to confirm.");
    }
    const period = found.secret && periodOf(found.secret, code);
    if (!period) throw wrongCode();
    const [confirmed] = await tx
      .update(two_factors)
      .set({ confirmed_at: sql`now()`, last_period: period })
      .where(and(eq(two_factors.user_id, user_id), isNull(two_factors.confirmed_at)))
      .returning();
    if (!confirmed) throw new AppError("CONFLICT", "The second factor is on already.");
    await writeAudit(tx, actor, "two_factor.begin", user_id);
    return replaceRecoveryCodes(tx, user_id);
  });
  await takeBackTry("code_by_account", user_id);
  return { recovery_codes: codes };
}

/**
 * New recovery codes in place of those that there are.
 * @throws AppError FORBIDDEN for a wrong password, CONFLICT while the second factor is off
 */
export async function renewRecoveryCodes(
  actor: Actor,
  { password }: BeginTwoFactorInput,
  caller: Caller,
): Promise<{ recovery_codes: string[] }> {
  authorize(actor, "two_factor.manage_own");
  await proveSelf(actor, password, caller);
  return transaction(async (tx) => {
    if (!(await findTwoFactor(tx, actor.user_id))?.confirmed_at) {
      throw new AppError("CONFLICT", "The second factor is off.");
    }
    await writeAudit(tx, actor, "two_factor.renew_codes", actor.user_id);
    return { recovery_codes: await replaceRecoveryCodes(tx, actor.user_id) };
  });
}

/** Turns one's own second factor off. @throws AppError FORBIDDEN for a wrong password */
export async function endTwoFactor(
  actor: Actor,
  { password }: EndTwoFactorInput,
  caller: Caller,
): Promise<Record<string, never>> {
  authorize(actor, "two_factor.manage_own");
  await proveSelf(actor, password, caller);
  await transaction((tx) => removeTwoFactor(tx, actor, actor.user_id));
  return {};
}

/** Turns it off, where it is on, and leaves a row in the audit log. */
export async function removeTwoFactor(tx: Transaction, actor: Actor, user_id: number) {
  const [removed] = await tx
    .delete(two_factors)
    .where(eq(two_factors.user_id, user_id))
    .returning({ confirmed_at: two_factors.confirmed_at });
  if (removed?.confirmed_at) await writeAudit(tx, actor, "two_factor.end", user_id);
}

/**
 * Asks for the second factor of somebody whose password was right. A code counts once, of an app as
 * of those for recovery, also for two who come with it at the same moment.
 * @throws AppError UNAUTHENTICATED with the field `code` when one is missing or wrong; RATE_LIMITED
 */
export async function checkSecondFactor(user_id: number, code: string | undefined): Promise<void> {
  const found = await findTwoFactor(db(), user_id);
  if (!found?.confirmed_at) return;
  if (code === undefined) {
    throw new AppError("UNAUTHENTICATED", "Enter the code of your authenticator app.", {
      field: "code",
    });
  }
  await countTry("code_by_account", user_id);
  const is_taken =
    code.length === 6
      ? await takeCode(user_id, code, found.secret)
      : await takeRecoveryCode(user_id, code);
  if (!is_taken) {
    throw new AppError("UNAUTHENTICATED", "This code is wrong, over or used. Try the next one.", {
      field: "code",
    });
  }
  await takeBackTry("code_by_account", user_id);
}

async function takeCode(user_id: number, code: string, secret: string | null): Promise<boolean> {
  const period = secret && periodOf(secret, code);
  if (!period) return false;
  const taken = await db()
    .update(two_factors)
    .set({ last_period: period })
    .where(
      and(
        eq(two_factors.user_id, user_id),
        isNotNull(two_factors.confirmed_at),
        lt(two_factors.last_period, period),
      ),
    )
    .returning();
  return taken.length > 0;
}

async function takeRecoveryCode(user_id: number, code: string): Promise<boolean> {
  const is_it = and(
    eq(recovery_codes.user_id, user_id),
    eq(recovery_codes.code_hash, hashSecret(code)),
    isNull(recovery_codes.used_at),
  );
  const used_at = sql`now()`;
  return (await db().update(recovery_codes).set({ used_at }).where(is_it).returning()).length > 0;
}
