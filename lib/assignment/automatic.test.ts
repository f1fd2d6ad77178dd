import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { db } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { assignWaiting } from "@/lib/assignment/commands";
import type { Assignment, AssignmentMode } from "@/lib/assignment/contract";
import { config, setConfig } from "@/lib/config";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  type Person,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { dataOf, rest } from "@/testing/rest";

withServer();

let admin: Person;
let customer: Person;
const SOON = { timeout: 10_000 };

beforeEach(async () => {
  await db().execute(sql`truncate ${sessions}, messages, ${assignments}, ${audit_log} cascade`);
  await db().update(users).set({ status: "offline", active_chats: 0 });
  [admin, customer] = await Promise.all([makeAdmin(), makeCustomer()]);
});

/** Until the test is over. */
function assign(assignment: AssignmentMode): void {
  const usual = config();
  onTestFinished(() => setConfig(usual));
  setConfig({ ...usual, fixed_settings: { ...usual.fixed_settings, assignment } });
}

/** Is there, with a connection: who has none would be found to be gone. */
async function be(who: Person, status: "online" | "away") {
  const socket = await connect(who);
  await expect.poll(() => statusOf(who), SOON).toBe("online");
  if (status === "away") await socket.call("agent:set_status", { status });
}

async function statusOf({ id }: Person) {
  const [row] = await db().select({ status: users.status }).from(users).where(eq(users.id, id));
  return row?.status;
}

const holders = async () => {
  const rows = await db()
    .select({ id: sessions.id, agent_id: sessions.agent_id, status: sessions.status })
    .from(sessions)
    .orderBy(sessions.created_at, sessions.id);
  return rows.map(({ agent_id }) => agent_id);
};
const assignmentsOf = async (id: string): Promise<Assignment[]> =>
  dataOf(await rest(admin).get(`/api/live-chat/${id}/assignments`)).items;

test("as long as no admin wants it nothing is assigned", async () => {
  await be(await makeAgent(), "online");
  await startChat(customer);
  expect(await assignWaiting()).toBe(0);
  expect(await holders()).toEqual([null]);
});

test("the chat of a customer comes to who is there, who is told as by an admin, and an admin reads why", async () => {
  const [mara, tom] = await Promise.all([
    makeAgent({ name: "Mara", max_concurrent_chats: 4 }),
    makeAgent({ name: "Tom", max_concurrent_chats: 4 }),
  ]);
  await startActiveChat(customer, mara);
  await be(mara, "away");
  assign("least_busy");
  const socket = await connect(tom);
  const { id } = await startChat(customer);
  const told = await socket.next("chat:session_assigned");
  expect(told).toMatchObject({ session: { id, status: "active" }, agent: { id: tom.id } });
  expect(await assignmentsOf(id)).toMatchObject([
    {
      agent: { id: tom.id, name: "Tom" },
      assigned_by: null,
      left_at: null,
      reasons: {
        mode: "least_busy",
        candidates: [
          { name: "Tom", active_chats: 0, max_concurrent_chats: 4, verdict: "chosen" },
          { name: "Mara", active_chats: 1, status: "away", verdict: "not_online" },
        ],
      },
    },
  ]);
  const [row] = await db().select().from(audit_log).where(eq(audit_log.action, "session.assign"));
  expect(row).toMatchObject({
    actor_id: null,
    subject_id: id,
    details: { agent_id: tom.id, mode: "least_busy" },
  });
});

test("who comes, who has room again and who gives back: each is an occasion, and nobody gets back what they gave back", async () => {
  const mara = await makeAgent({ name: "Mara", max_concurrent_chats: 1 });
  assign("round_robin");
  const [first, second] = [await startChat(customer), await startChat(customer)];
  expect(await holders()).toEqual([null, null]);
  await connect(mara);
  await expect.poll(holders, SOON).toEqual([mara.id, null]);
  dataOf(await rest(mara).post(`/api/live-chat/${first.id}/end`));
  await expect.poll(holders, SOON).toEqual([mara.id, mara.id]);
  dataOf(await rest(mara).post(`/api/live-chat/${second.id}/release`));
  const third = await startChat(customer);
  await expect.poll(holders, SOON).toEqual([mara.id, null, mara.id]);
  dataOf(await rest(admin).patch(`/api/users/${mara.id}`, { max_concurrent_chats: 5 }));
  const fourth = await startChat(customer);
  await expect.poll(holders, SOON).toEqual([mara.id, null, mara.id, mara.id]);
  const tom = await makeAgent({ name: "Tom" });
  await connect(tom);
  await expect.poll(holders, SOON).toEqual([mara.id, tom.id, mara.id, mara.id]);
  expect((await assignmentsOf(second.id)).map(({ agent }) => agent.name)).toEqual(["Mara", "Tom"]);
  expect(third.id).not.toBe(fourth.id);
});

test("the queue's order decides by priority, the time of coming otherwise", async () => {
  const mara = await makeAgent({ max_concurrent_chats: 1 });
  await startChat(customer, { priority: "low" });
  await startChat(customer, { priority: "urgent" });
  await be(mara, "online");
  assign("priority");
  await assignWaiting();
  await expect.poll(holders, SOON).toEqual([null, mara.id]);
});

test("by skill a chat waits for who has all of them", async () => {
  const [mara, tom] = await Promise.all([
    makeAgent({ skills: ["billing"] }),
    makeAgent({ skills: ["billing", "German"] }),
  ]);
  await be(mara, "online");
  assign("skill_based");
  await startChat(customer, { required_skills: ["German", "billing"] });
  expect(await assignWaiting()).toBe(0);
  await be(tom, "online");
  await expect.poll(holders, SOON).toEqual([tom.id]);
});

test("however many wait for who never comes, whoever is behind them has their turn", async () => {
  const mara = await makeAgent({ name: "Mara" });
  await be(mara, "online");
  const { id: first } = await startChat(customer, { required_skills: ["Latin"] });
  await db().execute(sql`
    insert into ${sessions} (id, client_id, subject, channel, customer_id, required_skills)
    select gen_random_uuid(), n, 'Salve', 'api', ${customer.id}, '{Latin}' from generate_series(1, 1200) n`);
  await db().update(sessions).set({ created_at: sql`now() - interval '1 hour'` });
  const last = [await startChat(customer), await startChat(customer)];
  assign("skill_based");
  await assignWaiting();
  for (const { id } of last) {
    await expect.poll(async () => (await assignmentsOf(id))[0]?.agent.name, SOON).toBe("Mara");
    expect((await assignmentsOf(id))[0]?.reasons?.passed_over).toBe(1201);
  }
  expect(await assignmentsOf(first)).toEqual([]);
});

test("beside agents who accept, and on several nodes at once, no limit is passed and no chat is given twice (6)", async () => {
  const agents = await Promise.all(
    Array.from({ length: 5 }, () => makeAgent({ max_concurrent_chats: 3 })),
  );
  await Promise.all(agents.map((one) => be(one, "online")));
  const chats = await Promise.all(Array.from({ length: 30 }, () => startChat(customer)));
  assign("least_busy");
  const accepts = chats
    .slice(0, 10)
    .map(({ id }, n) => rest(agents[n % 5] as Person).post(`/api/live-chat/${id}/accept`));
  await Promise.all([assignWaiting(), ...accepts, assignWaiting(), assignWaiting()]);
  const given = async () => (await holders()).filter((agent_id) => agent_id !== null);
  await expect.poll(async () => (await given()).length, SOON).toBe(15);
  const staff = await db()
    .select({ id: users.id, active_chats: users.active_chats })
    .from(users)
    .where(eq(users.status, "online"));
  expect(staff.map(({ active_chats }) => active_chats)).toEqual([3, 3, 3, 3, 3]);
  const held = await given();
  for (const { id } of staff) expect(held.filter((one) => one === id)).toHaveLength(3);
  const rows = await db().select({ id: assignments.session_id }).from(assignments);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test("two hundred who wait are given to who has room in a handful of queries each, and the rest stay", async () => {
  const agents = await Promise.all(
    Array.from({ length: 20 }, () => makeAgent({ max_concurrent_chats: 4 })),
  );
  await Promise.all(agents.map((one) => be(one, "online")));
  await Promise.all(Array.from({ length: 200 }, () => startChat(customer)));
  assign("round_robin");
  const waiting = async () => (await holders()).filter((agent_id) => agent_id === null).length;
  await assignWaiting();
  await expect.poll(waiting, SOON).toBe(120);
  const staff = await db()
    .select({ n: users.active_chats })
    .from(users)
    .where(eq(users.status, "online"));
  expect(staff.map(({ n }) => n)).toEqual(Array(20).fill(4));
});
