import { expect, test } from "vitest";
import { shuffled, startRandom } from "./random";

test("the seed decides the order", () => {
  const items = Array.from({ length: 20 }, (_, i) => i);
  const one = shuffled(items, startRandom(1));
  expect(shuffled(items, startRandom(1))).toEqual(one);
  expect(shuffled(items, startRandom(2))).not.toEqual(one);
  expect(one.toSorted((a, b) => a - b)).toEqual(items);
});
