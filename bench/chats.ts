import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { closeDatabase, db, openDatabase } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import { logins, users } from "@/db/schema/users";
import { configFrom, setConfig } from "@/lib/config";
import { readEnv } from "@/lib/env";
import { LOGIN_LIFETIME, makeToken } from "@/lib/users/tokens";

/** What the tokens are made with: the app under test is given the same. */
export const SECRET = "a secret of the bench, of 32 characters or more";

/** Where one socket sits: who it is. */
export type Seat = { user_id: number; token: string };
/** A customer and their agent. */
export type Chat = { session_id: string; customer: Seat; agent: Seat };

/** What an agent holds, which is what a new one may. */
const CHATS_PER_AGENT = 5;

type Given = Pick<typeof users.$inferInsert, "role"> & Partial<typeof users.$inferInsert>;

async function makePeople(count: number, given: (index: number) => Given): Promise<Seat[]> {
  const values = Array.from({ length: count }, (_, i) => ({ name: `Person ${i}`, ...given(i) }));
  const made = await db().insert(users).values(values).returning({ id: users.id });
  const expires_at = new Date(Date.now() + LOGIN_LIFETIME * 1000).toISOString();
  const signed_in = made.map(({ id }) => ({ id: uuidv7(), user_id: id, expires_at }));
  await db().insert(logins).values(signed_in);
  return Promise.all(
    signed_in.map(async ({ id, user_id }) => ({
      user_id,
      token: await makeToken({ user_id, login_id: id }),
    })),
  );
}

/** Guests, each in a chat that an agent has accepted; written straight into the tables. */
export async function makeChats(database_url: string, count: number): Promise<Chat[]> {
  setConfig(configFrom(readEnv({}), SECRET));
  openDatabase(database_url, { max: 1 });
  try {
    const customers = await makePeople(count, () => ({ role: "customer", is_guest: true }));
    const agents = await makePeople(Math.ceil(count / CHATS_PER_AGENT), (i) => ({
      role: "agent",
      email: `agent${i}@parley.test`,
      max_concurrent_chats: CHATS_PER_AGENT,
    }));
    const chats = customers.map((customer, i) => ({
      session_id: uuidv7(),
      customer,
      agent: agents[Math.floor(i / CHATS_PER_AGENT)] as Seat,
    }));
    const assigned_at = new Date().toISOString();
    await db()
      .insert(sessions)
      .values(
        chats.map(({ session_id, customer, agent }) => ({
          id: session_id,
          subject: "Where is my order?",
          status: "active" as const,
          channel: "api" as const,
          customer_id: customer.user_id,
          agent_id: agent.user_id,
          client_id: session_id,
          assigned_at,
        })),
      );
    await db()
      .insert(assignments)
      .values(
        chats.map(({ session_id, agent }) => ({
          id: uuidv7(),
          session_id,
          agent_id: agent.user_id,
          assigned_by: agent.user_id,
          assigned_at,
        })),
      );
    await db().execute(sql`update users set active_chats =
      (select count(*) from sessions where agent_id = users.id) where role = 'agent'`);
    await db().execute(sql`analyze`);
    return chats;
  } finally {
    await closeDatabase();
  }
}
