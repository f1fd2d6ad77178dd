import { and, asc, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, transaction } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { setConfig } from "@/lib/config";
import { sendMessage } from "@/lib/messages/commands";
import { attendToIdle } from "@/lib/timeouts/commands";
import { endText, timeoutOf, warningText } from "@/lib/timeouts/policy";
import { testConfig, withDatabase } from "@/testing/database";
import { insertChat, makeAgent, makeCustomer, type Person } from "@/testing/people";

withDatabase();

const MINUTE = 60;
let customer: Person;
let agent: Person;
let session_id: string;

beforeAll(() => setConfig(testConfig({ PARLEY_SESSION_TIMEOUT: `${30 * MINUTE}` })));
beforeEach(async () => {
  [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  session_id = await insertChat({ customer, agent, status: "active" });
});

/** As if so much time had gone by for this session; in seconds. */
async function pass(seconds: number): Promise<void> {
  const back = sql`make_interval(secs => ${seconds})`;
  await db()
    .update(sessions)
    .set({
      assigned_at: sql`${sessions.assigned_at} - ${back}`,
      timeout_warned_at: sql`${sessions.timeout_warned_at} - ${back}`,
    })
    .where(eq(sessions.id, session_id));
  await db()
    .update(messages)
    .set({ created_at: sql`${messages.created_at} - ${back}` })
    .where(eq(messages.session_id, session_id));
}

const say = (who: Person, more = {}) =>
  sendMessage(who.actor, {
    session_id,
    client_id: uuidv7(),
    type: "text",
    content: "Hello",
    ...more,
  });

async function now() {
  const [session] = await db().select().from(sessions).where(eq(sessions.id, session_id));
  const said = await db()
    .select({ content: messages.content })
    .from(messages)
    .where(and(eq(messages.session_id, session_id), eq(messages.type, "system")))
    .orderBy(asc(messages.seq));
  const [{ active_chats } = { active_chats: -1 }] = await db()
    .select({ active_chats: users.active_chats })
    .from(users)
    .where(eq(users.id, agent.id));
  const { status, waiting_since, last_seq } = session as typeof sessions.$inferSelect;
  return { status, waiting_since, last_seq, active_chats, said: said.map((one) => one.content) };
}

const WARNING =
  "Nobody has written for a while. This chat closes in 5 minutes unless somebody writes.";
const END = "This chat was closed because nobody wrote for 30 minutes.";

test("it is warned 5 minutes before its end, once, and then closed with a word of the system", async () => {
  await pass(25 * MINUTE - 2);
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "active", said: [] });
  await pass(2);
  await attendToIdle();
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "active", said: [WARNING], active_chats: 1 });
  await pass(5 * MINUTE - 2);
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "active", said: [WARNING] });
  await pass(2);
  await attendToIdle();
  const closed = { status: "closed", said: [WARNING, END], active_chats: 0, last_seq: 2 };
  expect(await now()).toMatchObject(closed);
  await pass(60 * MINUTE);
  await attendToIdle();
  expect(await now()).toMatchObject(closed);
});

test.each([
  ["the customer's", () => customer],
  ["the agent's", () => agent],
])("a word of %s side sets the clock back, also after the warning", async (_, who) => {
  await pass(25 * MINUTE);
  await attendToIdle();
  await say(who());
  await pass(24 * MINUTE);
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "active", said: [WARNING] });
  await pass(MINUTE);
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "active", said: [WARNING, WARNING] });
});

test("a note is no word: its customer must not learn of it by the clock", async () => {
  await pass(20 * MINUTE);
  await say(agent, { is_internal: true });
  await pass(5 * MINUTE);
  await attendToIdle();
  expect(await now()).toMatchObject({ said: [WARNING] });
});

test("the warning is no answer: the customer waits for one still", async () => {
  await say(customer);
  await pass(25 * MINUTE);
  await attendToIdle();
  const { said, waiting_since } = await now();
  expect(said).toEqual([WARNING]);
  expect(waiting_since).not.toBeNull();
});

test("a warning that the end did not follow, the server being away, is given again", async () => {
  await pass(25 * MINUTE);
  await attendToIdle();
  await pass(60 * MINUTE);
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "active", said: [WARNING, WARNING] });
  await pass(5 * MINUTE);
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "closed" });
});

test("a customer who waits in the queue is never closed", async () => {
  session_id = await insertChat({ customer, status: "pending" });
  await db()
    .update(sessions)
    .set({ created_at: sql`now() - interval '1 year'` })
    .where(eq(sessions.id, session_id));
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "pending", said: [] });
});

test("any number of nodes that look at once warn once and close once", async () => {
  const together = () => Promise.all(Array.from({ length: 8 }, () => attendToIdle()));
  await pass(25 * MINUTE);
  await together();
  expect(await now()).toMatchObject({ status: "active", said: [WARNING] });
  await pass(5 * MINUTE);
  await together();
  expect(await now()).toMatchObject({ status: "closed", said: [WARNING, END], active_chats: 0 });
});

test("who writes in the very moment is not closed", async () => {
  await pass(25 * MINUTE);
  await attendToIdle();
  await pass(5 * MINUTE);
  let sweep: Promise<void> | undefined;
  await transaction(async (tx) => {
    await tx.select().from(sessions).where(eq(sessions.id, session_id)).for("no key update");
    sweep = attendToIdle();
    await sweep;
  });
  expect(await now()).toMatchObject({ status: "active", said: [WARNING] });
  await say(customer);
  await attendToIdle();
  expect(await now()).toMatchObject({ status: "active", said: [WARNING] });
});

test("a short timeout is warned at half time, and the words fit", () => {
  expect(timeoutOf(60)).toEqual({ ends_after: 60, notice: 30 });
  expect(warningText(timeoutOf(60))).toContain("in 30 seconds unless");
  expect(endText(timeoutOf(60))).toContain("for 1 minute.");
  expect(endText(timeoutOf(7200))).toContain("for 2 hours.");
});
