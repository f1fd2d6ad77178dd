import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { access, constants, mkdtemp, rm, statfs } from "node:fs/promises";
import { freemem } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Env } from "@/lib/env";
import { SETTINGS } from "@/lib/settings/contract";
import { type Finding, failed, inBytes, passed, warning, wordsOf } from "@/scripts/doctor/finding";

const MB = 1024 ** 2;
const GB = 1024 ** 3;

/** The oldest Node, as in package.json. */
const OLDEST_NODE = [20, 9] as const;

export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldest_major, oldest_minor] = OLDEST_NODE;
  const is_enough = major > oldest_major || (major === oldest_major && minor >= oldest_minor);
  if (is_enough) return passed("Node", version);
  return failed("Node", `${version} is too old`, `Install Node ${OLDEST_NODE.join(".")} or later.`);
}

/** Parley and its PostgreSQL are content with less, but not the build of the pages. */
const MEMORY = { least: 300 * MB, enough: GB };

export function judgeMemory(available: number): Finding {
  const says = `${inBytes(available)} available`;
  if (available >= MEMORY.enough) return passed("Memory", says);
  const todo = `Give this machine or container ${inBytes(MEMORY.enough)} or more, which the first start needs to build the pages.`;
  return available < MEMORY.least ? failed("Memory", says, todo) : warning("Memory", says, todo);
}

/** The embedded database alone keeps half a gigabyte of its log. */
const DISK = { least: GB, enough: 5 * GB };

export function judgeDisk(free: number, place: string, has_database: boolean): Finding {
  const says = `${inBytes(free)} free in ${place}`;
  const least = has_database ? DISK.least : 50 * MB;
  const enough = has_database ? DISK.enough : 500 * MB;
  if (free >= enough) return passed("Disk", says);
  const todo = "Make room on this disk: a database without any takes no more messages.";
  return free < least ? failed("Disk", says, todo) : warning("Disk", says, todo);
}

/** Besides one for each connection: the database's connections, Node's own, files. */
const OTHER_FILES = 200;

/** @param limit Infinity where there is none */
export function judgeFiles(limit: number, connections: number): Finding {
  const needed = connections + OTHER_FILES;
  const says = `${limit === Infinity ? "any number" : limit} may be open at once`;
  if (limit >= needed) return passed("Open files", says);
  return failed(
    "Open files",
    `${says}, and ${connections} connections need ${needed}`,
    `Raise the limit (“ulimit -n ${needed}”, or LimitNOFILE= in systemd), or lower PARLEY_MAX_CONNECTIONS.`,
  );
}

/** @param known a time that has certainly passed; both in milliseconds */
export function judgeClock(now: number, known: number): Finding {
  const says = new Date(now).toISOString();
  if (now >= known) return passed("Clock", says);
  return failed(
    "Clock",
    `${says} is before this version was made`,
    "Switch on the synchronisation of the clock, such as systemd-timesyncd or chrony.",
  );
}

/** When the newest part of the schema was made. */
function newestMigration(): number {
  const file = new URL("../../db/migrations/meta/_journal.json", import.meta.url);
  const { entries } = JSON.parse(readFileSync(file, "utf8")) as { entries: { when: number }[] };
  return Math.max(...entries.map(({ when }) => when));
}

/** The directory itself, or the nearest one above it that is there. */
function existing(directory: string): string {
  let found = directory;
  while (!existsSync(found)) found = dirname(found);
  return found;
}

/** Whether the data directory can be written, or made; it is left as it was. */
export async function checkDataDir(data_dir: string): Promise<Finding> {
  const is_there = existsSync(data_dir);
  const place = existing(data_dir);
  try {
    if (is_there) await rm(await mkdtemp(join(data_dir, "doctor-")), { recursive: true });
    else await access(place, constants.W_OK | constants.X_OK);
    return passed("Data", `${data_dir} ${is_there ? "can be written" : "can be made"}`);
  } catch (error) {
    return failed(
      "Data",
      `${data_dir} cannot be written: ${wordsOf(error)}`,
      "Give it to the user whom Parley runs as, or name another with PARLEY_DATA_DIR.",
    );
  }
}

/** Node raises its own limit as far as it may, and so does the server's. */
async function openFilesLimit(): Promise<number> {
  if (process.platform === "win32") return Infinity;
  const { stdout } = await promisify(execFile)("sh", ["-c", "ulimit -n"]);
  return stdout.trim() === "unlimited" ? Infinity : Number(stdout);
}

export async function checkMachine(env: Env): Promise<Finding[]> {
  const place = existing(env.PARLEY_DATA_DIR);
  const { bavail, bsize } = await statfs(place);
  // In a container the container's own limit counts; Node before 20.13 does not tell it.
  const available = process.availableMemory?.() ?? freemem();
  return [
    judgeNode(process.versions.node),
    judgeMemory(available),
    judgeDisk(bavail * bsize, place, !env.DATABASE_URL),
    await checkDataDir(env.PARLEY_DATA_DIR),
    judgeFiles(
      await openFilesLimit(),
      env.PARLEY_MAX_CONNECTIONS ?? SETTINGS.max_connections.usual,
    ),
    judgeClock(Date.now(), newestMigration()),
  ];
}
