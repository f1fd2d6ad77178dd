import { expect, test } from "vitest";
import { isFolded, linesOf } from "@/components/chat/message-fold";

test("lines are counted as they stand, and as they are broken", () => {
  expect(linesOf("one")).toBe(1);
  expect(linesOf("one\n\nthree")).toBe(3);
  expect(linesOf("a".repeat(150))).toBe(3);
});

test("the longest message is folded, one of a screen is not", () => {
  expect(isFolded("a".repeat(10_000))).toBe(true);
  expect(isFolded("line\n".repeat(40))).toBe(true);
  expect(isFolded("A sentence of the usual length. ".repeat(20))).toBe(false);
  expect(isFolded("line\n".repeat(20))).toBe(false);
});
