import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { session_figures } from "@/db/schema/figures";
import { messages } from "@/db/schema/messages";
import { assignments, sessions } from "@/db/schema/sessions";
import { reportAnalytics } from "@/lib/analytics/commands";
import { analyticsInput, type Spread } from "@/lib/analytics/contract";
import { parseInput } from "@/lib/answer";
import { acceptSession, releaseSession } from "@/lib/assignment/commands";
import { type ErrorCode, isAppError } from "@/lib/errors";
import { sendMessage } from "@/lib/messages/commands";
import { endSession, startSession } from "@/lib/sessions/commands";
import { withDatabase } from "@/testing/database";
import { type ManyChat, manyChats } from "@/testing/many-chats";
import { makeAdmin, makeAgent, makeCustomer, type Person } from "@/testing/people";

withDatabase();

let admin: Person;
let agents: Person[];
let customers: Person[];

beforeAll(async () => {
  admin = await makeAdmin();
  agents = await Promise.all(["Zoe", "Ada", "Mia"].map((name) => makeAgent({ name })));
  customers = await Promise.all([makeCustomer(), makeCustomer()]);
});

beforeEach(() => db().execute(sql`truncate ${sessions}, ${messages} cascade`));

const report = (query: Record<string, string>) =>
  reportAnalytics(admin.actor, parseInput(analyticsInput, query));

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<[ErrorCode, unknown]> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (isAppError(error)) return [error.code, error.extra.field];
    throw error;
  }
  throw new Error("It was allowed.");
}

async function write(chats: ManyChat[]): Promise<void> {
  await db()
    .insert(sessions)
    .values(chats.map(({ session }) => session));
  for (const { log } of chats) if (log.length > 0) await db().insert(messages).values(log);
}

/** The figures once more, in plain code and by their definitions alone. */
describe("plain code over generated chats", () => {
  const secondsFrom = (start: string, end: string) =>
    Math.max(0, Math.round((Date.parse(end) - Date.parse(start)) / 1000));

  type Measured = { measure: string; agent_id: number | null | undefined; value: number };

  function measured({ session, log }: ManyChat): Measured[] {
    const found: Measured[] = [];
    const { agent_id, created_at, assigned_at, ended_at, rating } = session;
    const add = (measure: string, value: number, who = agent_id) =>
      found.push({ measure, agent_id: who, value });
    if (assigned_at) add("wait", secondsFrom(created_at, assigned_at));
    if (ended_at) add("duration", secondsFrom(created_at, ended_at));
    if (rating) add("satisfaction", rating);
    const said = log.filter((one) => !one.is_internal && one.sender_type !== "system");
    add("messages", said.length);
    let asked_at: string | null = null;
    let is_answered = false;
    for (const { sender_type, sender_id, created_at: said_at } of said) {
      if (sender_type === "customer") {
        asked_at ??= said_at;
        continue;
      }
      if (!is_answered) {
        add("first_response", secondsFrom(asked_at ?? created_at, said_at), sender_id);
      }
      if (asked_at) add("response", secondsFrom(asked_at, said_at), sender_id);
      is_answered = true;
      asked_at = null;
    }
    return found;
  }

  function spread(values: number[], measure: string): Spread {
    const sorted = values.toSorted((a, b) => a - b);
    const count = sorted.length;
    if (count === 0) return { count, mean: null, median: null, p90: null };
    const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
    const precision = measure === "messages" || measure === "satisfaction" ? 100 : 1;
    return {
      count,
      mean: Math.round(mean * precision) / precision,
      median: sorted[Math.ceil(count / 2) - 1] as number,
      p90: sorted[Math.ceil((count * 9) / 10) - 1] as number,
    };
  }

  const MEASURES = ["wait", "first_response", "response", "duration", "messages", "satisfaction"];
  const spreads = (all: Measured[]) =>
    Object.fromEntries(
      MEASURES.map((measure) => [
        measure,
        spread(
          all.filter((one) => one.measure === measure).map(({ value }) => value),
          measure,
        ),
      ]),
    );

  function figures(chats: ManyChat[]) {
    const by_status = { pending: 0, active: 0, closed: 0 };
    for (const { session } of chats) by_status[session.status ?? "pending"]++;
    return { sessions: { total: chats.length, by_status }, ...spreads(chats.flatMap(measured)) };
  }

  function byAgent(chats: ManyChat[]) {
    const all = chats.flatMap(measured);
    return agents
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ id, name }) => ({
        agent: { id, name },
        sessions: chats.filter(({ session }) => session.agent_id === id).length,
        ...spreads(all.filter(({ agent_id }) => agent_id === id)),
      }));
  }

  const local = (at: string, timeZone: string) => {
    const parts = new Intl.DateTimeFormat("en", {
      timeZone,
      weekday: "short",
      hour: "numeric",
      hourCycle: "h23",
    }).formatToParts(new Date(at));
    const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
    const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(of("weekday"));
    return { weekday, hour: Number(of("hour")) };
  };

  test.each([1, 2, 3])("agree with the report, seed %i", async (seed) => {
    // The clocks of Berlin change on 2026-03-29.
    const times = { from: Date.UTC(2026, 2, 2), to: Date.UTC(2026, 3, 20) };
    const ids = (people: Person[]) => people.map(({ id }) => id);
    const crowd = { customers: ids(customers), agents: ids(agents) };
    const chats = [...manyChats(400, crowd, times, { seed })];
    await write(chats);
    const found = await report({ from: "2026-03-20", to: "2026-04-07", tz: "Europe/Berlin" });

    const bounds = [
      "2026-02-28T23:00:00.000Z",
      "2026-03-19T23:00:00.000Z",
      "2026-04-07T22:00:00.000Z",
    ];
    const [before, start, end] = bounds as [string, string, string];
    expect(found.previous_period).toEqual({ from: before, to: start });
    expect(found.period).toEqual({ from: start, to: end });
    const within = (from: string, to: string) =>
      chats.filter(({ session }) => session.created_at >= from && session.created_at < to);
    const now = within(start, end);
    expect(found.figures).toEqual(figures(now));
    expect(found.previous).toEqual(figures(within(before, start)));
    expect(found.by_agent).toEqual(byAgent(now));
    const cells = Array.from({ length: 7 }, () => Array<number>(24).fill(0));
    for (const { session } of now) {
      const { weekday, hour } = local(session.created_at, "Europe/Berlin");
      (cells[weekday] as number[])[hour] = (cells[weekday]?.[hour] ?? 0) + 1;
    }
    expect(found.by_weekday_hour).toEqual(cells);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(found.by_weekday).toEqual(cells.map(sum));
    expect(found.by_hour).toEqual(
      cells[0]?.map((_, hour) => sum(cells.map((day) => day[hour] ?? 0))),
    );
    // What was counted for the first report is what the second one finds.
    expect(await report({ from: "2026-03-20", to: "2026-04-07", tz: "Europe/Berlin" })).toEqual(
      found,
    );
  });
});

test("whoever has it now, a chat had waited until the first agent took it", async () => {
  const [agent, other] = agents as [Person, Person];
  const [customer] = customers as [Person];
  const { session } = await startSession(customer.actor, { subject: "Hi" });
  const session_id = session.id;
  await acceptSession(agent.actor, { session_id });
  const earlier = sql`make_interval(secs => 600)`;
  await db()
    .update(sessions)
    .set({
      created_at: sql`${sessions.created_at} - ${earlier}`,
      assigned_at: sql`${sessions.assigned_at} - ${earlier}`,
    });
  await db()
    .update(assignments)
    .set({ assigned_at: sql`${assignments.assigned_at} - ${earlier}` })
    .where(eq(assignments.session_id, session_id));
  await releaseSession(agent.actor, { session_id });
  expect((await report({})).figures.wait).toMatchObject({ count: 0 });
  const { session: taken } = await acceptSession(other.actor, { session_id });
  expect((await report({})).figures.wait).toMatchObject({ count: 1, mean: taken.wait_time });
  expect(taken.wait_time).toBeLessThan(10);
  await endSession(customer.actor, { session_id });
  expect((await report({})).figures.wait).toMatchObject({ count: 1, mean: taken.wait_time });
});

test("a chat's log is counted as it closes, and the same is found while it is open", async () => {
  const [agent] = agents as [Person];
  const [customer] = customers as [Person];
  const { session } = await startSession(customer.actor, { subject: "Hi", message: "One" });
  const session_id = session.id;
  await acceptSession(agent.actor, { session_id });
  const say = (who: Person, client_id: string, is_internal = false) =>
    sendMessage(who.actor, { session_id, client_id, type: "text", content: "…", is_internal });
  await say(agent, "note", true);
  await say(customer, "two");
  await say(agent, "three");
  await say(agent, "four");
  const open = await report({});
  expect(open.figures).toMatchObject({
    messages: { count: 1, mean: 4 },
    first_response: { count: 1 },
    response: { count: 1 },
    duration: { count: 0, mean: null },
    sessions: { total: 1, by_status: { pending: 0, active: 1, closed: 0 } },
  });
  await endSession(customer.actor, { session_id });
  const [counted] = await db()
    .select()
    .from(session_figures)
    .where(eq(session_figures.session_id, session_id));
  expect(counted).toMatchObject({ messages: 4, responder_ids: [agent.id] });
  const { first_response, response, messages } = (await report({})).figures;
  expect({ first_response, response, messages }).toEqual({
    first_response: open.figures.first_response,
    response: open.figures.response,
    messages: open.figures.messages,
  });
});

test("an empty period has zeros, and nothing where nothing was measured", async () => {
  const { figures, previous, by_agent, by_hour } = await report({
    from: "2020-01-01",
    to: "2020-01-01",
  });
  const nothing = { count: 0, mean: null, median: null, p90: null };
  expect(figures).toMatchObject({ sessions: { total: 0 }, wait: nothing, satisfaction: nothing });
  expect(previous).toEqual(figures);
  expect(by_agent).toEqual([]);
  expect(by_hour).toEqual(Array(24).fill(0));
});

test("bounds are days of the zone or times; the period before is as many days or as long", async () => {
  // The day on which the clocks go forward has 23 hours.
  const day = await report({ from: "2026-03-29", to: "2026-03-29", tz: "Europe/Berlin" });
  expect(day.period).toEqual({ from: "2026-03-28T23:00:00.000Z", to: "2026-03-29T22:00:00.000Z" });
  expect(day.previous_period).toEqual({ from: "2026-03-27T23:00:00.000Z", to: day.period.from });
  const hours = await report({ from: "2026-03-29T10:00:00Z", to: "2026-03-29T14:00:00+01:00" });
  expect(hours.period).toEqual({
    from: "2026-03-29T10:00:00.000Z",
    to: "2026-03-29T13:00:00.000Z",
  });
  expect(hours.previous_period.from).toBe("2026-03-29T07:00:00.000Z");
  const usual = await report({ tz: "Asia/Kolkata" });
  expect(usual.period.from).toMatch(/T18:30:00.000Z$/);
  const days = (Date.parse(usual.period.to) - Date.parse(usual.period.from)) / 86_400_000;
  expect(days).toBeGreaterThan(6);
  expect(days).toBeLessThanOrEqual(7);
  // Seven days whose last one is not over are compared with seven that end at the same time.
  const shifted = (at: string) => new Date(Date.parse(at) - 7 * 86_400_000).toISOString();
  expect(usual.previous_period).toEqual({
    from: shifted(usual.period.from),
    to: shifted(usual.period.to),
  });
});

test.each([
  [{ from: "2026-02-01", to: "2026-01-31" }, "to"],
  [{ from: "2026-02-01T10:00:00Z", to: "2026-02-01T10:00:00Z" }, "to"],
  [{ from: "2999-01-01" }, "to"],
  [{ from: "2020-01-01", to: "2022-01-01" }, "from"],
  [{ from: "1970-01-01", to: "9999-12-01" }, "from"],
  // The period before them lies before all time that PostgreSQL knows.
  [{ from: "1970-01-02", to: "9999-12-30" }, "from"],
  [{ from: "1970-01-02T00:00:00Z", to: "9999-12-30T00:00:00Z" }, "from"],
  [{ from: "2026-02-30" }, "from"],
  [{ from: "infinity" }, "from"],
  [{ to: "yesterday" }, "to"],
  [{ tz: "+02:00" }, "tz"],
  [{ tz: "Mars/Olympus" }, "tz"],
  [{ tz: "" }, "tz"],
  [{ from: "2026-01-01'; drop table users; --" }, "from"],
  [{ zone: "UTC" }, "zone"],
])("%j is refused and says why", async (query, field) => {
  expect(await codeOf(() => report(query as Record<string, string>))).toEqual([
    "VALIDATION",
    field,
  ]);
});

test("every zone that Node knows is one to the database", async () => {
  const named = Intl.supportedValuesOf("timeZone");
  const known = await db().execute<{ name: string }>(sql`select name from pg_timezone_names`);
  const names = new Set([...known].map(({ name }) => name));
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});

test("an agent is told nothing", async () => {
  const [agent] = agents as [Person];
  expect(await codeOf(reportAnalytics(agent.actor, {}))).toEqual(["FORBIDDEN", undefined]);
});
