import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import type { Role } from "@/lib/actor";
import { type Side, sideOf } from "@/lib/client/api";
import { setConfig } from "@/lib/config";
import { keepSecret } from "@/lib/secret";
import { LOGIN_LIFETIME, makeToken } from "@/lib/users/tokens";

/** Somebody with a sign-in, whom the runner wrote straight into the tables. */
export type Person = { user_id: number; role: Role; side: Side; token: string };

/** Of one server's database; ends with `sql.end()`. */
export const openSql = (url: string): Sql => postgres(url, { max: 2, onnotice: () => {} });

/** Tokens are made here with the secret of the server over `data_dir`, which spares its hashing. */
export function takeSecretOf(data_dir: string): void {
  setConfig({ secret: keepSecret(data_dir) } as Parameters<typeof setConfig>[0]);
}

/** `count` people of a role, guests where it is `customer`. */
export async function makePeople(sql: Sql, role: Role, count: number): Promise<Person[]> {
  const is_guest = role === "customer";
  const users = await sql<{ id: number }[]>`
    insert into users (name, email, role, is_guest, max_concurrent_chats)
    select ${role} || ' ' || n, case when ${is_guest} then null else ${uuidv7()} || n || '@parley.test' end,
      ${role}::user_role, ${is_guest}, 10000
    from generate_series(1, ${count}::int) as n returning id`;
  const logins = users.map(({ id }) => ({ user_id: id, login_id: uuidv7() }));
  const expires_at = new Date(Date.now() + LOGIN_LIFETIME * 1000).toISOString();
  await sql`insert into logins (id, user_id, expires_at)
    select *, ${expires_at} from unnest(${logins.map((one) => one.login_id)}::uuid[], ${logins.map((one) => one.user_id)}::int[])`;
  return Promise.all(
    logins.map(async (login) => ({
      user_id: login.user_id,
      role,
      side: sideOf({ role }),
      token: await makeToken(login),
    })),
  );
}

/** An active chat of each customer with this agent; their ids, in the customers' order. */
export async function makeChats(
  sql: Sql,
  agent: Person,
  customers: Person[],
  subject = "A question",
): Promise<string[]> {
  const ids = customers.map(() => uuidv7());
  await sql.begin(async (tx) => {
    await tx`insert into sessions (id, client_id, subject, channel, status, customer_id, agent_id, assigned_at)
      select id, id::text, ${subject}, 'api', 'active', customer_id, ${agent.user_id}::int, now()
      from unnest(${ids}::uuid[], ${customers.map((one) => one.user_id)}::int[]) as chat (id, customer_id)`;
    await tx`insert into assignments (id, session_id, agent_id, assigned_by, assigned_at)
      select gen_random_uuid(), id, ${agent.user_id}::int, ${agent.user_id}::int, now()
      from unnest(${ids}::uuid[]) as id`;
    await tx`update users set active_chats = active_chats + ${ids.length} where id = ${agent.user_id}`;
  });
  return ids;
}
