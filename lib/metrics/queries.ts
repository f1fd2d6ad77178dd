import { timingSafeEqual } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { type Figures, toPrometheus } from "@/lib/metrics/registry";

/** Of equal length, so that the time taken tells nothing of what is right. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Figures of the process and of the chats, as Prometheus reads them: no names, no texts.
 * @throws AppError NOT_FOUND unless they are turned on; UNAUTHENTICATED without the right token
 */
export async function readMetrics({ token }: { token: string | null }): Promise<string> {
  const wanted = config().metrics_token;
  if (wanted === undefined) {
    throw new AppError("NOT_FOUND", "PARLEY_METRICS_TOKEN turns the figures on.");
  }
  if (token === null || !isSame(token, wanted)) {
    throw new AppError("UNAUTHENTICATED", "The figures need their token.");
  }
  return toPrometheus(await readFigures());
}

async function readFigures(): Promise<Figures> {
  const count = (of: string, column: string) =>
    sql<number>`count(*) filter (where ${sql.identifier(column)} = ${of})::int`;
  const [[open], [staff]] = await Promise.all([
    db()
      .select({
        pending: count("pending", "status"),
        active: count("active", "status"),
        longest_wait: sql<number>`coalesce(greatest(0, extract(epoch from now()
          - min(${sessions.created_at}) filter (where ${sessions.status} = 'pending'))), 0)::int`,
      })
      .from(sessions)
      .where(ne(sessions.status, "closed")),
    db()
      .select({
        online: count("online", "status"),
        busy: count("busy", "status"),
        away: count("away", "status"),
      })
      .from(users)
      .where(and(eq(users.is_active, true), ne(users.role, "customer"))),
  ]);
  if (!open || !staff) throw new Error("An aggregate gave no row.");
  const { longest_wait, ...by_status } = open;
  return { sessions: by_status, longest_wait, agents: staff };
}
