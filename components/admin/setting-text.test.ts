import { expect, test } from "vitest";
import {
  changedNames,
  isErasing,
  SETTING_GROUPS,
  SETTING_WORDS,
  settingProblem,
  shownValue,
  typedValue,
} from "@/components/admin/setting-text";
import { NUMBER_NAMES, SETTING_NAMES, SETTINGS, usualSettings } from "@/lib/settings/contract";

test("each setting is on the page once", () => {
  expect(SETTING_GROUPS.flatMap(({ names }) => names).sort()).toEqual([...SETTING_NAMES].sort());
});

test.each(NUMBER_NAMES)("%s has the bounds and the default of the contract", (name) => {
  const { size, minimum, maximum, usual, has_off = false } = SETTING_WORDS[name];
  const { variable, ...bounds } = { has_off: false, ...SETTINGS[name] };
  expect({
    usual: usual * size,
    minimum: minimum * size,
    maximum: maximum * size,
    has_off,
  }).toEqual(bounds);
});

test.each([
  ["20", 1200],
  [" 20 ", 1200],
  ["0", null],
  ["10081", null],
  ["1.5", null],
  ["", null],
  ["many", null],
])("%j minutes are %j seconds", (text, seconds) => {
  expect(typedValue("session_timeout", text)).toBe(seconds);
});

test.each([
  ["0", 0],
  ["30", 2_592_000],
  ["-1", null],
  ["3651", null],
])("%j days are %j seconds, and 0 is none", (text, seconds) => {
  expect(typedValue("retention", text)).toBe(seconds);
});

test("what is shown is what was typed", () => {
  expect(shownValue("session_timeout", 1200)).toBe("20");
  expect(shownValue("session_timeout", 90)).toBe("1.5");
  expect(settingProblem("away_after")).toBe("Enter a whole number from 1 to 1,440 minutes.");
});

test.each([
  ["30", 0, true],
  ["30", 60, true],
  ["60", 30, false],
  ["30", 30, false],
  ["0", 30, false],
  ["many", 0, false],
  [undefined, 0, false],
])("to erase after %s days instead of %s erases what was kept: %s", (retention, before, erases) => {
  const values = { ...usualSettings, retention: before * 86_400 };
  expect(isErasing({ retention }, values)).toBe(erases);
});

test("what was typed back is no change", () => {
  expect(changedNames({ away_after: "5", session_timeout: "x" }, usualSettings)).toEqual([
    "session_timeout",
  ]);
});
