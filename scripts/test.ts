/**
 * All that must hold, in one command: the checks, the unit tests, the fuzz, the browser tests, the
 * message log under faults. It goes on after a failure, so that one run tells everything, and its
 * last line is the sum.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "../e2e/browser";
import { countTests } from "../faults/summary";

type Sum = { passed: number; failed: number; skipped: number };

const GRACE_MS = 10_000;
const PLAYWRIGHT_JSON = "test-results/playwright.json";
const FUZZ_JSON = "test-results/fuzz.json";
const FAULTS_JSON = "test-results/faults.json";
const scratch = mkdtempSync(join(tmpdir(), "parley-test-"));

let child: ChildProcess | undefined;
let stopped = false;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopped = true;
    // Playwright clears up on SIGINT alone.
    endChild("SIGINT");
    setTimeout(() => endChild("SIGKILL"), GRACE_MS).unref();
  });
}

const total: Sum = { passed: 0, failed: 0, skipped: 0 };
for (const step of [check, unitTests, fuzz, browserTests, faults]) {
  if (stopped) break;
  const sum = await step();
  total.passed += sum.passed;
  total.failed += sum.failed;
  total.skipped += sum.skipped;
}
rmSync(scratch, { recursive: true });

if (stopped) console.error("Stopped before the end.");
const { passed, failed, skipped } = total;
process.exitCode = stopped || failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);

async function check(): Promise<Sum> {
  return { passed: 0, failed: (await run("npm", "run", "check")) === 0 ? 0 : 1, skipped: 0 };
}

async function unitTests(): Promise<Sum> {
  const file = join(scratch, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const exitCode = await run("node_modules/.bin/vitest", "run", ...reporters);
  return sumOf(exitCode, () => {
    const json = readJson(file);
    // A file that cannot be loaded fails without having a test.
    const broken = json.testResults.filter(
      (one: { status: string; assertionResults: unknown[] }) =>
        one.status === "failed" && one.assertionResults.length === 0,
    );
    return {
      passed: json.numPassedTests,
      failed: json.numFailedTests + broken.length,
      skipped: json.numPendingTests + json.numTodoTests,
    };
  });
}

/** A test for the schemas and one for the wire. */
async function fuzz(): Promise<Sum> {
  rmSync(FUZZ_JSON, { force: true });
  const exitCode = await run(process.execPath, "--import", "tsx", "fuzz/run.ts");
  return sumOf(exitCode, () => {
    const { of_schemas, of_wire } = readJson(FUZZ_JSON);
    const failed = [of_schemas, of_wire].filter((findings) => findings.length > 0).length;
    return { passed: 2 - failed, failed, skipped: 0 };
  });
}

async function browserTests(): Promise<Sum> {
  try {
    ensureBrowser();
  } catch (error) {
    console.error((error as Error).message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  rmSync(PLAYWRIGHT_JSON, { force: true });
  const exitCode = await run("node_modules/.bin/playwright", "test");
  return sumOf(exitCode, () => {
    const { stats, errors } = readJson(PLAYWRIGHT_JSON);
    return {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    };
  });
}

/** A test for each kind of fault, and one for each line of the verdict on the log. */
async function faults(): Promise<Sum> {
  rmSync(FAULTS_JSON, { force: true });
  const exitCode = await run(process.execPath, "--import", "tsx", "faults/run.ts");
  return sumOf(exitCode, () => ({ ...countTests(readJson(FAULTS_JSON)), skipped: 0 }));
}

/** A run that failed counts as a failure also when no test did, or when it left no report. */
function sumOf(exitCode: number | null, read: () => Sum): Sum {
  let sum: Sum = { passed: 0, failed: 0, skipped: 0 };
  try {
    sum = read();
  } catch {
    exitCode ||= 1;
  }
  return exitCode !== 0 && sum.failed === 0 ? { ...sum, failed: 1 } : sum;
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Each child leads a group of its own, so that a signal reaches what it started, once. The tools
 * are started without npx, which would be gone before they have cleared up.
 */
function run(command: string, ...options: string[]): Promise<number | null> {
  return new Promise((resolve) => {
    child = spawn(command, options, { stdio: "inherit", detached: true });
    child.once("error", () => resolve(1));
    child.once("exit", resolve);
  });
}

function endChild(signal: NodeJS.Signals) {
  if (!child?.pid) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}
