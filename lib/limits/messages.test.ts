import { afterAll, beforeAll, expect, test } from "vitest";
import { setConfig } from "@/lib/config";
import { countMessage } from "@/lib/limits/messages";
import { slot } from "@/lib/slot";
import { testConfig } from "@/testing/database";

beforeAll(() => setConfig(testConfig({ PARLEY_MESSAGES_PER_SECOND: "10" })));
afterAll(() => setConfig(testConfig()));

const START = 1_000_000;
let last_user = 0;
const newUser = () => ++last_user;

/** How many of the messages pass that are sent `every` milliseconds, for so many milliseconds. */
function passed(user_id: number, every: number, milliseconds: number): number {
  let count = 0;
  for (let now = START; now < START + milliseconds; now += every) {
    try {
      countMessage(user_id, now);
      count++;
    } catch {
      // Refused.
    }
  }
  return count;
}

test("ten may come at once, the eleventh is told when to come back, and then it may", () => {
  const user = newUser();
  for (let n = 0; n < 10; n++) countMessage(user, START);
  expect(() => countMessage(user, START)).toThrow(
    expect.objectContaining({ code: "RATE_LIMITED", extra: { retry_after_ms: 100 } }),
  );
  expect(() => countMessage(user, START + 99)).toThrow("too fast");
  countMessage(user, START + 100);
});

test("ten a second pass for as long as one likes, and of a flood hardly more", () => {
  expect(passed(newUser(), 100, 60_000)).toBe(600);
  expect(passed(newUser(), 1, 60_000)).toBe(609);
});

test("a refused try does not make the wait longer, and another sender is not concerned", () => {
  const user = newUser();
  expect(passed(user, 0.01, 10)).toBe(10);
  countMessage(newUser(), START + 10);
  countMessage(user, START + 100);
});

test("who was silent for a while is not kept", () => {
  const senders = slot<{ paid_off_at: Map<number, number> }>("message limiter");
  for (let n = 0; n < 100; n++) countMessage(newUser(), START);
  countMessage(newUser(), START + 120_000);
  expect(senders.get().paid_off_at.size).toBe(1);
});
