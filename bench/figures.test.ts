import { expect, test } from "vitest";
import { latencyOf, median, percentile, spread } from "./figures";

test("a percentile is a value that was measured", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([0, 0.5, 0.99, 0.999, 1].map((share) => percentile(hundred, share))).toEqual([
    1, 50, 99, 100, 100,
  ]);
  expect(percentile([7], 0.5)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test("latencies are sorted as numbers, and stay as they came", () => {
  const values = Float64Array.of(100, 9, 20);
  expect(latencyOf(values)).toEqual({ p50: 20, p99: 100, p999: 100 });
  expect([...values]).toEqual([100, 9, 20]);
});

test("a median is in the middle, or between the two that are", () => {
  expect(median([10, 9, 100])).toBe(10);
  expect(median([1, 2, 3, 10])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
});
