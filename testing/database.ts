import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase, db, openDatabase } from "@/db/client";
import { type Config, configFrom, setConfig } from "@/lib/config";
import { readEnv } from "@/lib/env";
import { databaseUrl, TEMPLATE } from "@/testing/database-url";

/** Fast senders and many guests are what most tests are made of; those about limits set their own. */
const FAST = { PARLEY_MESSAGES_PER_SECOND: "1000000", PARLEY_LIMIT_FACTOR: "1000" };

/** The settings of a server that was told nothing but `env`. */
export const testConfig = (env: Record<string, string> = {}): Config =>
  configFrom(readEnv({ ...FAST, ...env }), "a secret of the tests, of 32 characters or more");

async function onServer(statement: string): Promise<void> {
  const client = postgres(inject("postgres"), { max: 1, onnotice: () => {} });
  try {
    await client.unsafe(statement);
  } finally {
    await client.end();
  }
}

/** A fresh, migrated database under `db()`, and a way to drop it. */
export async function makeDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(`create database ${name} template ${TEMPLATE}`);
  // What outlives a power cut is not tested here, and waiting for the disk is most of the time.
  await onServer(`alter database ${name} set synchronous_commit = off`);
  const url = databaseUrl(inject("postgres"), name);
  // The server takes 100 connections, and several test files run at once.
  openDatabase(url, { max: 10 });
  return {
    url,
    async drop() {
      await closeDatabase();
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

/** For a test file that needs the domain and no server: a database of its own and the settings. */
export function withDatabase(): void {
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ drop } = await makeDatabase());
    setConfig(testConfig());
  });
  afterAll(() => drop());
}

/** How many rows each table has: whether something was written, wherever. */
export async function rowCounts(): Promise<Record<string, number>> {
  const [row] = await db().execute(sql`select
    (select count(*)::int from users) as users,
    (select count(*)::int from logins) as logins,
    (select count(*)::int from setup_links) as setup_links,
    (select count(*)::int from sessions) as sessions,
    (select count(*)::int from messages) as messages,
    (select count(*)::int from assignments) as assignments,
    (select count(*)::int from cursors) as cursors,
    (select count(*)::int from audit_log) as audit_log`);
  return row as Record<string, number>;
}
