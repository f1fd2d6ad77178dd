import { setTimeout as delay } from "node:timers/promises";
import { type Latency, latencyOf } from "./figures";
import type { Pace } from "./generator";
import { processorOf, processorOfFamily } from "./processor";
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
};

/** Seconds. */
export type Times = { warm_up: number; window: number };

/** The generators would measure themselves if they were busier than this. */
export const MOST_BUSY = 0.8;

/** Loads a server that the team is connected to, and measures in the middle of it. */
export async function measure(
  team: Team,
  pace: Pace,
  { app, postgres }: { app: number; postgres: number },
  { warm_up, window }: Times,
  seed: number,
): Promise<Figures> {
  await team.start(pace, seed);
  await delay(warm_up * 1000);
  await team.open();
  const before = await Promise.all([processorOf(app), processorOfFamily(postgres)]);
  await delay(window * 1000);
  const after = await Promise.all([processorOf(app), processorOfFamily(postgres)]);
  await team.close();
  const seen = await team.settle();
  const messages = seen.per_second * window;
  const [app_us, postgres_us] = after.map((used, i) => {
    const unused = before[i];
    return used == null || unused == null ? null : (used - unused) / messages;
  });
  return {
    per_second: seen.per_second,
    delivery: latencyOf(seen.to_delivery),
    acknowledgement: latencyOf(seen.to_acknowledgement),
    app_us: app_us ?? null,
    postgres_us: postgres_us ?? null,
    generator_busy: seen.busy,
  };
}
