import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Which core each part runs on; null where it is not pinned. */
export type Cores = {
  app: string | null;
  postgres: string | null;
  /** One for each generator process. */
  generators: (string | null)[];
  /** What a reader of the figures has to know of it. */
  note: string;
};

const UNPINNED = { app: null, postgres: null, generators: [null, null] };

/** `0-2,5` as Linux writes it: 0, 1, 2, 5. */
export function parseCpuList(list: string): string[] {
  return list
    .trim()
    .split(",")
    .flatMap((range) => {
      const [first = 0, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
    });
}

export function shareCores(cpus: string[]): Cores {
  const [app = null, postgres = null, first = null, second = null] = cpus;
  if (cpus.length >= 4) {
    const note = `app on core ${app}, PostgreSQL on ${postgres}, generators on ${first} and ${second}`;
    return { app, postgres, generators: [first, second], note };
  }
  if (cpus.length === 1) {
    return { ...UNPINNED, note: "Not meaningful: there is one core for everything." };
  }
  const rest = first ?? postgres;
  return {
    app,
    postgres,
    generators: [rest, rest],
    note: `Not meaningful: with ${cpus.length} cores the generators and PostgreSQL are in each other's way.`,
  };
}

export function planCores(): Cores {
  if (process.platform !== "linux" || spawnSync("taskset", ["--version"]).error) {
    return { ...UNPINNED, note: "Nothing is pinned to a core: there is no taskset here." };
  }
  const status = readFileSync("/proc/self/status", "utf8");
  return shareCores(parseCpuList(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? "0"));
}

/** The command that runs `command` on that core; taskset becomes it, so the process id is its own. */
export const pinned = (core: string | null, command: string[]): string[] =>
  core === null ? command : ["taskset", "--cpu-list", core, ...command];
