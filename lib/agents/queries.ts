import { and, asc, eq, inArray, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import type { Agent, Workload, WorkloadInput } from "@/lib/agents/contract";
import { AppError } from "@/lib/errors";
import { authorize } from "@/lib/rights";

const active_staff = and(users.is_active, ne(users.role, "customer"));

const agentColumns = {
  id: users.id,
  version: users.version,
  name: users.name,
  status: users.status,
  is_idle: sql<boolean>`${users.status} = 'away' and ${users.chosen_status} <> 'away'`,
  skills: users.skills,
  active_chats: users.active_chats,
  max_concurrent_chats: users.max_concurrent_chats,
  last_activity_at: users.last_activity_at,
};

/** What is told of an agent after a change; who `is_staff` no more is one no more. */
export const toldAgentColumns = {
  ...agentColumns,
  is_staff: sql<boolean>`${users.is_active} and ${users.role} <> 'customer'`,
};
export type ToldAgent = Agent & { is_staff: boolean };

/** What is told of all staff, and of these people, who may be staff no more. */
export async function readToldStaff(user_ids: number[]): Promise<ToldAgent[]> {
  return db()
    .select(toldAgentColumns)
    .from(users)
    .where(or(active_staff, inArray(users.id, user_ids)));
}

/** All staff who may hold chats, by name; not paged, because a team fits on one screen. */
export async function listAgents(actor: Actor): Promise<{ items: Agent[]; next_cursor: null }> {
  authorize(actor, "agent.list");
  const items = await db()
    .select(agentColumns)
    .from(users)
    .where(active_staff)
    .orderBy(asc(users.name), asc(users.id));
  return { items, next_cursor: null };
}

/** @throws AppError NOT_FOUND when it is no active member of staff */
export async function readWorkload(actor: Actor, input: WorkloadInput): Promise<Workload> {
  const own = input.agent_id === actor.user_id;
  authorize(actor, own ? "agent.read_own_workload" : "agent.read_any_workload");
  const [agent] = await db()
    .select({
      active_chats: users.active_chats,
      max_concurrent_chats: users.max_concurrent_chats,
    })
    .from(users)
    .where(and(eq(users.id, input.agent_id), active_staff));
  if (!agent) throw new AppError("NOT_FOUND", "There is no such agent.");
  const customer = alias(users, "customer");
  const held = await db()
    .select({
      id: sessions.id,
      subject: sessions.subject,
      customer: { id: customer.id, name: customer.name },
    })
    .from(sessions)
    .innerJoin(customer, eq(customer.id, sessions.customer_id))
    .where(and(eq(sessions.agent_id, input.agent_id), eq(sessions.status, "active")))
    .orderBy(asc(sessions.assigned_at), asc(sessions.id));
  const { active_chats, max_concurrent_chats } = agent;
  return {
    active_chats,
    max_concurrent_chats,
    utilization: max_concurrent_chats ? active_chats / max_concurrent_chats : 1,
    available_slots: Math.max(0, max_concurrent_chats - active_chats),
    sessions: held,
  };
}

/** Who is shown as being there, for those who know who is. */
export async function listPresentAgents(): Promise<number[]> {
  const present = await db()
    .select({ id: users.id })
    .from(users)
    .where(and(ne(users.role, "customer"), ne(users.status, "offline")));
  return present.map(({ id }) => id);
}

/** Of these agents, who are there, those who are shown as gone and did not choose it. */
export async function listMissedAgents(user_ids: number[]): Promise<number[]> {
  const missed = await db()
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        inArray(users.id, user_ids),
        eq(users.status, "offline"),
        ne(users.chosen_status, "offline"),
      ),
    );
  return missed.map(({ id }) => id);
}
