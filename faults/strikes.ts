import { setTimeout as pause } from "node:timers/promises";
import { KINDS, type KindName } from "./kinds";
import type { Kind, Length } from "./kinds/kind";
import { randomOf } from "./random";
import type { Stage } from "./stage";

/** One fault as it went. Times in milliseconds, `at` and `until` of the machine's clock. */
export type Struck = {
  kind: KindName;
  at: number;
  until: number;
  /** From the fault's end until all was well; null when that did not come about. */
  back: number | null;
  remark: string | null;
  /** What did not come about. */
  why: string | null;
};

async function strike(stage: Stage, kind: KindName, length: Length): Promise<Struck> {
  const at = Date.now();
  // What one draws changes nothing for those after it, whose number of draws is the network's.
  const own = { ...stage, random: randomOf(stage.random.seed()) };
  let back: number | null = null;
  let remark: string | null = null;
  let why: string | null = null;
  try {
    const told: Awaited<ReturnType<Kind["run"]>> = await KINDS[kind].run(own, length);
    back = told.back;
    remark = told.remark ?? null;
  } catch (error) {
    why = (error as Error).message;
    console.log(`  ${kind}: ${why}`);
    await revive(stage);
  }
  const struck = { kind, at, until: Date.now(), back, remark, why };
  if (!why) console.log(`  ${kind}: well again ${back} ms after it${remark ? ` (${remark})` : ""}`);
  return struck;
}

/** So that the next fault finds what it needs. */
async function revive({ app, proxies }: Stage): Promise<void> {
  for (const proxy of proxies) proxy.change({ is: "fair" });
  if (await app.isReady()) return;
  await app.end("SIGKILL").catch(() => {});
  await app.start();
}

/** Each once, one after another. */
export async function strikeInTurn(stage: Stage, kinds: KindName[], length: Length) {
  const struck: Struck[] = [];
  for (const kind of stage.random.shuffled(kinds)) {
    struck.push(await strike(stage, kind, length));
  }
  return struck;
}

/** At random for so long; those that strike different parts overlap. */
export async function strikeFor(
  milliseconds: number,
  stage: Stage,
  kinds: KindName[],
  length: Length,
): Promise<Struck[]> {
  const struck: Struck[] = [];
  const busy = new Set<string>();
  const under_way = new Set<Promise<void>>();
  const end = performance.now() + milliseconds;
  let left: KindName[] = [];
  while (performance.now() < end) {
    // Each has its turn before any comes again.
    if (left.length === 0) left = stage.random.shuffled(kinds);
    const kind = left.shift() as KindName;
    const parts: string[] = [kind, ...KINDS[kind].strikes];
    while (parts.some((part) => busy.has(part))) await Promise.race(under_way);
    for (const part of parts) busy.add(part);
    const done = strike(stage, kind, length).then((one) => {
      struck.push(one);
      for (const part of parts) busy.delete(part);
      under_way.delete(done);
    });
    under_way.add(done);
    await pause(stage.random.between(1000, 10_000));
  }
  await Promise.all(under_way);
  return struck.sort((a, b) => a.at - b.at);
}
