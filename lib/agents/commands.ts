import { and, eq, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import { db, type Transaction } from "@/db/client";
import { users } from "@/db/schema/users";
import type { Actor } from "@/lib/actor";
import type { AgentStatus, SetStatusInput } from "@/lib/agents/contract";
import { type ToldAgent, toldAgentColumns } from "@/lib/agents/queries";
import { AppError } from "@/lib/errors";
import { orUncertain, publish } from "@/lib/realtime/publish";
import { authorize } from "@/lib/rights";
import { settings } from "@/lib/settings/queries";

/** Goes with every change of what colleagues see of an agent. */
export const newVersion = { version: sql`${users.version} + 1` };

export const agentNotFound = () =>
  new AppError("NOT_FOUND", "There is no such agent.", { field: "agent_id" });

/**
 * Counts one more chat against the agent's limit, in the transaction that gives it. The guard and
 * the count are one statement, so that no two chats share the last free place.
 * @throws AppError NOT_FOUND when it is no active member of staff, AT_CAPACITY
 */
export async function takeSlot(tx: Transaction, agent_id: number): Promise<ToldAgent> {
  const active_staff = and(eq(users.id, agent_id), users.is_active, ne(users.role, "customer"));
  const [taken] = await tx
    .update(users)
    .set({ active_chats: sql`${users.active_chats} + 1`, ...newVersion })
    .where(and(active_staff, lt(users.active_chats, users.max_concurrent_chats)))
    .returning(toldAgentColumns);
  if (taken) return taken;
  const [agent] = await tx
    .select({
      active_chats: users.active_chats,
      max_concurrent_chats: users.max_concurrent_chats,
    })
    .from(users)
    .where(active_staff);
  if (!agent) throw agentNotFound();
  throw new AppError("AT_CAPACITY", "The agent has as many chats as they may.", {
    details: agent,
  });
}

/** Locks agents whose loads change together, in the one order in which everybody does. */
export async function lockAgents(tx: Transaction, agent_ids: number[]): Promise<void> {
  await tx
    .select({ id: users.id })
    .from(users)
    .where(inArray(users.id, agent_ids))
    .orderBy(users.id)
    .for("no key update");
}

/** Where several rows change in one statement, they are locked in that order too. */
const locked = (which: SQL | undefined) =>
  inArray(
    users.id,
    db().select({ id: users.id }).from(users).where(which).orderBy(users.id).for("no key update"),
  );

/** Gives the place back, in the transaction that takes the chat away. */
export async function freeSlot(tx: Transaction, agent_id: number): Promise<ToldAgent> {
  const [freed] = await tx
    .update(users)
    .set({ active_chats: sql`${users.active_chats} - 1`, ...newVersion })
    .where(eq(users.id, agent_id))
    .returning(toldAgentColumns);
  if (!freed) throw agentNotFound();
  return freed;
}

/** Colleagues see the agent as they are now. Call it after the commit. */
export function tellAgent(agent: ToldAgent): void {
  publish({ type: "agent_changed", agent });
}

/** Changes agents and tells of them as they are then. */
async function tell(user_ids: number[], change: () => Promise<ToldAgent[]>): Promise<ToldAgent[]> {
  const changed = await orUncertain({ type: "staff_uncertain", user_ids }, change);
  changed.forEach(tellAgent);
  return changed;
}

/** The agent's own choice, which outlasts their connection. */
export async function setStatus(actor: Actor, input: SetStatusInput) {
  authorize(actor, "agent.set_own_status");
  const { status } = input;
  await tell([actor.user_id], async () =>
    db()
      .update(users)
      .set({ status, chosen_status: status, last_activity_at: sql`now()`, ...newVersion })
      .where(eq(users.id, actor.user_id))
      .returning(toldAgentColumns),
  );
  return { status };
}

/** The agent touched their keyboard or mouse: `away` that came by itself ends. */
export async function recordActivity(actor: Actor): Promise<{ status: AgentStatus }> {
  authorize(actor, "agent.set_own_status");
  const own = eq(users.id, actor.user_id);
  const [back] = await tell([actor.user_id], async () =>
    db()
      .update(users)
      .set({ status: users.chosen_status, last_activity_at: sql`now()`, ...newVersion })
      .where(and(own, eq(users.status, "away"), ne(users.chosen_status, "away")))
      .returning(toldAgentColumns),
  );
  if (back) return { status: back.status };
  const [row] = await db()
    .update(users)
    .set({ last_activity_at: sql`now()` })
    .where(own)
    .returning({ status: users.status });
  return { status: row?.status ?? "offline" };
}

/** The agent's first socket is there: they are what they chose to be. */
export async function comeOnline(user_id: number): Promise<void> {
  await tell([user_id], async () =>
    db()
      .update(users)
      .set({ status: users.chosen_status, last_activity_at: sql`now()`, ...newVersion })
      .where(and(eq(users.id, user_id), eq(users.status, "offline")))
      .returning(toldAgentColumns),
  );
}

/** The agents' last sockets are gone, whatever they had chosen. */
export async function goOffline(user_ids: number[]): Promise<void> {
  if (user_ids.length === 0) return;
  await tell(user_ids, async () =>
    db()
      .update(users)
      .set({ status: "offline", ...newVersion })
      .where(locked(and(inArray(users.id, user_ids), ne(users.status, "offline"))))
      .returning(toldAgentColumns),
  );
}

/** Agents who are online without having touched anything for a while are away. */
export async function markIdleAway(): Promise<void> {
  const idle = sql`${users.last_activity_at} < now() - make_interval(secs => ${settings().away_after})`;
  await tell([], async () =>
    db()
      .update(users)
      .set({ status: "away", ...newVersion })
      .where(locked(and(eq(users.status, "online"), idle)))
      .returning(toldAgentColumns),
  );
}

/** At the start of the server nobody is connected, whatever the last run left behind. */
export async function markAllOffline(): Promise<void> {
  await db()
    .update(users)
    .set({ status: "offline", ...newVersion })
    .where(ne(users.status, "offline"));
}
