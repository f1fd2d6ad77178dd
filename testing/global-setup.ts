import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "@/db/embedded/start";
import { migrateDatabase } from "@/db/migrate";
import { databaseUrl, TEMPLATE } from "@/testing/database-url";

/** One PostgreSQL for the whole run, with a migrated database from which each test file copies its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data_dir = await mkdtemp(join(tmpdir(), "parley-test-"));
  // Root without user namespaces runs PostgreSQL as another user, who must get through.
  await chmod(data_dir, 0o711);
  const server = await startEmbeddedPostgres({ data_dir });
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${TEMPLATE}`);
  await sql.end();
  await migrateDatabase(databaseUrl(server.url, TEMPLATE));
  project.provide("postgres", server.url);
  return async () => {
    await server.stop();
    await rm(data_dir, { recursive: true });
  };
}

declare module "vitest" {
  export interface ProvidedContext {
    /** A superuser's connection to the run's PostgreSQL. */
    postgres: string;
  }
}
