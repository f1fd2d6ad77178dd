import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "@/db/embedded/runner";
import { atTheEnd } from "./endings";
import { median } from "./figures";
import { now } from "./now";
import type { Postgres } from "./postgres";

/** What bench/slow-fsync.c adds to each fsync, in milliseconds. */
export const FSYNC_DELAY = 2;

/** The library that makes each fsync slower, or in a sentence why there is none. */
export async function compileSlowFsync(): Promise<{ library: string } | { missing: string }> {
  if (process.platform !== "linux") {
    return { missing: "A slower fsync is missing: it is preloaded, which works on Linux." };
  }
  const directory = await mkdtemp(join(tmpdir(), "parley-bench-fsync-"));
  atTheEnd(() => rm(directory, { recursive: true }));
  // PostgreSQL may run as another user, who has to reach it.
  await chmod(directory, 0o755);
  const library = join(directory, "slow-fsync.so");
  const source = fileURLToPath(new URL("slow-fsync.c", import.meta.url));
  try {
    await run("cc", ["-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"]);
    return { library };
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { missing: `A slower fsync is missing: it could not be compiled (${line}).` };
  }
}

/** What one commit after the other takes, in milliseconds (the median). */
export async function commitTime({ sql }: Postgres): Promise<number> {
  await sql`create table if not exists commits (at timestamptz)`;
  const times: number[] = [];
  for (let commit = 0; commit < 200; commit++) {
    const start = now();
    await sql`insert into commits values (now())`;
    times.push(now() - start);
  }
  return median(times);
}
