import { expect, test } from "vitest";
import { waitText } from "./wait-text";

test.each([
  [null, "We cannot say yet how long it takes."],
  [0, "You should have an answer in about a minute."],
  [89, "You should have an answer in about a minute."],
  [90, "You should have an answer in about 2 minutes."],
  [3600, "You should have an answer in about 60 minutes."],
  [3630, "An answer may take more than an hour."],
])("%s seconds", (seconds, text) => {
  expect(waitText(seconds)).toBe(text);
});
