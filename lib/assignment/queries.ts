import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import type { Assignment, AutomaticMode, ListAssignmentsInput } from "@/lib/assignment/contract";
import type { Present, Waiting } from "@/lib/assignment/policy";
import { authorizedSession } from "@/lib/sessions/queries";

/** So many are looked at together. */
export const WAITING_PAGE = 500;

/** Who waits, in the order in which they are served, after the first `passed_over` of them. */
export async function readWaiting(mode: AutomaticMode, passed_over: number): Promise<Waiting[]> {
  const in_order = [sessions.created_at, sessions.id];
  return db()
    .select({
      id: sessions.id,
      required_skills: sessions.required_skills,
      waited: sql<number>`greatest(0, extract(epoch from now() - ${sessions.created_at}))::int`,
      held_last_by: sql<number | null>`(
        select held.agent_id from ${assignments} held
        where held.session_id = ${sessions}.id order by held.left_at desc limit 1)`,
    })
    .from(sessions)
    .where(eq(sessions.status, "pending"))
    .orderBy(...(mode === "priority" ? [desc(sessions.priority), ...in_order] : in_order))
    .limit(WAITING_PAGE)
    .offset(passed_over);
}

/** The staff who are there, and whom a chat could be given to. */
export async function readPresent(): Promise<Present[]> {
  return db()
    .select({
      agent_id: users.id,
      name: users.name,
      status: users.status,
      skills: users.skills,
      active_chats: users.active_chats,
      max_concurrent_chats: users.max_concurrent_chats,
      last_given_at: sql<string | null>`(
        select max(given.assigned_at) from ${assignments} given
        where given.agent_id = ${users}.id and given.assigned_by is null)`.mapWith(
        assignments.assigned_at,
      ),
    })
    .from(users)
    .where(and(users.is_active, ne(users.role, "customer"), ne(users.status, "offline")));
}

/**
 * Who was given a session, by whom and, where it was given automatically, why; in order.
 * @throws AppError NOT_FOUND, FORBIDDEN
 */
export async function listAssignments(
  actor: Actor,
  input: ListAssignmentsInput,
): Promise<{ items: Assignment[]; next_cursor: null }> {
  const { id } = await authorizedSession(actor, input.session_id, "assignment.read");
  const giver = alias(users, "giver");
  const rows = await db()
    .select({
      agent: { id: users.id, name: users.name },
      assigned_by: { id: giver.id, name: giver.name },
      assigned_at: assignments.assigned_at,
      left_at: assignments.left_at,
      reasons: assignments.reasons,
    })
    .from(assignments)
    .innerJoin(users, eq(users.id, assignments.agent_id))
    .leftJoin(giver, eq(giver.id, assignments.assigned_by))
    .where(eq(assignments.session_id, id))
    .orderBy(asc(assignments.assigned_at), asc(assignments.id));
  return { items: rows, next_cursor: null };
}
