import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { codeOf, unless } from "@/db/embedded/failures";
import type { Place } from "@/db/embedded/place";
import { run } from "@/db/embedded/runner";

const POLL_MS = 20;

/** What `postmaster.pid` says: lines 1, 4 and 8. Pid 0 where there is none. */
export async function readLockFile({ cluster }: Place) {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(unless("ENOENT"));
  const lines = text?.split("\n") ?? [];
  return { text, pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() };
}

/**
 * PostgreSQL clears up after a pid that is gone, but not after one that another program has got
 * since, which is usual after a container's restart; nor after an empty file that a crash left.
 */
export async function removeForeignLock(place: Place): Promise<void> {
  const { text, pid } = await readLockFile(place);
  if (text === undefined || (pid && !isAlive(pid))) return;
  await delay(POLL_MS);
  if ((await readLockFile(place)).text !== text || (await isPostmaster(pid, place))) return;
  await rm(join(place.cluster, "postmaster.pid"), { force: true });
}

/** Whether this pid is the postmaster over this cluster now, told by its command line. */
export async function isPostmaster(pid: number, { cluster }: Place): Promise<boolean> {
  if (!pid || !isAlive(pid)) return false;
  if (process.platform === "linux") {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return command.split("\0").includes(cluster);
  }
  // There is no such look at a process of Windows: whoever has the pid counts.
  if (process.platform === "win32") return true;
  const command = await run("ps", ["-ww", "-o", "command=", "-p", `${pid}`]).catch(() => undefined);
  return command?.stdout.includes(cluster) ?? false;
}

/** Whether a postmaster that is known to have had this pid still has it; cheap enough to ask often. */
export async function isStillThere(pid: number, place: Place): Promise<boolean> {
  // A process that has ended keeps its pid where its parent does not look after it.
  return process.platform === "linux" ? isPostmaster(pid, place) : isAlive(pid);
}

/** Another user's process is alive too. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}
