/** `npm run bench`: what the durable path costs, as a table and as bench/figures/*.json. */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { ensureBuild } from "@/lib/build";
import { type Comeback, measureComeback } from "./comeback";
import { planCores } from "./cores";
import { endAll } from "./endings";
import { median } from "./figures";
import { verdicts } from "./marks";
import { measureMemory, mostSockets, type SocketMemory } from "./memory";
import { type Options, readOptions } from "./options";
import { type Postgres, startPostgres } from "./postgres";
import { type Disks, runRounds } from "./rounds";
import type { Variant } from "./servers";
import { commitTime, compileSlowFsync, FSYNC_DELAY } from "./slow-disk";
import { figuresTable, percent, short, verdictsTable } from "./table";

const FIGURES = fileURLToPath(new URL("figures/", import.meta.url));
/** One alone may be of a heap that has more holes than usual. */
const MEMORY_ROUNDS = 3;
/** What others may have of the app's core before it is said. */
const QUIET = 0.05;
const started = new Date();
const notes: string[] = [];

function tell(line: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
}

/** Both at once: the one that is not used does nothing. */
async function startDisks(loads: Options["loads"], core: string | null): Promise<Disks> {
  const usual = await startPostgres({ core });
  const usual_commit = await commitTime(usual);
  notes.push(`One commit takes ${short(usual_commit)} ms.`);
  if (!loads.includes("slow")) return { usual, slow: null };

  const compiled = await compileSlowFsync();
  if ("missing" in compiled) {
    notes.push(compiled.missing);
    return { usual, slow: null };
  }
  const slow = await startPostgres({ core, preload: compiled.library });
  const slow_commit = await commitTime(slow);
  if (slow_commit < FSYNC_DELAY) {
    throw new Error(`The slower fsync has no effect: a commit takes ${short(slow_commit)} ms.`);
  }
  notes.push(`With ${FSYNC_DELAY} ms more on each fsync it takes ${short(slow_commit)} ms.`);
  return { usual, slow };
}

async function bench(options: Options): Promise<boolean> {
  const { seed, variants, sockets, clients } = options;
  tell(`seed ${seed}`);
  await ensureBuild();
  const cores = planCores();
  const disks = await startDisks(options.loads, cores.postgres);
  const outcome = await runRounds(options, cores, disks, tell);
  const { measurements, thrown_away, failures } = outcome;
  notes.push(...outcome.notes.map((note) => `${note}.`));
  const most_disturbed = Math.max(0, ...measurements.map(({ figures }) => figures.disturbed ?? 0));
  if (most_disturbed > QUIET) {
    notes.push(
      `Other programs had up to ${percent(most_disturbed)} of the app's core: these figures are theirs too.`,
    );
  }

  const memory: Partial<Record<Variant, SocketMemory[]>> = {};
  const room = await mostSockets();
  if (sockets > room) {
    notes.push(`The memory is missing: this user may open too few files (ulimit -n).`);
  } else if (sockets > 0) {
    for (let round = 1; round <= MEMORY_ROUNDS; round++) {
      for (const variant of variants.filter((one) => one !== "naive")) {
        const taken = await measureMemory(variant, sockets, cores, disks.usual);
        memory[variant] = [...(memory[variant] ?? []), taken];
        tell(`memory, ${variant}: ${short(taken.resident / 1024)} KB for each socket`);
      }
    }
  }
  let comeback: Comeback | null = null;
  if (clients > 0 && variants.includes("parley")) {
    comeback = await measureComeback(clients, cores, disks.usual);
    failures.push(...comeback.failures);
  }

  const held = verdicts(
    measurements,
    {
      relay: memory.relay?.map(({ resident }) => resident),
      parley: memory.parley?.map(({ resident }) => resident),
    },
    comeback?.seconds ?? null,
  );
  const machine = await describeMachine(disks.usual);
  const result = {
    started_at: started.toISOString(),
    machine,
    cores,
    options,
    notes,
    measurements,
    thrown_away,
    memory,
    comeback,
    verdicts: held,
    failures,
  };
  await mkdir(FIGURES, { recursive: true });
  const file = `${FIGURES}${started.toISOString().replace(/[:.]/g, "-")}.json`;
  await writeFile(file, JSON.stringify(result, null, 2));

  console.log(`${machine}; ${cores.note}. Seed ${seed}, ${options.rounds} rounds of ${options.times.window} s windows.
${notes.join("\n")}

Medians of the rounds; latencies in milliseconds, processor time for each message:

${figuresTable(measurements)}
`);
  for (const [variant, taken] of Object.entries(memory)) {
    const kilobytes = (part: keyof SocketMemory) =>
      short(median(taken.map((round) => round[part])) / 1024);
    console.log(
      `Each of ${sockets.toLocaleString("en")} sockets takes ${kilobytes("resident")} KB of ${variant}, ${kilobytes("heap")} KB of it held by JavaScript; ${kilobytes("with_holes")} KB with the holes that V8 leaves in its heap.`,
    );
  }
  if (comeback) console.log(comeback.summary);
  console.log(`\n${verdictsTable(held)}\n`);
  if (thrown_away.length > 0) {
    console.log(`Thrown away, the generator being too busy:\n${thrown_away.join("\n")}\n`);
  }
  console.log(failures.length > 0 ? `FAILED:\n${failures.join("\n")}` : "All checks held.");
  console.log(`Everything is in ${file}`);
  return failures.length === 0;
}

async function describeMachine({ sql }: Postgres): Promise<string> {
  const [version] = await sql<{ server_version: string }[]>`show server_version`;
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores of ${cpu?.model.trim()}, ${memory} GB, ${process.platform} ${release()}, Node ${process.versions.node}, PostgreSQL ${version?.server_version}`;
}

let is_stopped = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    is_stopped = true;
    tell("stopped; ending what was started");
    void endAll().then(() => process.exit(130));
  });
}

try {
  const is_fine = await bench(readOptions(process.argv.slice(2)));
  process.exitCode = is_fine ? 0 : 1;
} catch (error) {
  // What fails because it is being ended needs no word.
  if (!is_stopped) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endAll();
}
