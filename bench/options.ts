import { parseArgs } from "node:util";
import { VARIANTS, type Variant } from "./servers";

/** What the server is put under. */
export const LOADS = {
  closed: { pace: "closed", slow_disk: false, title: "closed loop, 1,000 messages under way" },
  "500": { pace: 500, slow_disk: false, title: "500 messages a second" },
  "2000": { pace: 2000, slow_disk: false, title: "2,000 messages a second" },
  slow: { pace: "closed", slow_disk: true, title: "closed loop, 2 ms more on each fsync" },
} as const;
export type LoadName = keyof typeof LOADS;
/** In the order in which they are run and shown. */
export const LOAD_NAMES: LoadName[] = ["closed", "500", "2000", "slow"];

export type Options = {
  rounds: number;
  variants: Variant[];
  loads: LoadName[];
  seed: number;
  /** Seconds. */
  times: { warm_up: number; window: number };
  /** Sockets whose memory is measured, clients that come back; 0 leaves the part out. */
  sockets: number;
  clients: number;
};

export const USAGE = `npm run bench -- [options]
  --rounds 5                      how often each variant is measured; 0 leaves the loads out
  --only relay,parley,naive       these variants
  --loads closed,500,2000,slow    these loads; slow has 2 ms more on each fsync
  --seconds 8                     that each is measured for
  --seed n                        decides the order of the variants and the texts
  --no-fsync-delay --no-memory --no-comeback   leave a part out
  --quick                         two rounds of short windows, to see that it works`;

const whole = (name: string, text: string, least: number): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) {
    throw new Error(`--${name} is a whole number from ${least}, not ${text}.\n${USAGE}`);
  }
  return number;
};

function chosen<T extends string>(name: string, text: string, known: readonly T[]): T[] {
  const names = text.split(",");
  const wrong = names.find((one) => !known.includes(one as T));
  if (wrong !== undefined) {
    throw new Error(`--${name} takes ${known.join(", ")}, not ${wrong}.\n${USAGE}`);
  }
  return known.filter((one) => names.includes(one));
}

/** @throws Error that says what is wrong and how it is used */
export function readOptions(args: string[]): Options {
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: "string" },
      only: { type: "string", default: VARIANTS.join(",") },
      loads: { type: "string", default: LOAD_NAMES.join(",") },
      seconds: { type: "string" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
      "no-fsync-delay": flag,
      "no-memory": flag,
      "no-comeback": flag,
      quick: flag,
    },
  });
  const { quick } = values;
  const loads = chosen("loads", values.loads, LOAD_NAMES);
  return {
    rounds: whole("rounds", values.rounds ?? (quick ? "2" : "5"), 0),
    variants: chosen("only", values.only, VARIANTS),
    loads: loads.filter((load) => !(values["no-fsync-delay"] && LOADS[load].slow_disk)),
    seed: whole("seed", values.seed, 0),
    times: {
      warm_up: quick ? 2 : 3,
      window: whole("seconds", values.seconds ?? (quick ? "3" : "8"), 1),
    },
    sockets: values["no-memory"] ? 0 : quick ? 1000 : 5000,
    clients: values["no-comeback"] ? 0 : quick ? 200 : 2000,
  };
}
