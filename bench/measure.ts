import { setTimeout as delay } from "node:timers/promises";
import { type Latency, latencyOf } from "./figures";
import type { Pace } from "./generator";
import { processorOf, processorOfCore, processorOfFamily } from "./processor";
import type { Team } from "./team";

/** One load on one variant. */
export type Figures = {
  per_second: number;
  delivery: Latency;
  acknowledgement: Latency;
  /** Processor microseconds for each message; null where they cannot be read. */
  app_us: number | null;
  postgres_us: number | null;
  /** The busiest generator's share of its core, 0 to 1. */
  generator_busy: number;
  /** What others had of the app's core, 0 to 1: where it is not about 0, the figures are theirs too. */
  disturbed: number | null;
};

/** Seconds. */
export type Times = { warm_up: number; window: number };

/** The generators would measure themselves if they were busier than this. */
export const MOST_BUSY = 0.8;

/** Loads a server that the team is connected to, and measures in the middle of it. */
export async function measure(
  team: Team,
  pace: Pace,
  { app, postgres, core }: { app: number; postgres: number; core: string | null },
  { warm_up, window }: Times,
  seed: number,
): Promise<Figures> {
  await team.start(pace, seed);
  await delay(warm_up * 1000);
  await team.open();
  const read = () =>
    Promise.all([processorOf(app), processorOfFamily(postgres), processorOfCore(core)]);
  const before = await read();
  await delay(window * 1000);
  const after = await read();
  await team.close();
  const seen = await team.settle();
  const [by_app = null, by_postgres = null, of_core = null] = after.map((until, i) => {
    const from = before[i];
    return until === null || from == null ? null : until - from;
  });
  const messages = seen.per_second * window;
  const others = of_core === null || by_app === null ? null : of_core - by_app;
  return {
    per_second: seen.per_second,
    delivery: latencyOf(seen.to_delivery),
    acknowledgement: latencyOf(seen.to_acknowledgement),
    app_us: by_app === null ? null : by_app / messages,
    postgres_us: by_postgres === null ? null : by_postgres / messages,
    generator_busy: seen.busy,
    disturbed: others === null ? null : Math.max(0, others / (window * 1e6)),
  };
}
