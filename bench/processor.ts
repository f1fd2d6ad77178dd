import { readdir, readFile } from "node:fs/promises";

/** Linux counts a process's time in hundredths of a second, whatever its timer runs at. */
const TICK_US = 10_000;

type Stat = { parent: number; own: number; ended_children: number };

/** Undefined for a process that is gone, and where there is no /proc. */
async function readStat(pid: number | string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The name of the command, in brackets, may have anything in it.
  const fields = text
    ?.slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  if (!fields) return undefined;
  const [, parent = 0] = fields;
  const [own, own_system, ended, ended_system] = fields.slice(11, 15) as [
    number,
    number,
    number,
    number,
  ];
  return { parent, own: own + own_system, ended_children: ended + ended_system };
}

/** Processor time that a process has used, all its threads, in microseconds; null without /proc. */
export async function processorOf(pid: number): Promise<number | null> {
  const stat = await readStat(pid);
  return stat ? stat.own * TICK_US : null;
}

/**
 * The same of a process and its children. Those that have ended are in it: their parent, which
 * waited for them, has their time.
 */
export async function processorOfFamily(pid: number): Promise<number | null> {
  const stat = await readStat(pid);
  if (!stat) return null;
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const children = (await Promise.all(ids.map(readStat))).filter((one) => one?.parent === pid);
  const living = children.reduce((sum, child) => sum + (child?.own ?? 0), 0);
  return (stat.own + stat.ended_children + living) * TICK_US;
}

/**
 * Processor time that all processes together have used of a core, in microseconds; without that of
 * the interrupts, which the kernel does for whoever runs. Null without /proc or a core.
 */
export async function processorOfCore(core: string | null): Promise<number | null> {
  const text = await readFile("/proc/stat", "utf8").catch(() => "");
  const line = new RegExp(`^cpu${core} (.*)$`, "m").exec(text)?.[1];
  if (!line) return null;
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = line.split(" ").map(Number);
  return (user + nice + system + steal) * TICK_US;
}
