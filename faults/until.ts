import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 100;

/** Something that should have happened by now has not. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}

/**
 * Resolves with the milliseconds that it took until `holds` did.
 * @param what as it is told when it came to nothing, such as "all clients are online"
 * @throws TooLate after `within` milliseconds
 */
export async function until(
  what: string,
  within: number,
  holds: () => boolean | Promise<boolean>,
): Promise<number> {
  const start = performance.now();
  for (;;) {
    if (await holds()) return Math.round(performance.now() - start);
    if (performance.now() - start > within) {
      throw new TooLate(`Not within ${Math.round(within / 1000)} s: ${what}.`);
    }
    await delay(POLL_MS);
  }
}
