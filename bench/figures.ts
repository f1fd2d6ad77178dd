/** The value that `share` (0 to 1) of the sorted values do not exceed; NaN when there are none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Milliseconds. */
export type Latency = { p50: number; p99: number; p999: number };

export function latencyOf(values: Float64Array): Latency {
  const sorted = values.slice().sort();
  return {
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    p999: percentile(sorted, 0.999),
  };
}

/** Of an even number of values the mean of the two in the middle; NaN of none. */
export function median(values: number[]): number {
  const sorted = values.slice().sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export const spread = (values: number[]) => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});
export type Spread = ReturnType<typeof spread>;
