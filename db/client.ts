import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { connect } from "@/db/connect";
import * as attachments from "@/db/schema/attachments";
import * as audit from "@/db/schema/audit";
import * as canned_responses from "@/db/schema/canned-responses";
import * as customers from "@/db/schema/customers";
import * as drafts from "@/db/schema/drafts";
import * as figures from "@/db/schema/figures";
import * as kb_articles from "@/db/schema/kb-articles";
import * as messages from "@/db/schema/messages";
import * as ratings from "@/db/schema/ratings";
import * as search from "@/db/schema/search";
import * as sessions from "@/db/schema/sessions";
import * as tickets from "@/db/schema/tickets";
import * as users from "@/db/schema/users";
import { slot } from "@/lib/slot";

const schema = {
  ...attachments,
  ...audit,
  ...customers,
  ...drafts,
  ...messages,
  ...ratings,
  ...sessions,
  ...users,
  ...search,
  ...figures,
  ...tickets,
  ...canned_responses,
  ...kb_articles,
};

type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** A read runs in a transaction or without one alike. */
export type Queryable = Database | Transaction;

type Pool = {
  database: Database;
  client: postgres.Sql;
  log: postgres.Sql;
  close(): Promise<void>;
};

const pool = slot<Pool>("database");

/** The pool's database. Set up once by the boot with `openDatabase`. */
export const db = (): Database => pool.get().database;

/**
 * A query that is asked often: built once for the open database, and known to each connection, so
 * that it is neither put together nor planned again.
 */
export function prepared<Query>(build: (database: Database) => Query): () => Query {
  const built = new WeakMap<Database, Query>();
  return () => {
    const database = db();
    const query = built.get(database) ?? build(database);
    built.set(database, query);
    return query;
  };
}

/** One connection of the pool for oneself, for what lasts longer than a transaction does: release it. */
export const reserveConnection = (): Promise<postgres.ReservedSql> => pool.get().client.reserve();

/** The connections that write the log and do nothing else, so that no read is in a message's way. */
export const logClient = (): postgres.Sql => pool.get().log;

/** As many batches of the log are written at once; more did not help. */
export const LOG_CONNECTIONS = 2;

/** How soon a lost connection is made again, in seconds; without it the waits grow to 20. */
const RECONNECT_AFTER = 0.25;

const settings = {
  application_name: "parley",
  TimeZone: "UTC",
  statement_timeout: 5000,
  idle_in_transaction_session_timeout: 10_000,
};

/**
 * The log's statement is planned once for each connection, and for tables of any size: at the first
 * message they are empty, and a plan that reads them whole would be kept.
 */
const log_settings = {
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  enable_material: "off",
  jit: "off",
  // One session that somebody holds must not hold up all others.
  lock_timeout: 1000,
};

/** Opens the pool of the process. Connections are made when they are needed. */
export function openDatabase(url: string, { max = 20 } = {}): void {
  const options = { connect_timeout: 5, backoff: () => RECONNECT_AFTER, onnotice: () => {} };
  const client = connect(url, { ...options, max, idle_timeout: 60, connection: settings });
  const log = connect(url, {
    ...options,
    max: LOG_CONNECTIONS,
    fetch_types: false,
    connection: { ...settings, ...log_settings },
  });
  const ends = () => Promise.all([client.end({ timeout: 5 }), log.end({ timeout: 5 })]);
  pool.set({
    database: drizzle(client, { schema }),
    client,
    log,
    close: async () => void (await ends()),
  });
}

export async function closeDatabase(): Promise<void> {
  const open = pool.peek();
  pool.set(undefined);
  await open?.close();
}

/**
 * Whether `error` is PostgreSQL's `sqlstate`, however deep Drizzle has wrapped it; for a unique
 * violation also of which constraint.
 */
export function isSqlState(error: unknown, sqlstate: string, constraint?: string): boolean {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) {
    if ("code" in e && e.code === sqlstate) {
      return !constraint || ("constraint_name" in e && e.constraint_name === constraint);
    }
  }
  return false;
}

const ATTEMPTS = 5;

/**
 * Runs `work` in a transaction and returns what it returns, after the commit. Deadlocks and
 * serialisation failures are run again from the start, so `work` must have no effect outside `tx`.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().transaction(work);
    } catch (error) {
      const again = isSqlState(error, "40P01") || isSqlState(error, "40001");
      if (!again || attempt === ATTEMPTS) throw error;
    }
  }
}
