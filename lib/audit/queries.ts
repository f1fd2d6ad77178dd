import { and, desc, eq, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { kb_articles } from "@/db/schema/kb-articles";
import { sessions } from "@/db/schema/sessions";
import { tickets } from "@/db/schema/tickets";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import type { AuditAction, AuditEntry, ListAuditInput } from "@/lib/audit/contract";
import { decodeCursor, encodeCursor } from "@/lib/cursor";
import { authorize } from "@/lib/rights";
import { instant, type List } from "@/lib/sessions/contract";

const DEFAULT_LIMIT = 50;
const cursorShape = z.tuple([instant, z.uuid()]);

type Row = typeof audit_log.$inferSelect;

/** Users that the details name: the values of what ends in `_id` and is a number. */
const idsIn = (details: Row["details"]): number[] =>
  Object.entries(details).flatMap(([key, value]) =>
    key.endsWith("_id") && typeof value === "number" ? [value] : [],
  );

/** What the rows are about, by kind: `session.end` is about a session. */
const subjectIds = (rows: Row[], kind: string): string[] =>
  rows.filter(({ action }) => action.startsWith(`${kind}.`)).map((row) => row.subject_id);

async function readNames(rows: Row[]) {
  const user_ids = [
    ...rows.flatMap(({ actor_id, details }) => [
      ...idsIn(details),
      ...(actor_id ? [actor_id] : []),
    ]),
    ...["user", "two_factor", "customer"].flatMap((kind) => subjectIds(rows, kind)).map(Number),
  ];
  const [people, chats, cases, articles] = await Promise.all([
    db().select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, user_ids)),
    db()
      .select({ id: sessions.id, name: sessions.subject })
      .from(sessions)
      .where(inArray(sessions.id, subjectIds(rows, "session"))),
    db()
      .select({
        id: tickets.id,
        name: sql<string>`${tickets.number} || ': ' || ${tickets.subject}`,
      })
      .from(tickets)
      .where(inArray(tickets.id, subjectIds(rows, "ticket"))),
    db()
      .select({ id: kb_articles.id, name: kb_articles.title })
      .from(kb_articles)
      .where(inArray(kb_articles.id, subjectIds(rows, "kb_article"))),
  ]);
  const subjects = new Map<string, string>();
  for (const { id, name } of [...people, ...chats, ...cases, ...articles]) {
    subjects.set(String(id), name);
  }
  return { subjects, people: new Map(people.map((person) => [person.id, person])) };
}

/**
 * The audit log, newest first.
 * @throws AppError FORBIDDEN; VALIDATION for a cursor that it did not give
 */
export async function listAudit(actor: Actor, input: ListAuditInput): Promise<List<AuditEntry>> {
  authorize(actor, "audit.read");
  const { actor_id, action, subject_id, from, to } = input;
  const limit = input.limit ?? DEFAULT_LIMIT;
  let onward: SQL | undefined;
  if (input.cursor !== undefined) {
    const [at, id] = decodeCursor(input.cursor, cursorShape);
    onward = sql`(${audit_log.created_at}, ${audit_log.id}) < (${at}::timestamptz, ${id}::uuid)`;
  }
  const found = await db()
    .select()
    .from(audit_log)
    .where(
      and(
        actor_id ? eq(audit_log.actor_id, actor_id) : undefined,
        action ? eq(audit_log.action, action) : undefined,
        subject_id ? eq(audit_log.subject_id, subject_id) : undefined,
        from ? gte(audit_log.created_at, from) : undefined,
        to ? lte(audit_log.created_at, to) : undefined,
        onward,
      ),
    )
    .orderBy(desc(audit_log.created_at), desc(audit_log.id))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  const { subjects, people } = await readNames(rows);
  const last = rows.at(-1);
  return {
    items: rows.map(({ actor_id, action, subject_id, details, ...row }) => ({
      ...row,
      action: action as AuditAction,
      actor: (actor_id && people.get(actor_id)) || null,
      subject_id,
      subject: subjects.get(subject_id) ?? null,
      details,
      people: idsIn(details).flatMap((id) => people.get(id) ?? []),
    })),
    next_cursor: last && found.length > limit ? encodeCursor([last.created_at, last.id]) : null,
  };
}
