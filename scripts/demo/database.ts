import postgres from "postgres";
import { closeDatabase, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { ownPostgres } from "@/db/own-postgres";
import type { Env } from "@/lib/env";
import { notEmpty } from "@/scripts/demo/fill";

/**
 * Runs `work` with the database that the settings name open and brought to this version's schema,
 * alone: nobody has an account there, and no server runs on it.
 * @throws Error with one sentence when that is not so; nothing was changed then
 */
export async function withEmptyDatabase<T>(env: Env, work: () => Promise<T>): Promise<T> {
  if (env.DATABASE_URL) return withOpen(env.DATABASE_URL, work);
  const { url, stop } = await ownPostgres(env.PARLEY_DATA_DIR);
  try {
    return await withOpen(url, work);
  } finally {
    await stop();
  }
}

async function withOpen<T>(url: string, work: () => Promise<T>): Promise<T> {
  await assertFree(url);
  await migrateDatabase(url);
  openDatabase(url);
  try {
    return await work();
  } finally {
    await closeDatabase();
  }
}

/** Before anything is changed, the schema included. */
async function assertFree(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    // A server on a database of one's own holds no lock; but its connections have a name.
    const [server] = await client`
      select from pg_stat_activity
      where datname = current_database() and application_name = 'parley' limit 1`;
    if (server) throw new Error("A Parley is running on this database: stop it first.");
    const [table] = await client`select to_regclass('public.users') is not null as is_there`;
    if (!table?.is_there) return;
    const [user] = await client`select from public.users limit 1`;
    if (user) throw notEmpty();
  } finally {
    await client.end({ timeout: 5 });
  }
}
