import { mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { messageOf, unavailable, unless } from "@/db/embedded/failures";
import { type Place, syncDirectory } from "@/db/embedded/place";
import { type Binaries, own, type Runner, runTo } from "@/db/embedded/runner";

/** The superuser and the database alike. */
export const NAME = "parley";

/** The major version that made the cluster, or undefined where there is none. */
export async function clusterVersion({ cluster }: Place): Promise<string | undefined> {
  const text = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(unless("ENOENT"));
  return text?.trim();
}

/**
 * Made beside its place and then moved there, so that it is whole or not there. Of two processes
 * doing this at once one wins, and the other uses what the first made.
 */
export async function initialise(binaries: Binaries, runner: Runner, place: Place): Promise<void> {
  const fresh = await mkdtemp(`${place.cluster}.new-`);
  const options = [
    `--pgdata=${fresh}`,
    `--username=${NAME}`,
    `--pwfile=${place.password_file}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
  ];
  try {
    await own(runner, fresh, place.password_file);
    await runTo(place.data_dir, runner, [binaries.initdb, ...options]);
    await rename(fresh, place.cluster);
    // A power cut must not undo the move: the old name counts as a leftover.
    await syncDirectory(place.data_dir);
  } catch (error) {
    if (await clusterVersion(place)) return;
    throw unavailable(
      `PostgreSQL could not make a database in ${place.cluster}: ${messageOf(error)}`,
      error,
    );
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** What interrupted first starts left. Not done by a first start, which may have company. */
export async function removeLeftovers({ data_dir, cluster }: Place): Promise<void> {
  for (const name of await readdir(data_dir)) {
    if (!name.startsWith(`${basename(cluster)}.new`)) continue;
    // An interrupted initdb may still be writing: what remains costs disk and nothing else.
    await rm(join(data_dir, name), { recursive: true, force: true }).catch(() => {});
  }
}
