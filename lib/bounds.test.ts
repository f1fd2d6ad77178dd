import { expect, test } from "vitest";
import { checkBounds } from "@/lib/bounds";

const nested = (depth: number): unknown =>
  JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);

test.each([
  ["nothing", undefined],
  ["an empty call", {}],
  ["a call as it is", { a: "text", b: [1, null, true, { c: "😀" }] }],
  ["as deep as may be", nested(8)],
  ["as many values as may be", { a: Array(500).fill(0), b: Array(498).fill("x") }],
])("%s passes", (_, input) => {
  expect(() => checkBounds(input)).not.toThrow();
});

test.each([
  ["too deep", nested(9), "nested too deeply"],
  ["as deep as a frame holds", nested(60_000), "nested too deeply"],
  ["too many values", Array(1001).fill(0), "too many values"],
  ["too many in lists of lists", Array(50).fill(Array(50).fill(0)), "too many values"],
  ["too many keys", Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [n, n])), "values"],
  ["U+0000 deep inside", { a: [{ b: "x\u0000" }] }, "cannot be stored"],
  ["a lone surrogate", { a: "\ud800" }, "cannot be stored"],
  ["U+0000 in a key", { "\u0000": 1 }, "cannot be stored"],
  ["bytes", { a: Buffer.from("text") }, "is no text"],
])("%s is refused", (_, input, message) => {
  expect(() => checkBounds(input)).toThrow(message);
});
