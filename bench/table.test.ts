import { expect, test } from "vitest";
import { markdown, percent, short } from "./table";

test("a table is Markdown, its numbers to the right", () => {
  expect(markdown(["", "a"], [["one", "1"]])).toBe("|  | a |\n| --- | ---: |\n| one | 1 |");
});

test("a number shows three figures and all before the point", () => {
  expect([0.123, 1.5, 12.345, 123.45, 12_345, Number.NaN, null].map(short)).toEqual([
    "0.12",
    "1.50",
    "12.3",
    "123",
    "12,345",
    "–",
    "–",
  ]);
  expect([0.123, null].map(percent)).toEqual(["12%", "–"]);
});
