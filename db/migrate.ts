import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { connect } from "@/db/connect";

const OLDEST_POSTGRES = 140_000;
/** Any number will do as long as nothing else in the database uses it: "PARLEY" on a phone's keys. */
const MIGRATION_LOCK = 727_539;

/**
 * Brings the database at `url` to this version's schema. Several processes may call it at once:
 * the first migrates, the others wait for it.
 * @throws Error with one sentence when the server is older than PostgreSQL 14.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = connect(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    const [row] = await client`select current_setting('server_version_num')::int as version`;
    if (row?.version < OLDEST_POSTGRES) {
      throw new Error("Parley needs PostgreSQL 14 or later.");
    }
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL("migrations", import.meta.url)),
      migrationsSchema: "public",
      migrationsTable: "migrations",
    });
  } finally {
    // Ending the connection also gives the lock back.
    await client.end({ timeout: 5 });
  }
}
