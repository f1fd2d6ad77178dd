import { expect, test } from "vitest";
import { waitText } from "./wait-text";

test.each([
  [null, "We cannot say yet how long it will take."],
  [0, "It should take about a minute."],
  [89, "It should take about a minute."],
  [90, "It should take about 2 minutes."],
  [3600, "It should take about 60 minutes."],
  [3630, "It may take more than an hour."],
])("%s seconds", (seconds, text) => {
  expect(waitText(seconds)).toBe(text);
});
