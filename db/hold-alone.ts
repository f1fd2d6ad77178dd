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
  let is_retaking = false;
  const client = postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    // The pauses between the attempts are made here.
    backoff: () => 0,
    onnotice: () => {},
    onclose: () => void holdAgain(),
  });
  async function take(): Promise<boolean> {
    const [row] = await client`select pg_try_advisory_lock(${SERVER_LOCK}) as is_held`;
    return row?.is_held;
  }
  async function holdAgain(): Promise<void> {
    // An attempt that fails closes a connection too.
    if (is_retaking) return;
    is_retaking = true;
    while (!released && !(await take().catch(() => false))) await delay(RETRY_MS);
    is_retaking = false;
  }
  async function release(): Promise<void> {
    released = true;
    await client.end({ timeout: 1 });
  }
  const is_held = await take().catch(async (error) => {
    await release();
    throw error;
  });
  if (is_held) return release;
  await release();
  throw new Error("Another Parley is running on this data directory.");
}
