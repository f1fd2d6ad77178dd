import { setTimeout as delay } from "node:timers/promises";
import { reasonOf } from "@/db/reason";
import { toErrorBody } from "@/lib/errors";
import { log } from "@/lib/log";

/** A database that is killed while we start, or is starting itself, is back by then; milliseconds. */
const PATIENCE = 30_000;
const AGAIN_AFTER = 500;

/**
 * For the start: runs `work`, again and again while the database is away. It must be repeatable.
 * @throws Error with one sentence when it stays away; any other error at once
 */
export async function untilThere<T>(work: () => Promise<T>): Promise<T> {
  const give_up_at = Date.now() + PATIENCE;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const is_away = toErrorBody(error).code === "UNAVAILABLE";
      if (!is_away) throw error;
      if (Date.now() > give_up_at) throw stillAway(error);
      if (attempt === 1) {
        log.warn({ reason: reasonOf(error) }, "the database is away: the start waits for it");
      }
      await delay(AGAIN_AFTER);
    }
  }
}

function stillAway(error: unknown): Error {
  const seconds = PATIENCE / 1000;
  return new Error(`The database did not answer for ${seconds} s: ${reasonOf(error)}.`);
}
