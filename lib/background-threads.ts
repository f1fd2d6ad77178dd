import { readdir } from "node:fs/promises";
import { constants, setPriority } from "node:os";
import { log } from "@/lib/log";

/**
 * Puts the process's other threads behind the one that serves. V8 compiles, marks and sweeps in
 * them, and as urgent as it they take its core for a whole slice of the scheduler (4 ms and more)
 * where cores are few. Only Linux gives a thread a priority of its own (setpriority(2), "C
 * library/kernel differences"); elsewhere nothing is done. Those that are made later start as
 * urgent as who makes them, so call it once the process is ready.
 */
export async function putBackgroundThreadsBehind(): Promise<void> {
  if (process.platform !== "linux") return;
  for (const id of (await readdir("/proc/self/task")).map(Number)) {
    if (id === process.pid) continue;
    try {
      setPriority(id, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch (error) {
      // It has ended since, or a sandbox forbids it: the server serves all the same.
      log.debug({ err: error, thread: id }, "a background thread keeps its priority");
    }
  }
}
