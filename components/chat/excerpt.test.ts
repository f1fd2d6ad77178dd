import { expect, test } from "vitest";
import { excerptOf } from "@/components/chat/excerpt";

const written = (...given: Parameters<typeof excerptOf>) =>
  excerptOf(...given)
    .map(({ text, is_match }) => (is_match ? `[${text}]` : text))
    .join("");

test("what was found is marked, by characters and not by units", () => {
  expect(
    written("👍 A lamp\nand a lamp", [
      [4, 8],
      [15, 19],
    ]),
  ).toBe("👍 A [lamp] and a [lamp]");
});

test("of a long text the part around the first place is shown", () => {
  const text = `${"before ".repeat(100)}lamp${" after".repeat(100)}`;
  const shown = written(text, [[700, 704]]);
  expect(shown).toContain("before [lamp] after");
  expect(shown.startsWith("…")).toBe(true);
  expect(shown.endsWith("…")).toBe(true);
  expect(shown.length).toBeLessThan(170);
});

test("without a place it is the beginning", () => {
  expect(written("Only this", [])).toBe("Only this");
  expect(written("x".repeat(500), [])).toBe(`${"x".repeat(160)}…`);
});

test("a place that begins behind what is shown is left out, one across the end is cut", () => {
  const text = "a".repeat(155) + "b".repeat(20);
  expect(
    written(text, [
      [0, 1],
      [155, 175],
      [170, 175],
    ]),
  ).toBe(`[a]${"a".repeat(154)}[bbbbb]…`);
});
