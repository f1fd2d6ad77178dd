import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { settings as table } from "@/db/schema/settings";
import { users } from "@/db/schema/users";
import {
  comeOnline,
  goOffline,
  markIdleAway,
  recordActivity,
  setStatus,
} from "@/lib/agents/commands";
import type { AgentStatus } from "@/lib/agents/contract";
import { listAgents } from "@/lib/agents/queries";
import { acceptSession, assignSession } from "@/lib/assignment/commands";
import { updateSettings } from "@/lib/settings/commands";
import { loadSettings } from "@/lib/settings/queries";
import { withDatabase } from "@/testing/database";
import { insertChat, makeAdmin, makeAgent, makeCustomer, type Person } from "@/testing/people";

withDatabase();

const MINUTE = 60;
let agent: Person;

beforeEach(async () => {
  await db().delete(table);
  await loadSettings();
  agent = await makeAgent();
  await comeOnline(agent.id);
});

/** As if the agent had touched nothing for so long; in seconds. */
const rest = (seconds: number) =>
  db()
    .update(users)
    .set({ last_activity_at: sql`now() - make_interval(secs => ${seconds})` })
    .where(eq(users.id, agent.id));

async function now() {
  const { items } = await listAgents(agent.actor);
  const own = items.find(({ id }) => id === agent.id);
  return { status: own?.status, is_idle: own?.is_idle };
}

const versionOf = async () => {
  const [row] = await db().select().from(users).where(eq(users.id, agent.id));
  return row?.version ?? 0;
};

test("after 5 minutes without input they are away by themselves, and back with the next input", async () => {
  await rest(5 * MINUTE - 5);
  await markIdleAway();
  expect(await now()).toEqual({ status: "online", is_idle: false });
  await rest(5 * MINUTE);
  await markIdleAway();
  expect(await now()).toEqual({ status: "away", is_idle: true });
  expect(await recordActivity(agent.actor)).toEqual({ status: "online" });
  await markIdleAway();
  expect(await now()).toEqual({ status: "online", is_idle: false });
});

test("what the admins set counts with the next look", async () => {
  const { actor } = await makeAdmin();
  await rest(2 * MINUTE);
  await markIdleAway();
  expect(await now()).toMatchObject({ status: "online" });
  await updateSettings(actor, { version: 0, away_after: MINUTE });
  await markIdleAway();
  expect(await now()).toEqual({ status: "away", is_idle: true });
});

test("input counts from when it was told", async () => {
  await rest(5 * MINUTE - 5);
  await recordActivity(agent.actor);
  await markIdleAway();
  expect(await now()).toMatchObject({ status: "online" });
});

test("who chose to be away stays so, whatever they touch", async () => {
  await setStatus(agent.actor, { status: "away" });
  const before = await versionOf();
  expect(await recordActivity(agent.actor)).toEqual({ status: "away" });
  expect(await now()).toEqual({ status: "away", is_idle: false });
  // So nobody is told of anything either.
  expect(await versionOf()).toBe(before);
});

test("who was away by themselves and chooses it is so by choice", async () => {
  await rest(5 * MINUTE);
  await markIdleAway();
  await setStatus(agent.actor, { status: "away" });
  await recordActivity(agent.actor);
  expect(await now()).toEqual({ status: "away", is_idle: false });
});

test.each<AgentStatus>(["busy", "away", "offline"])(
  "who chose %s keeps it, however long they rest",
  async (status) => {
    await setStatus(agent.actor, { status });
    await rest(60 * MINUTE);
    await markIdleAway();
    expect(await now()).toEqual({ status, is_idle: false });
  },
);

test("who is gone is offline, also when they were away, and comes back as what they chose", async () => {
  await rest(5 * MINUTE);
  await markIdleAway();
  await goOffline([agent.id]);
  expect(await now()).toEqual({ status: "offline", is_idle: false });
  await comeOnline(agent.id);
  expect(await now()).toEqual({ status: "online", is_idle: false });
});

test("any number of nodes that look at once change it once", async () => {
  await rest(5 * MINUTE);
  const before = await versionOf();
  await Promise.all(Array.from({ length: 8 }, () => markIdleAway()));
  expect(await versionOf()).toBe(before + 1);
});

test("away says that nobody counts on them; they may take chats and be given some all the same", async () => {
  const [customer, admin] = await Promise.all([makeCustomer(), makeAdmin()]);
  await rest(5 * MINUTE);
  await markIdleAway();
  const [taken, given] = await Promise.all([
    insertChat({ customer, status: "pending" }),
    insertChat({ customer, status: "pending" }),
  ]);
  await acceptSession(agent.actor, { session_id: taken });
  await assignSession(admin.actor, { session_id: given, agent_id: agent.id });
  expect(await now()).toEqual({ status: "away", is_idle: true });
});
