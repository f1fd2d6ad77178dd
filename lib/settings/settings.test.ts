import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { settings as table } from "@/db/schema/settings";
import { ASSIGNMENT_MODES } from "@/lib/assignment/contract";
import { setConfig } from "@/lib/config";
import { sendMessage } from "@/lib/messages/commands";
import { startSession } from "@/lib/sessions/commands";
import { updateSettings } from "@/lib/settings/commands";
import {
  NUMBER_NAMES,
  SETTINGS,
  updateSettingsInput,
  usualSettings,
} from "@/lib/settings/contract";
import { loadSettings, readSettings, settings } from "@/lib/settings/queries";
import { slot } from "@/lib/slot";
import { testConfig, withDatabase } from "@/testing/database";
import { insertChat, makeAdmin, makeAgent, makeCustomer, type Person } from "@/testing/people";

withDatabase();

let ada: Person;
let bea: Person;
beforeAll(async () => {
  [ada, bea] = await Promise.all([makeAdmin({ name: "Ada" }), makeAdmin({ name: "Bea" })]);
});
beforeEach(async () => {
  setConfig(testConfig());
  await db().delete(table);
  await db().execute(sql`truncate ${audit_log}`);
  await loadSettings();
});

const acts = () => db().select().from(audit_log).where(eq(audit_log.action, "settings.update"));

test("where nobody chose, the defaults of the contract are in force", async () => {
  setConfig(testConfig({ PARLEY_MESSAGES_PER_SECOND: "" }));
  expect(settings()).toEqual({
    assignment: "manual",
    max_connections: 1000,
    messages_per_second: 10,
    session_timeout: 30 * 60,
    message_length: 10_000,
    file_size: 10 * 1024 * 1024,
    max_chats_per_agent: 5,
    away_after: 5 * 60,
    retention: 0,
  });
  expect(await readSettings(ada.actor)).toEqual({
    settings: { version: 0, values: settings(), fixed: {}, updated_by: null, updated_at: null },
  });
});

test("a look from before a save, whose answer comes after it, does not undo it", async () => {
  let arrive = () => {};
  const on_its_way = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const pool = slot<{ database: ReturnType<typeof db> }>("database");
  const open = pool.get();
  const select = () => ({
    from: async () => {
      const rows = await open.database.select().from(table);
      await on_its_way;
      return rows;
    },
  });
  pool.set({ ...open, database: { ...open.database, select } as unknown as typeof open.database });
  const early = loadSettings();
  pool.set(open);
  await updateSettings(ada.actor, { version: 0, session_timeout: 600 });
  arrive();
  await early;
  expect(settings().session_timeout).toBe(600);
});

test("a save is in force at once, says who made it and leaves what was and what is", async () => {
  const change = { version: 0, session_timeout: 600, away_after: usualSettings.away_after };
  const { settings: saved } = await updateSettings(ada.actor, change);
  expect(settings().session_timeout).toBe(600);
  expect(saved).toMatchObject({
    version: 1,
    values: { session_timeout: 600 },
    updated_by: { id: ada.id, name: "Ada" },
  });
  expect(await acts()).toMatchObject([
    {
      actor_id: ada.id,
      details: { before: { session_timeout: 1800 }, after: { session_timeout: 600 } },
    },
  ]);
});

test("another node has it with its next look", async () => {
  const row = { version: 1, values: { away_after: 90 }, updated_by: ada.id };
  await db().insert(table).values(row);
  expect(settings().away_after).toBe(300);
  await loadSettings();
  expect(settings().away_after).toBe(90);
});

test("of two admins who save at once the later one is told, by name and with what is there", async () => {
  const results = await Promise.allSettled([
    updateSettings(ada.actor, { version: 0, away_after: 90 }),
    updateSettings(bea.actor, { version: 0, away_after: 120 }),
  ]);
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(1);
  const { settings: now } = (await readSettings(ada.actor)) as { settings: { version: number } };
  expect(now.version).toBe(1);
  expect(refused[0]?.reason).toMatchObject({
    code: "CONFLICT",
    message: expect.stringMatching(/^(Ada|Bea) has saved other settings/),
    extra: { details: { settings: now } },
  });
  expect(await acts()).toHaveLength(1);
});

test("who saved before is not in one's own way", async () => {
  await updateSettings(ada.actor, { version: 0, away_after: 90 });
  await updateSettings(ada.actor, { version: 1, away_after: 120 });
  expect(settings().away_after).toBe(120);
});

test("nothing is written where nothing changes", async () => {
  await updateSettings(ada.actor, { version: 0, away_after: 300 });
  expect(await db().select().from(table)).toEqual([]);
  expect(await acts()).toEqual([]);
});

test("the assignment is one of a few, and the refusal names them", () => {
  const parse = (assignment: unknown) => updateSettingsInput.safeParse({ version: 0, assignment });
  for (const mode of ASSIGNMENT_MODES) expect(parse(mode).success).toBe(true);
  for (const wrong of ["random", "", 1, null]) {
    expect(parse(wrong).error?.issues[0]).toMatchObject({
      path: ["assignment"],
      message: "is one of manual, round_robin, least_busy, skill_based, priority",
    });
  }
});

test.each(NUMBER_NAMES)("%s has its bounds, and the refusal names them", (name) => {
  const { minimum, maximum, has_off } = { has_off: false, ...SETTINGS[name] };
  const parse = (value: unknown) => updateSettingsInput.safeParse({ version: 0, [name]: value });
  for (const fine of [minimum, maximum]) expect(parse(fine).success).toBe(true);
  for (const wrong of [minimum - 1, maximum + 1, minimum + 0.5, "20", null, Number.NaN]) {
    const { error } = parse(wrong);
    expect(error?.issues[0]).toMatchObject({
      path: [name],
      message: `is ${has_off ? "0 or " : ""}a whole number from ${minimum} to ${maximum}`,
    });
  }
  expect(parse(0).success).toBe(has_off);
});

test("what the environment sets goes before, and nobody changes it here", async () => {
  await updateSettings(ada.actor, { version: 0, away_after: 90, session_timeout: 600 });
  setConfig(testConfig({ PARLEY_AWAY_AFTER: "20" }));
  expect(settings()).toMatchObject({ away_after: 20, session_timeout: 600 });
  const { settings: shown } = await readSettings(ada.actor);
  expect(shown).toMatchObject({
    values: { away_after: 20 },
    fixed: { away_after: "PARLEY_AWAY_AFTER" },
  });
  await expect(updateSettings(ada.actor, { version: 1, away_after: 60 })).rejects.toMatchObject({
    code: "VALIDATION",
    message: "away_after: is set by the variable PARLEY_AWAY_AFTER",
    extra: { field: "away_after" },
  });
  await updateSettings(ada.actor, { version: 1, session_timeout: 900 });
  setConfig(testConfig());
  expect(settings()).toMatchObject({ away_after: 90, session_timeout: 900 });
});

test("a row with values that are not allowed any more counts for the rest", async () => {
  const values = { away_after: 1, session_timeout: 600, gone: 3 } as never;
  await db().insert(table).values({ version: 4, values, updated_by: ada.id });
  await loadSettings();
  expect(settings()).toEqual({ ...settings(), away_after: 300, session_timeout: 600 });
  expect(settings()).not.toHaveProperty("gone");
});

test("a lower length refuses what is longer, and no retry of what was accepted before", async () => {
  const [customer, agent, other] = await Promise.all([makeCustomer(), makeAgent(), makeCustomer()]);
  const session_id = await insertChat({ customer, agent, status: "active" });
  const message = {
    session_id,
    client_id: uuidv7(),
    type: "text" as const,
    content: "🙂".repeat(101),
  };
  const chat = { subject: "Lamp", message: "a".repeat(101), client_id: uuidv7() };
  const first = await sendMessage(customer.actor, message);
  const { session } = await startSession(customer.actor, chat);
  await updateSettings(ada.actor, { version: 0, message_length: 100 });

  expect(await sendMessage(customer.actor, message)).toEqual(first);
  expect((await startSession(customer.actor, chat)).session.id).toBe(session.id);
  await expect(
    sendMessage(customer.actor, { ...message, client_id: uuidv7() }),
  ).rejects.toMatchObject({
    code: "VALIDATION",
    message: "content: has at most 100 characters",
    extra: { field: "content", details: { message_length: 100 } },
  });
  await expect(
    startSession(customer.actor, { ...chat, client_id: uuidv7() }),
  ).rejects.toMatchObject({ message: "message: has at most 100 characters" });
  // Who may not know of the chat learns nothing of it either.
  await expect(sendMessage(other.actor, message)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await sendMessage(customer.actor, { ...message, client_id: uuidv7(), content: "🙂".repeat(100) });
});
