import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, inject, onTestFinished, test } from "vitest";
import { db } from "@/db/client";
import { holdAlone } from "@/db/hold-alone";
import { ownPostgres } from "@/db/own-postgres";
import { inheritedEnvironment, readEnv } from "@/lib/env";
import { withEmptyDatabase } from "@/scripts/demo/database";
import { databaseUrl } from "@/testing/database-url";

/** A database of one's own, before the first start of Parley; and a connection to it. */
async function newDatabase() {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const server = postgres(inject("postgres"), { max: 1, onnotice: () => {} });
  await server.unsafe(`create database ${name}`);
  const url = databaseUrl(inject("postgres"), name);
  const client = postgres(url, { max: 1 });
  onTestFinished(async () => {
    await client.end();
    await server.unsafe(`drop database ${name} with (force)`);
    await server.end();
  });
  const secret = { PARLEY_SECRET: randomBytes(32).toString("base64url") };
  return { client, env: readEnv({ DATABASE_URL: url, ...secret }) };
}

const tablesOf = (client: postgres.Sql) =>
  client`select relname from pg_class where relnamespace = 'public'::regnamespace`;

test("an empty database of one's own gets the schema and is there for the work", async () => {
  const { env } = await newDatabase();
  const count = () => db().execute(sql`select count(*)::int as users from users`);
  expect([...(await withEmptyDatabase(env, count))]).toEqual([{ users: 0 }]);
});

test("where somebody has an account nothing is changed, the schema included", async () => {
  const { client, env } = await newDatabase();
  await client`create table users as select 1 as id`;
  const before = await tablesOf(client);
  await expect(withEmptyDatabase(env, async () => "done")).rejects.toThrow(
    /^The database is not empty\./,
  );
  expect(await tablesOf(client)).toEqual(before);
});

test("where a server runs nothing is changed", async () => {
  const { client, env } = await newDatabase();
  const release = await holdAlone(env.DATABASE_URL as string);
  await expect(withEmptyDatabase(env, async () => "done")).rejects.toThrow(
    "Another Parley is running on this database: ",
  );
  await release();
  expect(await tablesOf(client)).toEqual([]);
});

type Ended = { code: number; stdout: string; stderr: string };

/** `npm run demo` with no settings but a data directory. */
function runDemo(data_dir: string, ...options: string[]): Promise<Ended> {
  const { PATH } = inheritedEnvironment();
  const args = ["--import", "tsx", "scripts/demo.ts", ...options];
  const env = { PATH, PARLEY_DATA_DIR: data_dir };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: env as never }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

test("the command fills a fresh clone's own database once", { timeout: 180_000 }, async () => {
  const home = await mkdtemp(join(tmpdir(), "parley-demo-"));
  // Root without user namespaces runs PostgreSQL as another user, who must get through.
  await chmod(home, 0o711);
  onTestFinished(() => rm(home, { recursive: true }));
  const data_dir = join(home, "data");

  const first = await runDemo(data_dir, "--chats", "1", "--messages", "10");
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout.match(/@example\.(com|org) +\w{4}(-\w{4}){3}$/gm)).toHaveLength(8);
  expect(first.stdout).toContain("npm start");

  const second = await runDemo(data_dir);
  expect(second).toMatchObject({ code: 1, stdout: "" });
  expect(second.stderr).toMatch(/^No demo was made\. The database is not empty\./);

  const server = await ownPostgres(data_dir);
  onTestFinished(server.stop);
  const third = await runDemo(data_dir);
  expect(third).toMatchObject({ code: 1, stdout: "" });
  expect(third.stderr).toContain("Another Parley is running on this data directory: ");
});
