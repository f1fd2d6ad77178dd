import { setTimeout as delay } from "node:timers/promises";
import { connect } from "@/db/connect";
import { log } from "@/lib/log";

/** See MIGRATION_LOCK: the number only has to be another one. */
const SERVER_LOCK = 727_540;

const RETRY_MS = 200;

/** Where another one is named than that which is held. */
const NAMED = { "data directory": "with PARLEY_DATA_DIR", database: "in DATABASE_URL" };

/** In seconds: a server whose machine died without a word holds its lock for less than 30. */
const KEEPALIVE = {
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
};

/**
 * Holds a database for this server alone, since two would not hear of each other's chats; until the
 * answer is called or the process ends, however it ends: the lock goes with the connection. A
 * connection that breaks while the server lives is made again, and the lock taken again.
 * @param what it is, for the error
 * @param patience how long another server may take to let go of it, in milliseconds
 * @throws Error with one sentence when another server holds it
 */
export async function holdAlone(
  url: string,
  { what = "data directory", patience = 0 }: { what?: keyof typeof NAMED; patience?: number } = {},
): Promise<() => Promise<void>> {
  let released = false;
  let is_retaking = false;
  const client = connect(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    // The pauses between the attempts are made here.
    backoff: () => 0,
    onnotice: () => {},
    connection: KEEPALIVE,
    onclose: () => void holdAgain(),
  });
  async function take(): Promise<boolean> {
    const [row] = await client`select pg_try_advisory_lock(${SERVER_LOCK}) as is_held`;
    return row?.is_held;
  }
  async function takeInTime(): Promise<boolean> {
    const give_up_at = Date.now() + patience;
    for (let attempt = 1; !(await take()); attempt++) {
      if (Date.now() >= give_up_at) return false;
      if (attempt === 1) log.warn("another Parley uses the database: the start waits for its end");
      await delay(RETRY_MS);
    }
    return true;
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
  const is_held = await takeInTime().catch(async (error) => {
    await release();
    throw error;
  });
  if (is_held) return release;
  await release();
  throw new Error(
    `Another Parley is running on this ${what}: end it first, or name another one ${NAMED[what]}.`,
  );
}
