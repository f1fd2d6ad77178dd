import fc from "fast-check";
import { expect, test } from "vitest";
import { csvCell } from "@/lib/csv";

test.for([
  ["plain", "plain"],
  ["", ""],
  ['Quotes " and, commas', '"Quotes "" and, commas"'],
  ["two\nlines", '"two\nlines"'],
  ["a - b = c", "a - b = c"],
  ["=1+1", "'=1+1"],
  ["-1", "'-1"],
  ["＝1+1", "'＝1+1"],
  ["\tx", '"\'\tx"'],
  ["  =1", "  '=1"],
  ["hello;=1+1", '"hello;\'=1+1"'],
  ["hello; =1+1;-2", "\"hello; '=1+1;'-2\""],
  ['hello;"=1+1"', '"hello;""\'=1+1"""'],
  ["hello\n=1+1", '"hello\n\'=1+1"'],
  ["hello\t@SUM(A1)", '"hello\t\'@SUM(A1)"'],
] as const)("%j is written as %j", ([text, cell]) => {
  expect(csvCell(text)).toBe(cell);
});

/** With a quote and white space, which some programs leave out, and what parts cells somewhere. */
const nasty = fc.string({
  unit: fc.constantFrom(
    "=",
    "+",
    "-",
    "@",
    "＝",
    ";",
    "|",
    "\t",
    "\r",
    "\n",
    '"',
    " ",
    "'",
    ",",
    "a",
  ),
});

test("whatever parts its cells, none of them begins as a formula", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      for (const separator of [/[;\r\n]/, /[|\r\n]/, /[\t\r\n]/]) {
        for (const part of csvCell(text).split(separator)) {
          expect(part).not.toMatch(/^[\s"]*[=+\-@＝]/);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test("one that keeps to the standard reads the text, with an apostrophe at most", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const cell = csvCell(text);
      const read = /^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect(read.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
    }),
  );
});
