import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Colour, contrast, fromOklch, over } from "@/components/design/tokens/contrast";
import { PROMISES, ROLES } from "@/components/design/tokens/promises";

const CSS = readFileSync(
  fileURLToPath(new URL("../../../app/globals.css", import.meta.url)),
  "utf8",
);
const OKLCH = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: / ([\d.]+))?\)`;
const TOKEN = new RegExp(String.raw`--color-([\w-]+): light-dark\(${OKLCH}, ${OKLCH}\);`, "g");

/** The colours that app/globals.css gives, each for light and for dark. */
const tokens = new Map(
  Array.from(CSS.matchAll(TOKEN), ([, name, l1, c1, h1, a1, l2, c2, h2, a2]) => {
    const colour = (...[l, c, h, alpha]: (string | undefined)[]) =>
      fromOklch(Number(l), Number(c), Number(h), Number(alpha ?? 1));
    return [name as string, { light: colour(l1, c1, h1, a1), dark: colour(l2, c2, h2, a2) }];
  }),
);

const hex = ({ red, green, blue }: Colour) =>
  `#${[red, green, blue]
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

test("OKLCH becomes the sRGB that browsers show", () => {
  expect(hex(fromOklch(0.62796, 0.25768, 29.234))).toBe("#ff0000");
  expect(hex(fromOklch(0.86644, 0.29483, 142.495))).toBe("#00ff00");
  expect(hex(fromOklch(0.45201, 0.31321, 264.052))).toBe("#0000ff");
  expect(hex(fromOklch(0.59987, 0, 0))).toBe("#808080");
});

test("contrast is that of WCAG", () => {
  const grey = (step: number) => ({ red: step, green: step, blue: step, alpha: 1 });
  expect(contrast(grey(0), grey(1))).toBeCloseTo(21, 5);
  expect(contrast(grey(1), grey(1))).toBe(1);
  // The lightest grey that may carry words on white.
  expect(contrast(grey(0x76 / 255), grey(1))).toBeCloseTo(4.54, 2);
  expect(over({ ...grey(0), alpha: 0.25 }, grey(1))).toEqual(grey(0.75));
});

test("every colour has its role, and every role its colour", () => {
  const declared = Array.from(CSS.matchAll(/--color-([a-z][\w-]*):/g), ([, name]) => name);
  const described = Object.values(ROLES).flatMap((roles) => Object.keys(roles));
  expect(declared.toSorted()).toEqual(described.toSorted());
  expect([...tokens.keys()].toSorted()).toEqual(described.toSorted());
});

describe.each(["light", "dark"] as const)("in the %s", (scheme) => {
  test.each(PROMISES)("$ink on $ground $veil has $least:1", ({ ink, ground, veil, least }) => {
    const colour = (name: string) => tokens.get(name)![scheme];
    const seen = veil ? over(colour(veil), colour(ground)) : colour(ground);
    expect(contrast(colour(ink), seen)).toBeGreaterThanOrEqual(least);
  });
});
