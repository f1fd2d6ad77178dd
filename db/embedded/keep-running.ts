import { setTimeout as delay } from "node:timers/promises";
import { isStillThere } from "@/db/embedded/lock-file";
import { type Installation, type Postmaster, runPostmaster } from "@/db/embedded/postmaster";
import { log } from "@/lib/log";

/** How soon a death is noticed, and how soon a start that failed is tried again; in milliseconds. */
const LOOK_EVERY = 500;

/**
 * Starts the postmaster again over the same cluster, on the same port, whenever it is gone. One
 * that is stopped or slow is not gone. Where another Parley was quicker and runs one on another
 * port, that one is left alone and its end waited for.
 * @param found told each postmaster that is there after a death
 * @returns an end, which also gives up a start that is under way
 */
export function keepRunning(
  installation: Installation,
  first: Postmaster,
  found: (postmaster: Postmaster) => void,
): () => Promise<void> {
  const { port } = first;
  const ending = new AbortController();
  const { signal } = ending;
  let current = first;

  async function look(): Promise<void> {
    if (await isStillThere(current.pid, installation.place)) return;
    if (signal.aborted) return;
    log.warn({ postmaster: current.pid }, "PostgreSQL is gone: it is started again");
    current = await runPostmaster(installation, { port, signal });
    found(current);
    if (current.port === port) log.warn({ postmaster: current.pid }, "PostgreSQL is back");
    else
      log.error(
        { postmaster: current.pid },
        "another Parley runs this data directory's PostgreSQL",
      );
  }

  async function keep(): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error) => {
        if (!signal.aborted) log.error({ err: error }, "PostgreSQL could not be started again");
      });
      await delay(LOOK_EVERY, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  const kept = keep();
  return async () => {
    ending.abort();
    await kept;
  };
}
