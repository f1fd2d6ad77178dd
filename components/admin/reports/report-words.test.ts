import { expect, test } from "vitest";
import { changeText, durationText, valueText } from "@/components/admin/reports/report-words";

test.each([
  [0, "0 s"],
  [59, "59 s"],
  [60, "1 min"],
  [247, "4 min 7 s"],
  [3600, "1 h"],
  [3725, "1 h 2 min"],
  [86_399, "23 h 59 min"],
  [97_200, "1 d 3 h"],
])("%i seconds are %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test.each([
  [120, 100, "+20% more"],
  [82, 100, "−18% less"],
  [1006, 1000, "+0.6% more"],
  [99_999, 100_000, "−0.1% less"],
  [5, 5, "As before"],
  [0, 0, "As before"],
  [7, 0, "+7, none before"],
  [0, 7, "−100% less"],
  [null, 7, "Nothing to compare"],
  [7, null, "Nothing to compare"],
])("%j after %j is %s", (now, before, text) => {
  expect(changeText(now, before)).toBe(text);
});

test("scores and messages are plain numbers, the rest is time, and nothing is a dash", () => {
  expect(valueText("satisfaction", 4.25)).toBe("4.25");
  expect(valueText("wait", 61)).toBe("1 min 1 s");
  expect(valueText("wait", null)).toBe("–");
});
