import type { Stage } from "../stage";

export type Length = {
  is_short: boolean;
  /** How many come back at once. */
  clients: number;
};

/** What a fault strikes: no two that share one are under way at once. */
type Part = "app" | "postgres" | "network";

export type Kind = {
  strikes: Part[];
  /**
   * Strikes, and resolves when all is well again. `back`: how long that took from the end of the
   * fault, which is also when what was killed is started again, in milliseconds.
   */
  run(stage: Stage, length: Length): Promise<{ back: number; remark?: string }>;
};

export type Kinds = Record<string, Kind>;

/** How often each client has come online. */
type Arrivals = Record<string, number>;
export const arrivalsOf = async (stage: Stage): Promise<Arrivals> =>
  (await stage.status()).arrivals;

/** How long from now until all is well, when each of `names` has come online again. */
export function recovered(
  stage: Stage,
  before: Arrivals,
  names = Object.keys(before),
): Promise<number> {
  const areBack = async () => {
    const { arrivals } = await stage.status();
    return names.every((name) => (arrivals[name] ?? 0) > (before[name] ?? 0));
  };
  return stage.untilWell(
    "every client is online again and nothing waits for long",
    stage.crowds,
    async () => (await areBack()) && (await stage.isWell()),
  );
}
