import { createHash } from "node:crypto";

/** Numbers from 0 to 1, the same ones each time for the same seed. */
export function startRandom(seed: number): () => number {
  let drawn = 0;
  return () => {
    const hash = createHash("sha256").update(`${seed} ${drawn++}`).digest();
    return hash.readUInt32LE() / 2 ** 32;
  };
}

/** A copy in an order that `random` decides. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0] as T);
}
