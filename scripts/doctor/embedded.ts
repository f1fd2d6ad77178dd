import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusterVersion } from "@/db/embedded/cluster";
import { openPlace } from "@/db/embedded/place";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded/start";
import { holdAlone } from "@/db/hold-alone";
import { sentenceOf } from "@/db/reason";
import { checkDatabase } from "@/scripts/doctor/database";
import { type Finding, failed, passed, wordsOf } from "@/scripts/doctor/finding";

const ABOUT = "PostgreSQL";

/**
 * Whether the embedded PostgreSQL runs, or can be started; over a directory of its own where there
 * is no database yet, so that nothing is made that was not asked for.
 */
export async function checkEmbedded(data_dir: string): Promise<Finding[]> {
  try {
    const is_made = existsSync(data_dir) && (await clusterVersion(await openPlace(data_dir)));
    if (is_made) return await start(data_dir, "it can be started");
  } catch (error) {
    return [cannotStart(error)];
  }
  const trial = await mkdtemp(join(tmpdir(), "parley-doctor-"));
  try {
    // Root without user namespaces runs PostgreSQL as another user, who must get through.
    await chmod(trial, 0o711);
    return await start(trial, "it can be set up and started (tried in a temporary directory)");
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

function cannotStart(error: unknown): Finding {
  const todo = "Do what it says; or set DATABASE_URL to a PostgreSQL of your own.";
  return failed(ABOUT, `it cannot be started: ${sentenceOf(error)}`, todo);
}

async function start(data_dir: string, says: string): Promise<Finding[]> {
  let server: EmbeddedPostgres;
  try {
    server = await startEmbeddedPostgres({ data_dir });
  } catch (error) {
    return [cannotStart(error)];
  }
  if (server.adopted) {
    return [
      passed(ABOUT, `it runs, as process ${server.pid}`),
      ...(await checkDatabase(server.url)),
    ];
  }
  let release: () => Promise<void>;
  try {
    release = await holdAlone(server.url);
  } catch (error) {
    // A server came in between: it is its own now.
    return [passed(ABOUT, `it was started by another just now: ${wordsOf(error)}`)];
  }
  try {
    return [passed(ABOUT, says), ...(await checkDatabase(server.url))];
  } finally {
    await release().finally(server.stop);
  }
}
