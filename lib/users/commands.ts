import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, isSqlState, type Queryable, type Transaction, transaction } from "@/db/client";
import { setup_links, users } from "@/db/schema/users";
import { type Actor, type Caller, isStaff } from "@/lib/actor";
import { newVersion, tellAgent } from "@/lib/agents/commands";
import { toldAgentColumns } from "@/lib/agents/queries";
import { releaseAllOf } from "@/lib/assignment/commands";
import { writeAudit } from "@/lib/audit/commands";
import { AppError } from "@/lib/errors";
import { countTry } from "@/lib/limits/attempts";
import { countSignIn } from "@/lib/limits/sign-ins";
import { endLogins, logIn } from "@/lib/logins/commands";
import { networkOf } from "@/lib/networks";
import { orUncertain, publish } from "@/lib/realtime/publish";
import { authorize } from "@/lib/rights";
import { renamePerson } from "@/lib/sessions/commands";
import { settings } from "@/lib/settings/queries";
import { checkSecondFactor, removeTwoFactor } from "@/lib/two-factor/commands";
import { forgetActors } from "@/lib/users/authenticate";
import type {
  Account,
  ChangePasswordInput,
  CreateStaffInput,
  GuestInput,
  RegisterInput,
  RenewSetupLinkInput,
  ResetTwoFactorInput,
  SetupInput,
  SignedIn,
  TokenInput,
  UpdateUserInput,
} from "@/lib/users/contract";
import { hashPassword, isPassword } from "@/lib/users/passwords";
import { proveSelf } from "@/lib/users/prove";
import {
  accountColumns,
  findAccount,
  findSetupLink,
  hasAdmin,
  readUser,
} from "@/lib/users/queries";
import { hashSecret, makeSecret } from "@/lib/users/secrets";
import { makeToken } from "@/lib/users/tokens";

async function withToken(user_id: number, caller: From): Promise<SignedIn> {
  const { expires_at, ...claims } = await logIn(user_id, caller);
  return { token: await makeToken(claims), expires_at, user: await readUser(user_id) };
}

/** Who calls, as far as limits by address and the list of sign-ins are concerned. */
export type From = Pick<Caller, "ip_address" | "user_agent">;

/**
 * @throws AppError UNAUTHENTICATED, the same whether the address or the password is wrong, and with
 *   the field `code` when a second factor is on and its code is missing or wrong; RATE_LIMITED
 */
export async function checkPassword(input: TokenInput, caller: From) {
  const wasRight = await countSignIn(input.email, caller);
  const account = await findAccount(input.email);
  if (!(await isPassword(account?.password_hash ?? null, input.password)) || !account) {
    throw new AppError("UNAUTHENTICATED", "The e-mail or the password is wrong.");
  }
  await checkSecondFactor(account.id, input.code);
  await wasRight();
  return account;
}

/** Signs in with a password, for a client that keeps its token itself. */
export async function createToken(input: TokenInput, caller: From): Promise<SignedIn> {
  return withToken((await checkPassword(input, caller)).id, caller);
}

async function createGuest(input: GuestInput, caller: From): Promise<number> {
  await countTry("guest_by_address", networkOf(caller.ip_address));
  const [guest] = await db()
    .insert(users)
    .values({
      name: input.name ?? "Guest",
      email: input.email ?? null,
      role: "customer",
      is_guest: true,
    })
    .returning({ id: users.id });
  if (!guest) throw new Error("An insert returned no row.");
  return guest.id;
}

/** A guest is new each time: an address that they type is matched with nothing. */
export const logInAsGuest = async (input: GuestInput, caller: From) =>
  logIn(await createGuest(input, caller), caller);

export const createGuestToken = async (input: GuestInput, caller: From): Promise<SignedIn> =>
  withToken(await createGuest(input, caller), caller);

const EMAIL_TAKEN = "users_email_key";

async function insertUser(q: Queryable, values: typeof users.$inferInsert): Promise<Account> {
  try {
    const [user] = await q.insert(users).values(values).returning(accountColumns);
    if (!user) throw new Error("An insert returned no row.");
    return user;
  } catch (error) {
    if (!isSqlState(error, "23505", EMAIL_TAKEN)) throw error;
    throw new AppError("CONFLICT", "There is an account with this e-mail already.", {
      field: "email",
    });
  }
}

/** @throws AppError CONFLICT when the address has an account, RATE_LIMITED */
export async function register(input: RegisterInput, caller: From): Promise<SignedIn> {
  await countTry("register_by_address", networkOf(caller.ip_address));
  const { password, ...person } = input;
  const password_hash = await hashPassword(password);
  const user = await insertUser(db(), { ...person, role: "customer", password_hash });
  return withToken(user.id, caller);
}

/** How long a setup link waits to be used, in hours. */
const LINK_LIFETIME = 72;

async function createSetupLink(q: Queryable, user_id: number | null): Promise<string> {
  const token = makeSecret();
  await q.insert(setup_links).values({
    id: uuidv7(),
    token_hash: hashSecret(token),
    user_id,
    expires_at: sql`now() + make_interval(hours => ${LINK_LIFETIME})`,
  });
  return `/setup?token=${token}`;
}

/**
 * Makes a member of staff. Without a password the answer has the path of a one-time link with
 * which they choose their own.
 * @throws AppError FORBIDDEN, CONFLICT when the address has an account
 */
export async function createStaff(
  actor: Actor,
  input: CreateStaffInput,
): Promise<{ user: Account; setup_path: string | null }> {
  authorize(actor, "user.manage");
  const { password, ...staff } = input;
  const password_hash = password === undefined ? null : await hashPassword(password);
  const create = async (tx: Transaction) => {
    const user = await insertUser(tx, {
      max_concurrent_chats: settings().max_chats_per_agent,
      ...staff,
      password_hash,
    });
    await writeAudit(tx, actor, "user.create", user.id, { role: user.role });
    const [agent] = await tx.select(toldAgentColumns).from(users).where(eq(users.id, user.id));
    const setup_path = password_hash ? null : await createSetupLink(tx, user.id);
    return { agent, answer: { user, setup_path } };
  };
  const created = await orUncertain({ type: "staff_uncertain", user_ids: [] }, () =>
    transaction(create),
  );
  if (created.agent) tellAgent(created.agent);
  return created.answer;
}

/**
 * Gives staff another link with which they choose a password: for who was invited and lost theirs,
 * and for who forgot their password. The links before it open nothing any more; the password that
 * they have goes on until the new one is chosen.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function renewSetupLink(
  actor: Actor,
  { user_id }: RenewSetupLinkInput,
): Promise<{ setup_path: string }> {
  authorize(actor, "user.manage");
  return transaction(async (tx) => {
    // The links before the user, as `setUp` locks them: the two must not wait for one another.
    await tx
      .delete(setup_links)
      .where(and(eq(setup_links.user_id, user_id), isNull(setup_links.used_at)));
    const [user] = await tx
      .select({ is_invited: accountColumns.is_invited })
      .from(users)
      .where(and(eq(users.id, user_id), ne(users.role, "customer"), users.is_active))
      .for("no key update");
    if (!user) throw new AppError("NOT_FOUND", "There is no such active staff.");
    await writeAudit(tx, actor, user.is_invited ? "user.invite" : "user.reset_password", user_id);
    return { setup_path: await createSetupLink(tx, user_id) };
  });
}

/**
 * Turns off the second factor of staff who lost their app and their recovery codes.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function resetTwoFactor(
  actor: Actor,
  { user_id }: ResetTwoFactorInput,
): Promise<{ user: Account }> {
  authorize(actor, "user.manage");
  const is_staff = and(eq(users.id, user_id), ne(users.role, "customer"));
  return transaction(async (tx) => {
    await removeTwoFactor(tx, actor, user_id);
    const [user] = await tx.select(accountColumns).from(users).where(is_staff);
    if (!user) throw new AppError("NOT_FOUND", "There is no such staff.");
    return { user };
  });
}

/**
 * Changes one's own password, and ends all of one's sign-ins but the one that asks.
 * @throws AppError FORBIDDEN for a wrong password, CONFLICT for who has none, RATE_LIMITED
 */
export async function changePassword(
  actor: Actor,
  { password, new_password }: ChangePasswordInput,
  caller: From,
): Promise<Record<string, never>> {
  authorize(actor, "user.change_own_password");
  await proveSelf(actor, password, caller);
  const password_hash = await hashPassword(new_password);
  await transaction(async (tx) => {
    await tx.update(users).set({ password_hash }).where(eq(users.id, actor.user_id));
    await endLogins(tx, actor.user_id, actor.login_id);
    if (isStaff(actor)) await writeAudit(tx, actor, "user.change_password", actor.user_id);
  });
  forgetActors();
  return {};
}

/**
 * Locks every admin, so that two who demote each other wait for one another.
 * @throws AppError CONFLICT when nobody but `user_id` is one
 */
async function keepOneAdmin(tx: Transaction, user_id: number): Promise<void> {
  const admins = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), users.is_active))
    .orderBy(users.id)
    // Not against those who only refer to an admin, as every row of the audit log does.
    .for("no key update");
  if (admins.length === 1 && admins[0]?.id === user_id) {
    throw new AppError("CONFLICT", "The last admin stays an active admin.");
  }
}

/**
 * Changes an account. Who is deactivated is signed out for good. Who is no longer active staff gives
 * their chats back to the queue; a limit that is lowered takes none away.
 * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT for the last admin
 */
export async function updateUser(
  actor: Actor,
  input: UpdateUserInput,
  caller?: Caller,
): Promise<{ user: Account }> {
  authorize(actor, "user.manage");
  const { user_id, ...changes } = input;
  const gives_up_admin =
    changes.is_active === false || (changes.role !== undefined && changes.role !== "admin");
  const leaves_staff = changes.is_active === false || changes.role === "customer";
  const update = async (tx: Transaction) => {
    if (gives_up_admin) await keepOneAdmin(tx, user_id);
    const is_account = and(eq(users.id, user_id), eq(users.is_guest, false));
    const [before] = await tx.select(accountColumns).from(users).where(is_account);
    if (!before) throw new AppError("NOT_FOUND", "There is no such user.");
    const is_renamed = changes.name !== undefined && changes.name !== before.name;
    const change = async () => {
      if (Object.keys(changes).length === 0) return before;
      const [updated] = await tx
        .update(users)
        .set({ ...changes, ...newVersion })
        .where(is_account)
        .returning(accountColumns);
      return updated ?? before;
    };
    const user = is_renamed ? await renamePerson(tx, user_id, change) : await change();
    // Both ways, so that who is active again begins anew, also where a sign-in came in between.
    if (user.is_active !== before.is_active) await endLogins(tx, user_id);
    const { name, ...told } = changes;
    await writeAudit(tx, actor, "user.update", user_id, {
      ...told,
      ...(is_renamed && { is_renamed }),
    });
    const [agent] = await tx.select(toldAgentColumns).from(users).where(eq(users.id, user_id));
    return { user, agent, is_renamed };
  };
  const { user, agent, is_renamed } = await orUncertain({ type: "person_renamed", user_id }, () =>
    orUncertain({ type: "staff_uncertain", user_ids: [user_id] }, () => transaction(update)),
  );
  forgetActors();
  if (is_renamed) publish({ type: "person_renamed", user_id });
  const concerns_staff = user.role !== "customer" || changes.role !== undefined;
  if (agent && concerns_staff) tellAgent(agent);
  // Nothing new can reach them from here on, so this gets all that they hold.
  if (leaves_staff) await releaseAllOf(actor, user_id, caller);
  return { user: leaves_staff ? { ...user, active_chats: 0 } : user };
}

/**
 * Makes the first admin, or prints the way to become one, when there is none yet.
 * @returns the path of a one-time link, or null when there is an admin
 */
export async function ensureFirstAdmin(
  given: { email: string; password: string } | null,
): Promise<string | null> {
  if (await hasAdmin()) return null;
  if (given) {
    const password_hash = await hashPassword(given.password);
    const email = given.email.toLowerCase();
    const values = { name: "Admin", email, role: "admin", password_hash } as const;
    // Two nodes that start at once both get here; the address is unique, so one row is made.
    await db().insert(users).values(values).onConflictDoNothing();
    return null;
  }
  await db()
    .delete(setup_links)
    .where(and(isNull(setup_links.user_id), isNull(setup_links.used_at)));
  return createSetupLink(db(), null);
}

/**
 * Uses a setup link: makes the first admin, or gives staff the password that they chose, which ends
 * all of their sign-ins.
 * @throws AppError NOT_FOUND when the link is unknown, used or over; VALIDATION; CONFLICT;
 *   RATE_LIMITED
 */
export async function setUp(input: SetupInput, caller: From): Promise<{ user: Account }> {
  await countTry("setup_by_address", networkOf(caller.ip_address));
  const gone = () => new AppError("NOT_FOUND", "This link is not valid any more.");
  const link = await findSetupLink(input.token);
  if (!link) throw gone();
  const password_hash = await hashPassword(input.password);
  const answer = await transaction(async (tx) => {
    const [used] = await tx
      .update(setup_links)
      .set({ used_at: sql`now()` })
      .where(and(eq(setup_links.id, link.id), isNull(setup_links.used_at)))
      .returning({ id: setup_links.id });
    if (!used) throw gone();
    if (link.user) {
      const [user] = await tx
        .update(users)
        .set({ password_hash })
        .where(and(eq(users.id, link.user.id), ne(users.role, "customer")))
        .returning(accountColumns);
      if (!user) throw gone();
      // Whoever knew the old password is out.
      await endLogins(tx, user.id);
      return { user };
    }
    const { name, email } = input;
    if (name === undefined || email === undefined) {
      const field = name === undefined ? "name" : "email";
      throw new AppError("VALIDATION", `The ${field} is missing.`, { field });
    }
    return { user: await insertUser(tx, { name, email, role: "admin", password_hash }) };
  });
  forgetActors();
  return answer;
}
