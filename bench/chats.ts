import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { closeDatabase, db, openDatabase } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { assignments, sessions } from "@/db/schema/sessions";
import { logins, users } from "@/db/schema/users";
import { configFrom, setConfig } from "@/lib/config";
import { readEnv } from "@/lib/env";
import { LOGIN_LIFETIME, makeToken } from "@/lib/users/tokens";

/** What the tokens are made with: the app under test is given the same. */
export const SECRET = "a secret of the bench, of 32 characters or more";

type Person = { user_id: number; token: string };
/** Where one socket sits: who it is and in which chat. */
export type Seat = Person & { session_id: string };
/** Agent: null in a chat that is still in the queue. */
export type Chat = { customer: Seat; agent: Seat | null };

/** What a new agent may hold at once, and how many of the rows go in one statement. */
const CHATS_PER_AGENT = 5;
const ROWS_AT_ONCE = 1000;

/** Of one message; `seq` and the times are by its place in the log. */
type Said = { by: "customer" | "agent"; content: string };
/** Between two messages of a log. */
const SAID_EVERY_MS = 40_000;

type Given = Pick<typeof users.$inferInsert, "role"> & Partial<typeof users.$inferInsert>;

async function inParts<T>(rows: T[], insert: (part: T[]) => PromiseLike<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await insert(rows.slice(from, from + ROWS_AT_ONCE));
  }
}

async function makePeople(count: number, given: (index: number) => Given): Promise<Person[]> {
  const values = Array.from({ length: count }, (_, i) => ({ name: `Person ${i}`, ...given(i) }));
  const ids: number[] = [];
  await inParts(values, async (part) => {
    const made = await db().insert(users).values(part).returning({ id: users.id });
    ids.push(...made.map(({ id }) => id));
  });
  const expires_at = new Date(Date.now() + LOGIN_LIFETIME * 1000).toISOString();
  const signed_in = ids.map((user_id) => ({ id: uuidv7(), user_id, expires_at }));
  await inParts(signed_in, (part) => db().insert(logins).values(part));
  return Promise.all(
    signed_in.map(async ({ id, user_id }) => ({
      user_id,
      token: await makeToken({ user_id, login_id: id }),
    })),
  );
}

/**
 * Chats of guests, written straight into the tables: first those that an agent has accepted, then
 * those in the queue.
 */
export async function makeChats(
  database_url: string,
  {
    active,
    pending = 0,
    per_agent = CHATS_PER_AGENT,
    log,
  }: {
    active: number;
    pending?: number;
    /** What each agent holds. */
    per_agent?: number;
    /** What was said in the chat of this number; nothing without it. */
    log?: (chat: number) => Said[];
  },
): Promise<Chat[]> {
  setConfig(configFrom(readEnv({}), SECRET));
  openDatabase(database_url, { max: 1 });
  try {
    const guest: Given = { role: "customer", is_guest: true };
    const customers = await makePeople(active + pending, () => guest);
    const agents = await makePeople(Math.ceil(active / per_agent), (i) => ({
      role: "agent",
      email: `agent${i}@parley.test`,
      max_concurrent_chats: per_agent,
    }));
    const chats = customers.map((customer, i): Chat => {
      const session_id = uuidv7();
      const agent = i < active ? agents[Math.floor(i / per_agent)] : undefined;
      return {
        customer: { ...customer, session_id },
        agent: agent ? { ...agent, session_id } : null,
      };
    });
    const now = new Date().toISOString();
    const sessionRows = chats.map(({ customer, agent }) => ({
      id: customer.session_id,
      subject: "Where is my order?",
      status: agent ? ("active" as const) : ("pending" as const),
      channel: "api" as const,
      customer_id: customer.user_id,
      agent_id: agent?.user_id ?? null,
      client_id: customer.session_id,
      assigned_at: agent ? now : null,
    }));
    await inParts(sessionRows, (part) => db().insert(sessions).values(part));
    const assignmentRows = chats.flatMap(({ agent }) =>
      agent
        ? [
            {
              id: uuidv7(),
              session_id: agent.session_id,
              agent_id: agent.user_id,
              assigned_by: agent.user_id,
              assigned_at: now,
            },
          ]
        : [],
    );
    await inParts(assignmentRows, (part) => db().insert(assignments).values(part));
    if (log) {
      for (const [i, chat] of chats.entries()) await insertLog(chat, log(i));
    }
    await db().execute(sql`update users set active_chats =
      (select count(*) from sessions where agent_id = users.id) where role = 'agent'`);
    await db().execute(sql`analyze`);
    return chats;
  } finally {
    await closeDatabase();
  }
}

/** A log that ends now. */
async function insertLog({ customer, agent }: Chat, said: Said[]): Promise<void> {
  const { session_id } = customer;
  const now = Date.now();
  const rows = said.map(({ by, content }, i) => ({
    id: uuidv7(),
    session_id,
    seq: i + 1,
    client_id: `${i}`,
    sender_id: by === "agent" && agent ? agent.user_id : customer.user_id,
    sender_type: by,
    type: "text" as const,
    content,
    created_at: new Date(now - (said.length - i) * SAID_EVERY_MS).toISOString(),
  }));
  await inParts(rows, (part) => db().insert(messages).values(part));
  await db().update(sessions).set({ last_seq: said.length }).where(eq(sessions.id, session_id));
}
