import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { readAvailability, readQueuePositions } from "@/lib/queue/queries";
import { slot } from "@/lib/slot";
import { withDatabase } from "@/testing/database";
import { insertChat, makeAgent, makeCustomer, type Person } from "@/testing/people";

withDatabase();

let customer: Person;
let agent: Person;

beforeEach(async () => {
  slot("availability").set(undefined);
  await db().execute(sql`truncate ${sessions}, messages, ${assignments}, ${users} cascade`);
  [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
});

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

/** A chat that came `came` seconds ago and was taken `taken` seconds ago. */
async function taken(came: number, taken: number): Promise<void> {
  const times = { created_at: ago(came), assigned_at: ago(taken) };
  const session_id = await insertChat({ customer, status: "closed", agent, values: times });
  await db().execute(
    sql`update ${assignments} set assigned_at = ${times.assigned_at} where session_id = ${session_id}`,
  );
}

const be = (status: "online" | "busy" | "away" | "offline", more = {}) =>
  db()
    .update(users)
    .set({ status, ...more })
    .where(sql`${users.id} = ${agent.id}`);

test.each([
  ["online", {}, "free"],
  ["online", { max_concurrent_chats: 2, active_chats: 2 }, "busy"],
  ["busy", {}, "busy"],
  ["away", {}, "nobody"],
  ["offline", {}, "nobody"],
  ["online", { is_active: false }, "nobody"],
  ["online", { role: "customer" as const }, "nobody"],
] as const)("an agent who is %s with %j: %s", async (status, more, presence) => {
  await be(status, more);
  expect(await readAvailability()).toEqual({ presence, estimated_wait: null });
});

test("a few seconds pass until a change is told, so that a crowd asks the database once", async () => {
  await be("online");
  expect(await readAvailability()).toMatchObject({ presence: "free" });
  await be("offline");
  expect(await readAvailability()).toMatchObject({ presence: "free" });
  slot("availability").set(undefined);
  expect(await readAvailability()).toMatchObject({ presence: "nobody" });
});

test("two chats in an hour say nothing about the next one, three do, and older ones do not count", async () => {
  await be("online");
  await taken(7300, 7200);
  await taken(630, 600);
  await taken(330, 300);
  expect(await readAvailability()).toMatchObject({ estimated_wait: null });
  slot("availability").set(undefined);
  await taken(130, 100);
  expect(await readAvailability()).toMatchObject({ estimated_wait: 30 });
});

test("the pace counts the time in which anybody waited, once however many did", async () => {
  await be("online");
  // From 1000 to 880 s ago two waited, one of them until 820 s ago; then one for a minute.
  await taken(1000, 880);
  await taken(1000, 820);
  await taken(160, 100);
  expect(await readAvailability()).toMatchObject({ estimated_wait: 80 });
});

test("those who wait stand in the way, and say how slow it is", async () => {
  await be("online");
  await taken(3000, 2990);
  await taken(2000, 1990);
  await taken(1000, 990);
  await insertChat({ customer, status: "pending", values: { created_at: ago(270) } });
  await insertChat({ customer, status: "pending", values: { created_at: ago(100) } });
  // 30 s before and 270 s now, for three chats.
  const { estimated_wait } = await readAvailability();
  expect(estimated_wait).toBeGreaterThanOrEqual(300);
  expect(estimated_wait).toBeLessThan(310);
  const places = await readQueuePositions();
  expect(places.map(({ position }) => position)).toEqual([1, 2]);
  expect(places[1]?.estimated_wait).toBeGreaterThanOrEqual(200);
  expect(places[1]?.estimated_wait).toBeLessThan(210);
});

test("a clock that was set back makes no wait negative", async () => {
  await be("online");
  await taken(100, 200);
  await taken(100, 200);
  await taken(160, 100);
  expect(await readAvailability()).toMatchObject({ estimated_wait: 20 });
});

test("while an agent has a chat nobody waits in it, and a hand-over takes nobody from the queue", async () => {
  await be("online");
  await taken(3500, 3490);
  await taken(3400, 3390);
  await taken(3300, 3290);
  const [first] = await db().select().from(assignments).orderBy(assignments.assigned_at).limit(1);
  const { session_id } = first as typeof assignments.$inferSelect;
  const hold = (from: number, to: number) => ({
    id: uuidv7(),
    session_id,
    agent_id: agent.id,
    assigned_by: agent.id,
    assigned_at: ago(from),
    left_at: ago(to),
  });
  // Handed on 1000 s ago, back in the queue 500 s ago, taken again 20 s later, back again for 30 s.
  await db().delete(assignments).where(eq(assignments.session_id, session_id));
  const before = hold(3490, 1000);
  const handed_on = { ...hold(1000, 500), assigned_at: before.left_at };
  await db()
    .insert(assignments)
    .values([before, handed_on, hold(480, 30)]);
  await db()
    .update(sessions)
    .set({ status: "pending", agent_id: null, assigned_at: null, ended_at: null })
    .where(eq(sessions.id, session_id));
  // 3 × 10 s, 20 s and 30 s, for four chats; one waits.
  const { estimated_wait } = await readAvailability();
  expect(estimated_wait).toBeGreaterThanOrEqual(40);
  expect(estimated_wait).toBeLessThan(45);
});
