import { and, asc, eq, exists, gt, isNotNull, isNull, ne, not, or, sql } from "drizzle-orm";
import { db, prepared } from "@/db/client";
import { logins, setup_links, two_factors, users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { authorize } from "@/lib/rights";
import type { Account, ListUsersInput, User } from "@/lib/users/contract";
import { hashSecret } from "@/lib/users/secrets";
import type { TokenClaims } from "@/lib/users/tokens";

const userColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  status: users.status,
};

export const accountColumns = {
  ...userColumns,
  is_active: users.is_active,
  is_guest: users.is_guest,
  is_invited: sql<boolean>`${users.password_hash} is null and not ${users.is_guest}`,
  has_two_factor: sql<boolean>`exists (
    select 1 from ${two_factors}
    where ${two_factors}.user_id = ${users}.id and ${two_factors}.confirmed_at is not null
  )`,
  skills: users.skills,
  active_chats: users.active_chats,
  max_concurrent_chats: users.max_concurrent_chats,
  last_activity_at: users.last_activity_at,
  created_at: users.created_at,
};

/** Who a token's sign-in belongs to, unless it was revoked or the account is no longer active. */
export async function findActor({ user_id, login_id }: TokenClaims): Promise<Actor | null> {
  const [row] = await actorOfLogin().execute({ user_id, login_id });
  return row ?? null;
}

const actorOfLogin = prepared((database) =>
  database
    .select({
      user_id: users.id,
      name: users.name,
      role: users.role,
      is_guest: users.is_guest,
      login_id: logins.id,
    })
    .from(logins)
    .innerJoin(users, eq(users.id, logins.user_id))
    .where(
      and(
        eq(logins.id, sql.placeholder("login_id")),
        eq(users.id, sql.placeholder("user_id")),
        users.is_active,
        isNull(logins.revoked_at),
        gt(logins.expires_at, sql`now()`),
      ),
    )
    .prepare("actor_of_login"),
);

/** Whether a sign-in, also one that has ended, is of an account that was deactivated. */
export async function isDeactivated({ user_id, login_id }: TokenClaims): Promise<boolean> {
  const [row] = await db()
    .select({ is_active: users.is_active })
    .from(logins)
    .innerJoin(users, eq(users.id, logins.user_id))
    .where(and(eq(logins.id, login_id), eq(users.id, user_id)));
  return row?.is_active === false;
}

/**
 * Of which of these sign-ins the database says something else now: it has ended, or its account was
 * closed, renamed or given another role.
 */
export async function listChanged(actors: Actor[]): Promise<Set<string>> {
  const changed = await changedLogins().execute({ actors: JSON.stringify(actors) });
  return new Set(changed.map((row) => row.login_id));
}

const changedLogins = prepared((database) => {
  const known = sql`json_to_recordset(${sql.placeholder("actors")}::json)
    as known (login_id uuid, user_id int, role text, name text)`;
  const now_known = sql`(
    select ${users.role}, ${users.name} from ${logins}
    join ${users} on ${users.id} = ${logins.user_id} and ${users.is_active}
    where ${logins.id} = known.login_id and ${logins.user_id} = known.user_id
      and ${logins.revoked_at} is null and ${logins.expires_at} > now()
    limit 1
  ) as now_known`;
  return database
    .select({ login_id: sql<string>`known.login_id` })
    .from(known)
    .leftJoinLateral(now_known, sql`true`)
    .where(sql`(now_known.role::text, now_known.name) is distinct from (known.role, known.name)`)
    .prepare("changed_logins");
});

/** An account for signing in: guests have none, whatever address they typed. */
export async function findAccount(email: string) {
  const [row] = await db()
    .select({ ...userColumns, password_hash: users.password_hash })
    .from(users)
    .where(and(eq(users.email, email), eq(users.is_guest, false), users.is_active));
  return row ?? null;
}

/** With what somebody signs in; null of a guest, who has nothing of it. */
export async function findPassword(user_id: number) {
  const [row] = await db()
    .select({ email: users.email, password_hash: users.password_hash })
    .from(users)
    .where(and(eq(users.id, user_id), eq(users.is_guest, false)));
  return row ?? null;
}

export async function readUser(id: number): Promise<User> {
  const [user] = await db().select(userColumns).from(users).where(eq(users.id, id));
  if (!user) throw new AppError("NOT_FOUND", "There is no such user.");
  return user;
}

/** Who the caller is. */
export async function readSelf(actor: Actor): Promise<{ user: User }> {
  authorize(actor, "user.read_self");
  return { user: await readUser(actor.user_id) };
}

const USERS_PAGE = 50;

/** Accounts in the order in which they were made; guests are not listed. */
export async function listUsers(
  actor: Actor,
  input: ListUsersInput,
): Promise<{ items: Account[]; next_cursor: string | null }> {
  authorize(actor, "user.manage");
  const limit = input.limit ?? USERS_PAGE;
  const pattern = input.q && `%${input.q.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db()
    .select(accountColumns)
    .from(users)
    .where(
      and(
        eq(users.is_guest, false),
        input.role ? eq(users.role, input.role) : undefined,
        pattern
          ? or(sql`${users.name} ilike ${pattern}`, sql`${users.email} ilike ${pattern}`)
          : undefined,
        input.cursor ? gt(users.id, input.cursor) : undefined,
      ),
    )
    .orderBy(asc(users.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next_cursor: last && rows.length > limit ? String(last.id) : null };
}

const activeAdmins = () =>
  db()
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), users.is_active))
    .limit(1);

/** Whether anybody can administer this installation yet. */
export async function hasAdmin(): Promise<boolean> {
  return (await activeAdmins()).length > 0;
}

/**
 * What an unused setup link is for: the first admin when it is nobody's, or else its person; null
 * when there is no such link (any more), an admin came about in another way, or its person is no
 * active staff now.
 */
export async function findSetupLink(
  token: string,
): Promise<{ id: string; user: { id: number; name: string; email: string | null } | null } | null> {
  const [row] = await db()
    .select({ id: setup_links.id, user: { id: users.id, name: users.name, email: users.email } })
    .from(setup_links)
    .leftJoin(
      users,
      and(eq(users.id, setup_links.user_id), users.is_active, ne(users.role, "customer")),
    )
    .where(
      and(
        or(and(isNull(setup_links.user_id), not(exists(activeAdmins()))), isNotNull(users.id)),
        eq(setup_links.token_hash, hashSecret(token)),
        isNull(setup_links.used_at),
        gt(setup_links.expires_at, sql`now()`),
      ),
    );
  return row ?? null;
}
