import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { KINDS, type KindName } from "./kinds";

const LONG_MINUTES = 30;
const NAMES = Object.keys(KINDS) as KindName[];

export type Options = {
  seed: number;
  /** null: each kind once, short and one after another; otherwise at random for so long. */
  minutes: number | null;
  only: KindName[];
  /** How many come back at once in `herd`. */
  clients: number;
  plant: string | null;
  /**
   * How long all may take to be well again, in milliseconds: the machine may be small and busy, and
   * the longest cut may come in between.
   */
  patience: number;
};

const USAGE = `npm run test:faults -- [options]
  --short          each kind of fault once, in about three minutes (the default)
  --long           at full length, at random and overlapping, for ${LONG_MINUTES} minutes
  --minutes n      the same for n minutes
  --seed n         dialogues, order and times of an earlier run
  --only a,b       of ${NAMES.join(", ")}
  --clients n      how many come back at once in herd (2000)
  --patience n     seconds until all must be well again after a fault (90)
  --plant name     on a copy of the source with a known fault in it, which must be found`;

/** @throws Error that tells the usage */
export function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        short: { type: "boolean" },
        long: { type: "boolean" },
        minutes: { type: "string" },
        seed: { type: "string" },
        only: { type: "string" },
        clients: { type: "string" },
        plant: { type: "string" },
        patience: { type: "string" },
      },
    });
    const only = values.only?.split(",") ?? NAMES;
    const strange = only.find((name) => !(name in KINDS));
    if (strange) throw new Error(`There is no fault ${strange}.`);
    const minutes = values.minutes ? positive(values.minutes) : values.long ? LONG_MINUTES : null;
    return {
      seed: values.seed ? positive(values.seed) : randomInt(1, 2 ** 31),
      minutes: values.short ? null : minutes,
      only: only as KindName[],
      clients: positive(values.clients ?? "2000"),
      plant: values.plant ?? null,
      patience: positive(values.patience ?? "90") * 1000,
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`${text} is no number over 0.`);
  return number;
}
