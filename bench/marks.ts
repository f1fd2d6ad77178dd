import { type Spread, spread } from "./figures";
import type { Figures } from "./measure";
import type { LoadName } from "./options";
import type { Variant } from "./servers";

/** One load on one variant in one round. */
export type Measurement = { round: number; variant: Variant; load: LoadName; figures: Figures };

type Bound = { sense: "≥" | "≤"; mark: number; aim: number };

/** What Parley is held to: a figure of its own over another variant's, in the same round. */
const RATIOS: (Bound & {
  name: string;
  load: LoadName;
  over: Variant;
  figure(figures: Figures): number;
})[] = [
  {
    name: "durable messages a second ÷ relay",
    load: "closed",
    over: "relay",
    figure: ({ per_second }) => per_second,
    sense: "≥",
    mark: 0.8,
    aim: 1,
  },
  {
    name: "durable messages a second ÷ naive",
    load: "closed",
    over: "naive",
    figure: ({ per_second }) => per_second,
    sense: "≥",
    mark: 5,
    aim: 8,
  },
  {
    name: "the same with 2 ms more on each fsync ÷ naive",
    load: "slow",
    over: "naive",
    figure: ({ per_second }) => per_second,
    sense: "≥",
    mark: 10,
    aim: 15,
  },
  {
    name: "p99 from send to delivery at 500/s ÷ relay",
    load: "500",
    over: "relay",
    figure: ({ delivery }) => delivery.p99,
    sense: "≤",
    mark: 6,
    aim: 3,
  },
  {
    name: "p99 from send to delivery at 2,000/s ÷ relay",
    load: "2000",
    over: "relay",
    figure: ({ delivery }) => delivery.p99,
    sense: "≤",
    mark: 3,
    aim: 2,
  },
];

const MEMORY: Bound & { name: string } = {
  name: "memory for each connected customer ÷ relay",
  sense: "≤",
  mark: 1.3,
  aim: 1.1,
};

const COMEBACK: Bound & { name: string } = {
  name: "seconds until all clients are back and caught up after a kill",
  sense: "≤",
  mark: 10,
  aim: 5,
};

export type Verdict = Bound & { name: string; values: number[]; spread: Spread; holds: boolean };

/** The median decides: single rounds differ by a fifth and more. */
export function judge({ name, sense, mark, aim }: Bound & { name: string }, values: number[]) {
  const over_rounds = spread(values);
  const holds = sense === "≥" ? over_rounds.median >= mark : over_rounds.median <= mark;
  return { name, sense, mark, aim, values, spread: over_rounds, holds } satisfies Verdict;
}

/** Of each round that has both, Parley's figure over the other's. */
export function pairedRatios(
  measurements: Measurement[],
  load: LoadName,
  over: Variant,
  figure: (figures: Figures) => number,
): number[] {
  const of = (variant: Variant, round: number) =>
    measurements.find((m) => m.variant === variant && m.load === load && m.round === round);
  const rounds = [...new Set(measurements.map(({ round }) => round))];
  return rounds.flatMap((round) => {
    const own = of("parley", round);
    const other = of(over, round);
    return own && other ? [figure(own.figures) / figure(other.figures)] : [];
  });
}

/**
 * Those that were measured; memory in bytes for each socket, once for each round of it, the comeback
 * in seconds.
 */
export function verdicts(
  measurements: Measurement[],
  memory: Partial<Record<Variant, number[]>>,
  comeback: number | null,
): Verdict[] {
  const found = RATIOS.map((ratio) => ({
    bound: ratio,
    values: pairedRatios(measurements, ratio.load, ratio.over, ratio.figure),
  }));
  const { relay = [], parley = [] } = memory;
  const of_memory = parley.flatMap((bytes, round) => {
    const other = relay[round];
    return other === undefined ? [] : [bytes / other];
  });
  return [
    ...found.filter(({ values }) => values.length > 0).map((one) => judge(one.bound, one.values)),
    ...(of_memory.length > 0 ? [judge(MEMORY, of_memory)] : []),
    ...(comeback === null ? [] : [judge(COMEBACK, [comeback])]),
  ];
}
