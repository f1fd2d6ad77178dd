import { expect, test } from "vitest";
import { startInput } from "@/lib/sessions/contract";
import { subjectOf } from "./subject";

test("a subject is the first line that says something", () => {
  expect(subjectOf("  \n\u200b\n My\torder   is late \nsecond")).toBe("My order is late");
});

test("a long line is cut at a word, and a long word anywhere", () => {
  expect(subjectOf("word ".repeat(30))).toMatch(/^(word ){14}word…$/);
  expect(Array.from(subjectOf("x".repeat(300)))).toHaveLength(80);
});

test.each([
  "👩‍👩‍👧‍👦".repeat(200),
  "\u200b",
  "\u2800",
  "مرحبا ".repeat(50),
  "a\u2028b",
  "e\u0301".repeat(9000),
])("the server takes the subject no. %#", (message) => {
  expect(startInput.shape.subject.safeParse(subjectOf(message)).success).toBe(true);
});
