import { AsyncLocalStorage } from "node:async_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setConfig } from "@/lib/config";
import { countTry, forgetTries, LIMITS, type Limit, takeBackTry } from "@/lib/limits/attempts";
import { testConfig } from "@/testing/database";

const { times, within } = LIMITS.register_by_address;

beforeEach(() => {
  vi.useFakeTimers();
  setConfig(testConfig({ PARLEY_LIMIT_FACTOR: "1" }));
  forgetTries();
});
afterEach(() => {
  vi.useRealTimers();
  setConfig(testConfig());
});

async function passed(limit: Limit, key: string, tries: number): Promise<number> {
  const outcomes = await Promise.allSettled(
    Array.from({ length: tries }, () => countTry(limit, key)),
  );
  return outcomes.filter(({ status }) => status === "fulfilled").length;
}

test("of many at once as many pass as may, and others are not held up", async () => {
  expect(await passed("register_by_address", "a", times + 30)).toBe(times);
  expect(await passed("register_by_address", "b", 1)).toBe(1);
  expect(await passed("setup_by_address", "a", 1)).toBe(1);
});

test("the refusal says in words and in milliseconds when to try again, and it is so", async () => {
  await passed("register_by_address", "a", times);
  await vi.advanceTimersByTimeAsync((within - 600) * 1000);
  const refusal = await countTry("register_by_address", "a").catch((error) => error);
  expect(refusal).toMatchObject({
    code: "RATE_LIMITED",
    message: "That was tried too often. Try again in 10 minutes.",
    extra: { retry_after_ms: 600_000 },
  });
  await vi.advanceTimersByTimeAsync(refusal.extra.retry_after_ms);
  expect(await passed("register_by_address", "a", times + 1)).toBe(times);
});

test("nobody who keeps trying makes it longer", async () => {
  await passed("register_by_address", "a", times * 10);
  await vi.advanceTimersByTimeAsync(within * 1000);
  expect(await passed("register_by_address", "a", 1)).toBe(1);
});

test("what is taken back does not count", async () => {
  for (let tries = 0; tries < times * 2; tries++) {
    await countTry("register_by_address", "a");
    await takeBackTry("register_by_address", "a");
  }
  expect(await passed("register_by_address", "a", times + 1)).toBe(times);
});

test("a factor raises all of them", async () => {
  setConfig(testConfig({ PARLEY_LIMIT_FACTOR: "3" }));
  expect(await passed("register_by_address", "a", times * 4)).toBe(times * 3);
});

test("a try keeps nothing of the call that made it", async () => {
  vi.useRealTimers();
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const calls = new AsyncLocalStorage<object>();
  const made = await calls.run({ socket: "a large thing" }, async () => {
    await countTry("upload_size_by_customer", "somebody");
    await takeBackTry("sign_in_by_account", "somebody");
    return new WeakRef(calls.getStore() as object);
  });
  await vi.waitFor(
    () => {
      collect();
      // A boolean: an expectation that fails keeps what it was given.
      expect(made.deref() === undefined).toBe(true);
    },
    { timeout: 10_000, interval: 20 },
  );
  // They are counted still.
  expect(await passed("upload_size_by_customer", "somebody", 201)).toBe(199);
});
