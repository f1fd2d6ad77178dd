import { sql } from "drizzle-orm";
import { db } from "@/db/client";

/** The process answers. Whole seconds since it started. */
export async function readHealth(): Promise<{ status: "alive"; uptime: number }> {
  return { status: "alive", uptime: Math.floor(process.uptime()) };
}

/**
 * The server can do its work.
 * @throws an error that is answered UNAVAILABLE while the database does not answer
 */
export async function readReadiness(): Promise<{ status: "ready" }> {
  await db().execute(sql`select 1`);
  return { status: "ready" };
}
