import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";

/** See MIGRATION_LOCK: the number only has to be another one. */
const SERVER_LOCK = 727_540;

const RETRY_MS = 200;

/**
 * Holds an embedded database for this server alone, until the answer is called or the process ends,
 * however it ends: the lock goes with the connection. A connection that breaks while the server
 * lives is made again, and the lock taken again.
 * @throws Error with one sentence when another server holds it
 */
export async function holdAlone(url: string): Promise<() => Promise<void>> {
  let released = false;
  const client = postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
    onclose: () => void holdAgain(),
  });
  async function take(): Promise<boolean> {
    const [row] = await client`select pg_try_advisory_lock(${SERVER_LOCK}) as is_held`;
    return row?.is_held;
  }
  async function holdAgain(): Promise<void> {
    while (!released && !(await take().catch(() => false))) await delay(RETRY_MS);
  }
  async function release(): Promise<void> {
    released = true;
    await client.end({ timeout: 1 });
  }
  if (await take()) return release;
  await release();
  throw new Error("Another Parley is running on this data directory.");
}
