export type Random = ReturnType<typeof randomOf>;

/** The same numbers for the same seed, on every machine (mulberry32). */
export function randomOf(seed: number) {
  let state = seed | 0;
  /** From 0 up to 1, without 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    between: (least: number, most: number) => least + next() * (most - least),
    one<T>(of: readonly T[]): T {
      if (of.length === 0) throw new Error("There is none to choose from.");
      return of[below(of.length)] as T;
    },
    shuffled<T>(of: readonly T[]): T[] {
      const left = [...of];
      for (let n = left.length - 1; n > 0; n--) {
        const other = below(n + 1);
        [left[n], left[other]] = [left[other] as T, left[n] as T];
      }
      return left;
    },
    /** A seed for a part that draws its own numbers, so that its haste changes nobody else's. */
    seed: () => below(2 ** 31),
  };
}
