import { expect, test } from "vitest";
import { judge, type Measurement, pairedRatios, verdicts } from "./marks";

function measured(round: number, variant: Measurement["variant"], per_second: number): Measurement {
  const latency = { p50: 1, p99: 2, p999: 3 };
  const figures = {
    per_second,
    delivery: latency,
    acknowledgement: latency,
    app_us: null,
    postgres_us: null,
    generator_busy: 0,
    disturbed: null,
  };
  return { round, variant, load: "closed", figures };
}

test("a ratio pairs what was measured in the same round", () => {
  const measurements = [
    measured(1, "relay", 100),
    measured(1, "parley", 90),
    measured(2, "parley", 60),
    measured(2, "relay", 50),
    measured(3, "parley", 1000),
    measured(4, "relay", 1),
  ];
  const ratios = pairedRatios(measurements, "closed", "relay", ({ per_second }) => per_second);
  expect(ratios).toEqual([0.9, 1.2]);
  const [verdict, ...others] = verdicts(measurements, {}, null);
  expect(others).toEqual([]);
  expect(verdict).toMatchObject({ mark: 0.8, holds: true, spread: { median: 1.05 } });
});

test("the median decides, in the direction of the mark", () => {
  const bound = { name: "one", mark: 3, aim: 2 };
  expect(judge({ ...bound, sense: "≤" }, [1, 3, 100]).holds).toBe(true);
  expect(judge({ ...bound, sense: "≤" }, [1, 3.1, 3.2]).holds).toBe(false);
  expect(judge({ ...bound, sense: "≥" }, [1, 3, 3]).holds).toBe(true);
  expect(judge({ ...bound, sense: "≥" }, [1, 2.9, 100]).holds).toBe(false);
});

test("memory and the comeback are judged where they were measured", () => {
  const held = verdicts(
    [],
    { parley: [15_000, 26_000, 18_000], relay: [10_000, 20_000, 15_000] },
    11,
  );
  expect(held.map(({ holds }) => holds)).toEqual([true, false]);
  expect(held[0]?.values).toEqual([1.5, 1.3, 1.2]);
  expect(verdicts([], { parley: [18_000] }, null)).toEqual([]);
});
