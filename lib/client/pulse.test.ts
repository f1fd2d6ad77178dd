import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPulse } from "./pulse";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** A line on which an answer takes `takes` milliseconds, or never comes. */
function line(takes: number | null = 20) {
  const seen = { asked: 0, deaths: 0 };
  const answer = { takes };
  const pulse = createPulse({
    ask(onAnswer) {
      seen.asked++;
      if (answer.takes === null) return;
      setTimeout(() => {
        pulse.heard();
        onAnswer();
      }, answer.takes);
    },
    onDead: () => void seen.deaths++,
  });
  pulse.start();
  return { pulse, seen, answer };
}

const pass = (milliseconds: number) => vi.advanceTimersByTime(milliseconds);

test("a line on which nothing comes is asked after 10 s, and dead after 4 more without an answer", () => {
  const { seen } = line(null);
  pass(9900);
  expect(seen.asked).toBe(0);
  pass(200);
  expect(seen).toEqual({ asked: 1, deaths: 0 });
  pass(3900);
  expect(seen.deaths).toBe(1);
});

test("a line that answers lives, and one on which things come is not asked", () => {
  const { pulse, seen } = line();
  pass(25_000);
  expect(seen).toEqual({ asked: 2, deaths: 0 });
  for (let count = 0; count < 60; count++) {
    pass(1000);
    pulse.heard();
  }
  expect(seen).toEqual({ asked: 2, deaths: 0 });
});

test("an answer that is due for 3 s makes it be asked", () => {
  const { pulse, seen } = line(null);
  const answered = pulse.expect();
  pass(3100);
  expect(seen.asked).toBe(1);
  pass(4000);
  expect(seen.deaths).toBe(1);
  answered();
});

test("an answer that came in time does not", () => {
  const { pulse, seen } = line(null);
  pulse.expect()();
  pass(5000);
  expect(seen.asked).toBe(0);
});

test("a line that is asked is not asked again meanwhile, and where there is doubt it has half the time", () => {
  const { pulse, seen } = line(null);
  for (let count = 0; count < 5; count++) pulse.check("doubtful");
  expect(seen).toEqual({ asked: 1, deaths: 0 });
  pass(2000);
  expect(seen.deaths).toBe(1);
});

test("an answer from before a sleep says nothing of the line on which the page wakes up", () => {
  const { pulse, seen, answer } = line(20);
  pulse.check("doubtful");
  answer.takes = null;
  // It wakes up, and reads then what had come before.
  pulse.check("doubtful");
  pass(20);
  expect(seen).toEqual({ asked: 2, deaths: 0 });
  pass(6000);
  expect(seen.deaths).toBe(1);
});

test("while other things come the answer may take longer, but not for ever", () => {
  const { pulse, seen } = line(null);
  pulse.check();
  for (let count = 0; count < 11; count++) {
    pass(1000);
    pulse.heard();
  }
  expect(seen.deaths).toBe(0);
  pass(1000);
  expect(seen.deaths).toBe(1);
});

test("a line that is slow and no more is not given up again and again", () => {
  const { pulse, seen } = line(6000);
  pulse.check();
  pass(4000);
  expect(seen.deaths).toBe(1);
  pulse.start();
  pass(30_000);
  expect(seen.deaths).toBe(1);
});

test("one that answers as quickly as before has no more time than before", () => {
  const { pulse, seen, answer } = line(null);
  pulse.check();
  pass(4000);
  expect(seen.deaths).toBe(1);
  answer.takes = 20;
  pulse.start();
  pass(100);
  answer.takes = null;
  pulse.check();
  pass(4000);
  expect(seen.deaths).toBe(2);
});

test("after its end nothing is asked", () => {
  const { pulse, seen } = line(null);
  pulse.check();
  pulse.stop();
  pass(60_000);
  expect(seen).toEqual({ asked: 1, deaths: 0 });
});
