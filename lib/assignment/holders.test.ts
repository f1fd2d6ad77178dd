import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { releaseLeft } from "@/lib/assignment/commands";
import type { Holder, ReaderSession } from "@/lib/sessions/contract";
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

let customer: Person;
let mara: Person;
let tom: Person;
let admin: Person;

beforeEach(async () => {
  [customer, mara, tom, admin] = await Promise.all([
    makeCustomer(),
    makeAgent({ name: "Mara" }),
    makeAgent({ name: "Tom" }),
    makeAdmin(),
  ]);
});

const path = (id: string) => `/api/live-chat/${id}`;
const act = async (who: Person, id: string, what: string, body = {}): Promise<ReaderSession> =>
  dataOf(await rest(who).post(`${path(id)}/${what}`, body)).session;
const read = async (who: Person, id: string): Promise<ReaderSession> =>
  dataOf(await rest(who).get(path(id))).session;
const rename = (person: Person, name: string) =>
  rest(admin).patch(`/api/users/${person.id}`, { name });
const told = (agents: Holder[]) =>
  agents.map(({ name, left_at }) => (left_at ? `${name} left` : name));

async function statusOf({ id }: Person) {
  const [row] = await db().select({ status: users.status }).from(users).where(eq(users.id, id));
  return row?.status;
}

/** How many wait for a row that somebody else has locked. */
async function waitingForLocks(): Promise<number> {
  const [row] = await db().execute<{ n: number }>(sql`select count(*)::int as n
    from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return row?.n ?? 0;
}

/** The chat as if all of it had happened so many seconds earlier. */
async function longAgo(id: string, seconds: number): Promise<void> {
  const earlier = sql`make_interval(secs => ${seconds})`;
  await db()
    .update(sessions)
    .set({
      created_at: sql`${sessions.created_at} - ${earlier}`,
      assigned_at: sql`${sessions.assigned_at} - ${earlier}`,
    })
    .where(eq(sessions.id, id));
  await db()
    .update(assignments)
    .set({
      assigned_at: sql`${assignments.assigned_at} - ${earlier}`,
      left_at: sql`${assignments.left_at} - ${earlier}`,
    })
    .where(eq(assignments.session_id, id));
}

test("everyone who held a chat is told in order, to both sides, and nothing else of them", async () => {
  const { id } = await startChat(customer);
  expect((await read(customer, id)).agents).toEqual([]);
  await act(mara, id, "accept");
  await act(mara, id, "release");
  await act(admin, id, "assign", { agent_id: tom.id });
  await act(admin, id, "release");
  const session = await act(mara, id, "accept");

  expect(session.agents.map((one) => one.id)).toEqual([mara.id, tom.id, mara.id]);
  expect(told(session.agents)).toEqual(["Mara left", "Tom left", "Mara"]);
  expect(session.agents.at(-1)?.joined_at).toBe(session.assigned_at);
  const times = session.agents.flatMap(({ joined_at, left_at }) => [joined_at, left_at ?? ""]);
  expect(times.filter(Boolean)).toEqual(times.filter(Boolean).toSorted());
  for (const time of times.filter(Boolean)) expect(new Date(time).toISOString()).toBe(time);
  for (const one of session.agents) {
    const { is_given: _, ...rest } = one;
    expect(Object.keys(rest).toSorted()).toEqual(["id", "joined_at", "left_at", "name"]);
  }
  // Whoever did not take it themselves was given it.
  expect(session.agents.filter(({ is_given }) => is_given).length).toBeGreaterThan(0);
  for (const reader of [customer, tom, admin]) {
    expect((await read(reader, id)).agents).toEqual(session.agents);
  }

  // Who has it at its end had it to the end.
  await act(customer, id, "end");
  const lists = [
    await rest(customer).get("/api/live-chat/sessions"),
    await rest(mara).get("/api/live-chat/agent/sessions?status=closed"),
    await rest(admin).get("/api/live-chat/admin/all-sessions"),
  ];
  for (const list of lists) {
    const row = dataOf(list).items.find((one: ReaderSession) => one.id === id);
    expect(row.agents).toEqual(session.agents);
  }
});

test("a chat is given up by who is deactivated, and the customer hears who left", async () => {
  const { id } = await startActiveChat(customer, mara);
  const socket = await connect(customer);
  dataOf(await socket.call("chat:join", { session_id: id }));
  dataOf(await rest(admin).patch(`/api/users/${mara.id}`, { is_active: false }));
  const { session } = await socket.next("chat:session_updated", (e) => e.session.agent === null);
  expect(session.status).toBe("pending");
  expect(told(session.agents)).toEqual(["Mara left"]);
  expect(session.agents).toEqual((await read(customer, id)).agents);
  expect(JSON.stringify(session)).not.toContain(mara.email);
  // Who ends it without another agent leaves it as it was.
  await act(customer, id, "end");
  expect((await read(customer, id)).agents).toEqual(session.agents);
});

test("a chat that went to a colleague in that moment stays theirs", async () => {
  const { id } = await startActiveChat(customer, mara);
  await connect(tom);
  await expect.poll(() => statusOf(tom)).toBe("online");
  let transferred: Promise<unknown> = Promise.resolve();
  let deactivated: Promise<unknown> = Promise.resolve();
  await db().transaction(async (tx) => {
    // Whoever comes for the row now waits, and gets it in the order of coming.
    await tx.select().from(sessions).where(eq(sessions.id, id)).for("update");
    transferred = rest(admin).post(`${path(id)}/transfer`, { agent_id: tom.id });
    await expect.poll(waitingForLocks).toBe(1);
    deactivated = rest(admin).patch(`/api/users/${mara.id}`, { is_active: false });
    await expect.poll(waitingForLocks).toBe(2);
  });
  await Promise.all([transferred, deactivated]);
  const { status, agent } = await read(customer, id);
  expect({ status, agent: agent?.name }).toEqual({ status: "active", agent: "Tom" });
});

test("what is left with somebody who is no staff any more is released later, and nobody else's", async () => {
  const [left, kept] = [
    await startActiveChat(customer, mara),
    await startActiveChat(customer, tom),
  ];
  // As when the server is killed before it has released what they held.
  await db().update(users).set({ is_active: false }).where(eq(users.id, mara.id));
  await releaseLeft();
  const { status, agents } = await read(customer, left.id);
  expect({ status, agents: told(agents) }).toEqual({ status: "pending", agents: ["Mara left"] });
  expect((await read(customer, kept.id)).version).toBe(kept.version);
  const [row] = await db().select().from(users).where(eq(users.id, mara.id));
  expect(row?.active_chats).toBe(0);
});

test("a hold that began before the one who ends it looked ends no earlier than it began", async () => {
  const { id } = await startActiveChat(customer, mara);
  const later = sql`${assignments.assigned_at} + interval '1 minute'`;
  await db().update(assignments).set({ assigned_at: later }).where(eq(assignments.session_id, id));
  const [held] = (await act(mara, id, "release")).agents;
  expect(held?.left_at).toBe(held?.joined_at);
});

test("a new name is told also of who gave the chat back, with a new version", async () => {
  const { id } = await startActiveChat(customer, mara);
  await act(mara, id, "release");
  const { version } = await act(tom, id, "accept");
  const socket = await connect(customer);
  dataOf(await socket.call("chat:join", { session_id: id }));
  dataOf(await rename(mara, "Mara Neumann"));
  const { session } = await socket.next("chat:session_updated", (e) => e.session.version > version);
  expect(told(session.agents)).toEqual(["Mara Neumann left", "Tom"]);
  expect(session.version).toBe(version + 1);
  // Of a chat that they never held nothing is changed.
  const other = await startActiveChat(await makeCustomer(), tom);
  dataOf(await rename(mara, "Mara"));
  expect((await read(tom, other.id)).version).toBe(other.version);
});

test("who was answered waited until the first agent took it, and in the queue the wait goes on", async () => {
  const { id } = await startChat(customer);
  await longAgo(id, 1000);
  expect((await act(mara, id, "accept")).wait_time).toBeGreaterThanOrEqual(1000);
  await longAgo(id, 500);
  // In the queue again.
  expect((await act(mara, id, "release")).wait_time).toBeGreaterThanOrEqual(1500);
  const stats = dataOf(await rest(tom).get("/api/live-chat/queue/stats"));
  const row = stats.sessions.find((one: { id: string }) => one.id === id);
  expect(row.wait_time).toBeGreaterThanOrEqual(1500);
  // Taken again, and ended.
  const first = expect.toSatisfy((wait: number) => wait >= 1000 && wait < 1400);
  expect((await act(tom, id, "accept")).wait_time).toEqual(first);
  await act(tom, id, "release");
  expect((await act(customer, id, "end")).wait_time).toEqual(first);

  const unanswered = await startChat(customer);
  await longAgo(unanswered.id, 60);
  await act(customer, unanswered.id, "end");
  const { wait_time } = await read(admin, unanswered.id);
  expect(wait_time).toEqual(expect.toSatisfy((wait: number) => wait >= 60 && wait < 100));
});
