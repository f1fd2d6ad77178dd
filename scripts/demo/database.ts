import { closeDatabase, openDatabase } from "@/db/client";
import { connect } from "@/db/connect";
import { holdAlone } from "@/db/hold-alone";
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
  const { url, stop } = await (env.DATABASE_URL
    ? heldAlone(env.DATABASE_URL)
    : ownPostgres(env.PARLEY_DATA_DIR));
  try {
    return await withOpen(url, work);
  } finally {
    await stop();
  }
}

async function heldAlone(url: string) {
  return { url, stop: await holdAlone(url, { what: "database" }) };
}

async function withOpen<T>(url: string, work: () => Promise<T>): Promise<T> {
  await assertEmpty(url);
  await migrateDatabase(url);
  openDatabase(url);
  try {
    return await work();
  } finally {
    await closeDatabase();
  }
}

/** Before anything is changed, the schema included. */
async function assertEmpty(url: string): Promise<void> {
  const client = connect(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    const [table] = await client`select to_regclass('public.users') is not null as is_there`;
    if (!table?.is_there) return;
    const [user] = await client`select from public.users limit 1`;
    if (user) throw notEmpty();
  } finally {
    await client.end({ timeout: 5 });
  }
}
