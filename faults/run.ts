/**
 * The checker: real clients talk at a steady rate, through proxies, to the real server while faults
 * strike; afterwards the database, REST and each client's screen are held against what was sent,
 * acknowledged and seen. Red when anything is not as promised.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { makeDataDir, removeDataDir } from "@/e2e/server";
import { ensureBuild } from "@/lib/build";
import { type Options, readOptions } from "./options";
import { findsPlant } from "./plant";
import { randomOf } from "./random";
import { readRecords } from "./record";
import { openStage, type Stage } from "./stage";
import { strikeFor, strikeInTurn } from "./strikes";
import { countTests, showSummary, summaryOf } from "./summary";
import { readTruth } from "./truth";
import { judge } from "./verdict";

const RESULTS = "test-results";
/** In messages a second, whatever the faults do. */
const RATE = 40;
/** Without a fault before the first one and after the last, in milliseconds. */
const CALM = 3000;

async function check(stage: Stage, { seed, minutes, only, clients }: Options) {
  const start = performance.now();
  await stage.start();
  await stage.talk(RATE);
  await pause(CALM);
  const length = { is_short: minutes === null, clients };
  const struck =
    minutes === null
      ? await strikeInTurn(stage, only, length)
      : await strikeFor(minutes * 60_000, stage, only, length);
  await pause(CALM);
  await stage.talk(0);
  // What does not come to rest is told by the verdict.
  await stage.settle().catch((error: Error) => console.log(error.message));
  for (const crowd of [...stage.crowds]) await stage.dismiss(crowd);
  const { app, files, users, finals, readers } = stage;
  const truth = await stage.withSql((sql) => readTruth(sql, app.url, [...readers.values()]));
  const entries = readRecords(files);
  const verdict = await judge({ entries, users, finals, truth, exits: app.exits });
  const seconds = Math.round((performance.now() - start) / 1000);
  return { summary: summaryOf(seed, seconds, struck, verdict), lines: verdict.lines };
}

async function run(options: Options): Promise<boolean> {
  await ensureBuild();
  const data_dir = await makeDataDir();
  const again = options.minutes === null ? "" : ` --minutes ${options.minutes}`;
  console.log(
    `To have this run's dialogues, order and times again: --seed ${options.seed}${again}`,
  );
  const stage = await openStage(data_dir, randomOf(options.seed), options.patience);
  let is_green = false;
  const stop = () => {
    void stage
      .clearUp()
      .then(() => removeDataDir(data_dir))
      .finally(() => process.exit(1));
  };
  // A terminal and npm may both pass it on: the second one must not end the end.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  try {
    const { summary, lines } = await check(stage, options);
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(`${RESULTS}/faults.json`, `${JSON.stringify(summary, null, 2)}\n`);
    showSummary(summary, lines);
    const { passed, failed } = countTests(summary);
    console.log(`${passed} passed, ${failed} failed`);
    is_green = failed === 0;
  } finally {
    await stage.clearUp();
    if (is_green) await removeDataDir(data_dir);
    else console.log(`The server's log, PostgreSQL's and what the clients saw are in ${data_dir}`);
  }
  return is_green;
}

const options = readOptions();
const is_as_expected = options.plant
  ? await findsPlant(options.plant, options.seed)
  : await run(options);
process.exitCode = is_as_expected ? 0 : 1;
