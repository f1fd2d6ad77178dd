import { expect, test } from "vitest";
import {
  changedNames,
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
  const { size, minimum, maximum, usual } = SETTING_WORDS[name];
  expect({ usual: usual * size, minimum: minimum * size, maximum: maximum * size }).toEqual({
    usual: SETTINGS[name].usual,
    minimum: SETTINGS[name].minimum,
    maximum: SETTINGS[name].maximum,
  });
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

test("what is shown is what was typed", () => {
  expect(shownValue("session_timeout", 1200)).toBe("20");
  expect(shownValue("session_timeout", 90)).toBe("1.5");
  expect(settingProblem("away_after")).toBe("Enter a whole number from 1 to 1,440 minutes.");
});

test("what was typed back is no change", () => {
  expect(changedNames({ away_after: "5", session_timeout: "x" }, usualSettings)).toEqual([
    "session_timeout",
  ]);
});
