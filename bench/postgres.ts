import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { initialise, NAME } from "@/db/embedded/cluster";
import { openPlace, readOrMakePassword } from "@/db/embedded/place";
import { runPostmaster, stopPostmaster } from "@/db/embedded/postmaster";
import { chooseRunner, findBinaries } from "@/db/embedded/runner";
import { migrateDatabase } from "@/db/migrate";
import { databaseUrl, TEMPLATE } from "@/testing/database-url";
import { pinned } from "./cores";
import { atTheEnd } from "./endings";

export type Postgres = {
  /** The postmaster's. */
  pid: number;
  sql: postgres.Sql;
  /** A fresh, migrated database, at its most even: nothing is left to be written for others. */
  makeDatabase(): Promise<Database>;
};
export type Database = {
  url: string;
  /** One statement, over a connection of its own. */
  query<T>(statement: string): Promise<T[]>;
  drop(): Promise<void>;
};

/** Files of 16 MB of the write-ahead log, which a new cluster makes one by one. */
const LOG_FILES = 32;

/**
 * Making a file of the log takes tens of milliseconds, in which nobody commits. A database that has
 * been used for a while uses its old ones again; a new one is given some.
 */
async function wearIn(sql: postgres.Sql): Promise<void> {
  for (let made = 0; made < LOG_FILES; made++) {
    await sql`select pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()`;
  }
  await sql`checkpoint`;
}

/**
 * Parley's own PostgreSQL with its own settings, over a directory that goes with it. The app is
 * given its address, so that the two can be pinned to cores of their own.
 * @param preload a library to load into it
 */
export async function startPostgres({
  core,
  preload,
}: {
  core: string | null;
  preload?: string;
}): Promise<Postgres> {
  const data_dir = await mkdtemp(join(tmpdir(), "parley-bench-"));
  atTheEnd(() => rm(data_dir, { recursive: true }));
  // Root without user namespaces runs PostgreSQL as another user, who must get through.
  await chmod(data_dir, 0o711);
  const place = await openPlace(data_dir);
  const binaries = await findBinaries();
  const { runner } = await chooseRunner(binaries, place);
  const password = await readOrMakePassword(place);
  await initialise(binaries, runner, place);

  const loading = preload ? ["env", `LD_PRELOAD=${preload}`] : [];
  const prefix = [...runner.prefix, ...pinned(core, loading)];
  const installation = { binaries, runner: { ...runner, prefix }, place, password };
  const { pid, port } = await runPostmaster(installation);
  atTheEnd(() => stopPostmaster(pid, place));

  const url = `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`;
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  atTheEnd(() => sql.end({ timeout: 5 }));
  await sql.unsafe(`create database ${TEMPLATE}`);
  await migrateDatabase(databaseUrl(url, TEMPLATE));

  await wearIn(sql);

  let made = 0;
  return {
    pid,
    sql,
    async makeDatabase() {
      const name = `bench_${++made}`;
      await sql.unsafe(`create database ${name} template ${TEMPLATE}`);
      await sql.unsafe("checkpoint");
      return {
        url: databaseUrl(url, name),
        async query<T>(statement: string) {
          const connection = postgres(databaseUrl(url, name), { max: 1 });
          const rows = await connection.unsafe(statement);
          await connection.end();
          return rows as unknown as T[];
        },
        drop: async () => void (await sql.unsafe(`drop database ${name} with (force)`)),
      };
    },
  };
}
