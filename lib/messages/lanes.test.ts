import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLanes, type Lanes } from "@/lib/messages/lanes";

type Entry = { session_id: string; sender_id: number; client_id: string; content: string };
type Batch = { entries: Entry[]; commit(): void; fail(error: unknown): void };

const AWAY = new Error("away");
const RACE = new Error("race");
const BAD = new Error("bad");

/** What was handed to the database, each to be answered by the test. */
let batches: Batch[];
let settled: string[];
let lanes: Lanes<Entry, string>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "performance"] });
  batches = [];
  settled = [];
  lanes = createLanes<Entry, string, string>(1, {
    write: (entries) =>
      new Promise((resolve, reject) => {
        const commit = () => resolve(entries.map((entry) => `${entry.content} is written`));
        batches.push({ entries, commit, fail: reject });
      }),
    settle(entry, outcome) {
      settled.push(entry.content);
      return outcome;
    },
    // As a lock that is held too long: to others it looks like a database that is away.
    isAway: (error) => error === AWAY || error === RACE,
    isRace: (error) => error === RACE,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const entry = (content: string, more: Partial<Entry> = {}): Entry => ({
  session_id: "0000",
  sender_id: 1,
  client_id: content,
  content,
  ...more,
});
const add = (content: string, more: Partial<Entry> = {}) => lanes.add(entry(content, more));
const contents = (batch: Batch | undefined) => batch?.entries.map((one) => one.content);

/** The batch that is handed over next, as soon as it is. */
async function next(n: number): Promise<Batch> {
  await vi.waitFor(() => expect(batches).toHaveLength(n));
  return batches[n - 1] as Batch;
}

test("a lone message waits for no timer", async () => {
  const answer = add("a");
  // Timers stand still in this test: only the event loop goes on.
  await new Promise((resolve) => setImmediate(resolve));
  expect(contents(batches[0])).toEqual(["a"]);
  batches[0]?.commit();
  expect(await answer).toBe("a is written");
});

test("what arrives together is one batch, what arrives during its commit is the next", async () => {
  const answers = [add("a"), add("b")];
  const first = await next(1);
  expect(contents(first)).toEqual(["a", "b"]);
  answers.push(add("c"), add("d"));
  first.commit();
  const second = await next(2);
  expect(contents(second)).toEqual(["c", "d"]);
  second.commit();
  expect(await Promise.all(answers)).toEqual("abcd".split("").map((one) => `${one} is written`));
  expect(settled).toEqual(["a", "b", "c", "d"]);
});

test("a batch has at most 500", async () => {
  const answers = Array.from({ length: 700 }, (_, n) => add(`${n}`));
  const first = await next(1);
  expect(first.entries).toHaveLength(500);
  first.commit();
  const second = await next(2);
  expect(second.entries).toHaveLength(200);
  second.commit();
  await Promise.all(answers);
});

test("promise 2: the same message twice is never in one batch", async () => {
  const answers = [add("a", { client_id: "same" }), add("b"), add("again", { client_id: "same" })];
  const first = await next(1);
  expect(contents(first)).toEqual(["a", "b"]);
  first.commit();
  const second = await next(2);
  expect(contents(second)).toEqual(["again"]);
  second.commit();
  await Promise.all(answers);
});

test("one bad message fails alone", async () => {
  const answers = ["a", "b", "c"].map((content) => add(content));
  const outcome = Promise.allSettled(answers);
  (await next(1)).fail(BAD);
  (await next(2)).commit();
  const alone = await next(3);
  expect(contents(alone)).toEqual(["b"]);
  alone.fail(BAD);
  (await next(4)).commit();
  expect((await outcome).map((one) => one.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(settled).toEqual(["a", "c"]);
});

test("a batch that lost a race is run again whole", async () => {
  const answers = [add("a"), add("b")];
  (await next(1)).fail(RACE);
  const again = await next(2);
  expect(contents(again)).toEqual(["a", "b"]);
  again.commit();
  await Promise.all(answers);
});

test("one that is in the way for long is left behind by the others", async () => {
  const outcome = Promise.allSettled([add("held"), add("free")]);
  for (const n of [1, 2, 3]) (await next(n)).fail(RACE);
  for (const n of [4, 5, 6]) {
    const alone = await next(n);
    expect(contents(alone)).toEqual(["held"]);
    alone.fail(RACE);
  }
  const other = await next(7);
  expect(contents(other)).toEqual(["free"]);
  other.commit();
  expect((await outcome).map((one) => one.status)).toEqual(["rejected", "fulfilled"]);
});

test("promise 1: a batch whose fate is unknown is written again as it was, and settles once", async () => {
  const first = entry("a");
  const answer = lanes.add(first);
  (await next(1)).fail(AWAY);
  await vi.advanceTimersByTimeAsync(250);
  const again = await next(2);
  expect(again.entries[0]).toBe(first);
  again.commit();
  expect(await answer).toBe("a is written");
  expect(settled).toEqual(["a"]);
});

test("promise 11: without a database each is told so within 5 s, and is settled when it is back", async () => {
  const under_way = add("a").catch((error) => error.code);
  const first = await next(1);
  const waiting = add("b").catch((error) => error.code);
  await vi.advanceTimersByTimeAsync(4600);
  expect(await under_way).toBe("UNAVAILABLE");
  expect(await waiting).toBe("UNAVAILABLE");
  const late = add("c");
  first.commit();
  // What was handed over counts and is told; what nobody waits for any more is not written.
  const second = await next(2);
  expect(contents(second)).toEqual(["c"]);
  second.commit();
  await late;
  expect(settled).toEqual(["a", "c"]);
});

test("promise 12: what waits is bounded in number and in length", async () => {
  const first = add("first").catch((error) => error.code);
  await next(1);
  const waiting = Array.from({ length: 5000 }, (_, n) => add(`${n}`).catch((error) => error.code));
  await expect(add("one too many")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await vi.advanceTimersByTimeAsync(4600);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(["UNAVAILABLE"]));
  expect(await first).toBe("UNAVAILABLE");

  const long = "x".repeat(6_000_000);
  const fits = add(long).catch((error) => error.code);
  await expect(add(long)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await vi.advanceTimersByTimeAsync(4600);
  expect(await fits).toBe("UNAVAILABLE");
});

test("each session has its lane, so that one commit holds up at most its own", async () => {
  const two = createLanes<Entry, string, string>(2, {
    write: (entries) =>
      new Promise((resolve, reject) => {
        const commit = () => resolve(entries.map(() => "written"));
        batches.push({ entries, commit, fail: reject });
      }),
    settle: (_, outcome) => outcome,
    isAway: () => false,
    isRace: () => false,
  });
  const held = two.add(entry("a", { session_id: "s-0000" }));
  await next(1);
  const free = two.add(entry("b", { session_id: "s-0001" }));
  (await next(2)).commit();
  expect(await free).toBe("written");
  batches[0]?.commit();
  await held;
});
