import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import {
  appendFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inheritedEnvironment } from "@/lib/env";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STAMP = ".next/parley-source";
/** In the one folder of `.next` that Next leaves alone when it builds. */
const LOCK = ".next/cache/parley-build.lock";

/** What Turbopack keeps from one build for the next. */
const CACHE = ".next/cache/turbopack";

/** Whatever of ours a build depends on. */
const SOURCES = [
  "app",
  "components",
  "db",
  "lib",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "public",
  "tsconfig.json",
];
const POLL_MS = 200;
/** A dead builder whose pid another program has got looks alive, but no longer than this. */
const LONGEST_BUILD_MS = 10 * 60_000;

/**
 * Builds Next into `.next`, unless the build there was made from this very source. Of several
 * processes one builds and the others wait for it. Not to be called twice at once in one process.
 * @param force builds in any case
 * @throws Error with one sentence when the build fails; Next has then said why on the terminal
 */
export async function ensureBuild({ force = false } = {}): Promise<void> {
  if (!force && (await isFresh(ROOT))) return;
  const lock = join(ROOT, LOCK);
  await takeLock(lock);
  try {
    if (force || !(await isFresh(ROOT))) await build(lock);
  } finally {
    await rm(lock, { force: true });
  }
}

/** Whether `root` has a whole build of the source that is there now. */
export async function isFresh(root: string): Promise<boolean> {
  const built = await readIfThere(join(root, ".next/BUILD_ID"));
  const stamp = await readIfThere(join(root, STAMP));
  return Boolean(built && stamp) && stamp === (await sourceHash(root));
}

/**
 * SHA-256, in hexadecimal, of the paths and contents of all under `root` that a build depends on;
 * tests and times of change do not count.
 */
export async function sourceHash(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const path of (await filesUnder(root, SOURCES)).sort()) {
    const content = await readFile(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Relative to `root`, with `/` between the parts on every system; what is missing is left out. */
async function filesUnder(root: string, paths: string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(join(root, path)).catch(unless("ENOENT"));
    if (found?.isDirectory()) {
      const names = await readdir(join(root, path));
      files.push(
        ...(await filesUnder(
          root,
          names.map((name) => `${path}/${name}`),
        )),
      );
    } else if (found && !/\.test\.tsx?$/.test(path)) {
      files.push(path);
    }
  }
  return files;
}

/** The stamp is of the source before the build: what changes meanwhile makes it stale again. */
async function build(lock: string): Promise<void> {
  const source = await sourceHash(ROOT);
  await rm(join(ROOT, STAMP), { force: true });
  await buildAgainIfBroken(join(ROOT, CACHE), () => runNext(lock));
  await writeFile(join(ROOT, STAMP), source);
}

/**
 * A cache that is not whole, as a power cut may leave it, makes all later builds fail:
 * what fails with one is run once more without it.
 */
export async function buildAgainIfBroken(cache: string, run: () => Promise<void>): Promise<void> {
  const has_cache = (await stat(cache).catch(unless("ENOENT"))) !== undefined;
  try {
    await run();
  } catch (error) {
    if (!has_cache) throw error;
    console.log("Building once more, without what an earlier build has left.");
    await rm(cache, { recursive: true, force: true });
    await run();
  }
}

/** @throws Error with one sentence when the build fails; Next has then said why on the terminal */
async function runNext(lock: string): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: ROOT,
    env: { ...inheritedEnvironment(), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: "inherit",
  });
  const exit = once(child, "exit");
  // Next's build goes on when this process is killed; the next builder then waits for its end.
  if (child.pid) await appendFile(lock, `${child.pid}\n`);
  const [code, signal] = await exit;
  if (code !== 0) {
    throw new Error(`Building Parley failed (next build: ${signal ?? `exit code ${code}`}).`);
  }
}

/**
 * Waits for the lock file at `path` and takes it: an id, then the pids of who works under it.
 * `link` makes it appear with its content or not at all.
 */
async function takeLock(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch(cannotWrite);
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${draft}\n${process.pid}\n`).catch(cannotWrite);
  let is_told = false;
  try {
    while (!(await linked(draft, path))) {
      const held = await readIfThere(path);
      if (held === undefined) continue;
      if (await isAbandoned(path, held)) {
        await setAside(path, held);
        continue;
      }
      if (!is_told) console.log("Another process is building Parley; waiting for it.");
      is_told = true;
      await delay(POLL_MS);
    }
  } finally {
    await rm(draft);
  }
}

function cannotWrite(error: unknown): never {
  if (!["EACCES", "EPERM", "EROFS"].some((code) => hasCode(error, code))) throw error;
  throw new Error(
    `The pages have to be built, and this user may not write to ${ROOT}: run “npm run build” there as the user whom it belongs to.`,
    { cause: error },
  );
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    return false;
  }
}

/** This very pid in it is of an earlier life: a restarted container gives the same ones again. */
async function isAbandoned(path: string, held: string): Promise<boolean> {
  const pids = held.split("\n").slice(1, -1).map(Number);
  if (!pids.some((pid) => pid !== process.pid && isAlive(pid))) return true;
  const file = await stat(path).catch(unless("ENOENT"));
  return file !== undefined && Date.now() - file.mtimeMs > LONGEST_BUILD_MS;
}

/** Of several who find a lock abandoned one moves it; who moved a newer one puts it back. */
async function setAside(path: string, abandoned: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  if ((await readFile(aside, "utf8")) !== abandoned) await linked(aside, path);
  await rm(aside);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(unless("ENOENT"));
}

/** For `.catch`: undefined for an error with this code, any other is thrown on. */
function unless(code: string) {
  return (error: unknown): undefined => {
    if (!hasCode(error, code)) throw error;
  };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

const is_run_alone = realpathSync(process.argv[1] ?? "") === fileURLToPath(import.meta.url);
if (is_run_alone) {
  await ensureBuild({ force: true }).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
