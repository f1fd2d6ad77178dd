import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, isSqlState, type Transaction } from "@/db/client";
import { assignments, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import type { Actor, Caller } from "@/lib/actor";
import { agentNotFound, freeSlot, takeSlot, tellAgent } from "@/lib/agents/commands";
import { writeAudit } from "@/lib/audit/commands";
import { AppError, hasCode } from "@/lib/errors";
import { publish } from "@/lib/realtime/publish";
import type { Operation } from "@/lib/rights";
import { changeSession } from "@/lib/sessions/commands";
import type { AssignInput, ReaderSession, SessionInput } from "@/lib/sessions/contract";
import type { AuthorizedSession } from "@/lib/sessions/queries";

async function alreadyAssigned(session: AuthorizedSession, tx: Transaction): Promise<AppError> {
  const [agent] = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(eq(users.id, session.agent_id as number));
  return new AppError("ALREADY_ASSIGNED", `${agent?.name} has taken this chat.`, {
    details: { agent, assigned_at: session.assigned_at },
  });
}

/** pending → active, for whom the rights let it be given to. */
async function give(
  actor: Actor,
  session_id: string,
  agent_id: number,
  operation: Operation,
  caller: Caller | undefined,
): Promise<{ session: ReaderSession }> {
  const { agent, views, session } = await changeSession(actor, session_id, operation, {
    async decide(session, tx) {
      if (session.status === "active") throw await alreadyAssigned(session, tx);
      if (session.status === "closed") throw new AppError("CHAT_CLOSED", "This chat has ended.");
      return { status: "active", agent_id, assigned_at: sql`now()` };
    },
    async also(tx, session) {
      const agent = await takeSlot(tx, agent_id);
      await tx.insert(assignments).values({
        id: uuidv7(),
        session_id: session.id,
        agent_id,
        assigned_by: actor.user_id,
        assigned_at: sql`now()`,
      });
      if (operation === "session.assign") {
        await writeAudit(tx, actor, "session.assign", session.id, { agent_id });
      }
      return agent;
    },
  });
  publish({ type: "session_assigned", session: views }, caller);
  if (agent) tellAgent(agent);
  return { session };
}

/**
 * Takes a pending chat. Of any number who try at once one wins.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED, AT_CAPACITY, and ALREADY_ASSIGNED with
 *   `details: { agent: { id, name }, assigned_at }`
 */
export function acceptSession(actor: Actor, input: SessionInput, caller?: Caller) {
  return give(actor, input.session_id, actor.user_id, "session.accept", caller);
}

/**
 * Gives a pending chat to an agent.
 * @throws AppError as `acceptSession`; NOT_FOUND with `field: "agent_id"` for who is no agent
 */
export async function assignSession(actor: Actor, input: AssignInput, caller?: Caller) {
  try {
    return await give(actor, input.session_id, input.agent_id, "session.assign", caller);
  } catch (error) {
    // The session names its agent before the agent is looked at: see the order of the locks.
    if (isSqlState(error, "23503", "sessions_agent_id_users_id_fk")) throw agentNotFound();
    throw error;
  }
}

/**
 * Takes an active chat from its agent, back to its old place in the queue.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED, CONFLICT when it is in the queue already
 */
export async function releaseSession(
  actor: Actor,
  input: SessionInput,
  caller?: Caller,
): Promise<{ session: ReaderSession }> {
  const { before, agent, views, session } = await changeSession(
    actor,
    input.session_id,
    "session.release",
    {
      async decide(session) {
        if (session.status === "closed") throw new AppError("CHAT_CLOSED", "This chat has ended.");
        if (session.status === "pending") {
          throw new AppError("CONFLICT", "This chat is in the queue already.");
        }
        return { status: "pending", agent_id: null, assigned_at: null };
      },
      async also(tx, session) {
        const agent = await freeSlot(tx, session.agent_id as number);
        if (session.agent_id !== actor.user_id) {
          await writeAudit(tx, actor, "session.release", session.id, {
            agent_id: session.agent_id,
          });
        }
        return agent;
      },
    },
  );
  const former_agent_id = before.agent_id as number;
  publish({ type: "session_released", session: views, former_agent_id }, caller);
  if (agent) tellAgent(agent);
  return { session };
}

/** Releases all that an agent holds, when they are an agent no more. */
export async function releaseAllOf(actor: Actor, agent_id: number, caller?: Caller): Promise<void> {
  const held = await db()
    .select({ session_id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.agent_id, agent_id), eq(sessions.status, "active")));
  for (const { session_id } of held) {
    try {
      await releaseSession(actor, { session_id }, caller);
    } catch (error) {
      // Ended or released by somebody else in the meantime: it is not theirs any more either way.
      if (!hasCode(error, "CHAT_CLOSED") && !hasCode(error, "CONFLICT")) throw error;
    }
  }
}
