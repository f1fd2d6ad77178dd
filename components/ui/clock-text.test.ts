import { expect, test } from "vitest";
import { clockText } from "./clock-text";

const early = new Date(2026, 10, 22, 4, 56).toISOString();
const late = new Date(2026, 10, 22, 16, 56).toISOString();

test.each([
  ["en-US", early, "4:56 AM"],
  ["en-US", late, "4:56 PM"],
  ["en-GB", early, "04:56"],
  ["en-DE", late, "16:56"],
])("an hour has as many digits as is usual in %s", (locale, at, text) => {
  expect(clockText(at, "time", locale).replace("\u202f", " ")).toBe(text);
});

test("a day comes with the hour in the same habit", () => {
  expect(clockText(early, "both", "en-US").replace("\u202f", " ")).toBe("Nov 22, 4:56 AM");
});

test("what is no time is nothing", () => {
  expect(clockText("soon", "time", "en-US")).toBe("");
});
