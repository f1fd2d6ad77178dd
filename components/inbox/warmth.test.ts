import { expect, test } from "vitest";
import { warmthOf } from "./warmth";

test("a wait warms up at its thresholds, and sooner for an answer than for an agent", () => {
  expect([0, 119, 120, 299, 300].map((seconds) => warmthOf("agent", seconds))).toEqual([
    "calm",
    "calm",
    "warm",
    "warm",
    "hot",
  ]);
  expect([59, 60, 179, 180].map((seconds) => warmthOf("answer", seconds))).toEqual([
    "calm",
    "warm",
    "warm",
    "hot",
  ]);
});
