import postgres from "postgres";

/** See MIGRATION_LOCK: the number only has to be another one. */
const SERVER_LOCK = 727_540;

/**
 * Holds an embedded database for this server alone, until the answer is called or the process ends,
 * however it ends: the lock goes with the connection.
 * @throws Error with one sentence when another server holds it
 */
export async function holdAlone(url: string): Promise<() => Promise<void>> {
  const client = postgres(url, { max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => {} });
  const [row] = await client`select pg_try_advisory_lock(${SERVER_LOCK}) as is_held`;
  const release = () => client.end({ timeout: 1 });
  if (row?.is_held) return release;
  await release();
  throw new Error("Another Parley is running on this data directory.");
}
