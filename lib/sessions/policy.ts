import { type Actor, isStaff } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { may, type Operation, type Relation } from "@/lib/rights";
import type { Session } from "@/lib/sessions/contract";

/** What a session row alone cannot tell about an agent. */
export type Ties = {
  /** Has held the session before. */
  held_before: boolean;
  /** Is the agent of another session of the same customer. */
  serves_customer: boolean;
};

type Subject = Pick<Session, "customer_id" | "agent_id" | "status">;

/** All the ways in which the actor stands to the session. */
export function relationsTo(
  actor: Pick<Actor, "user_id" | "role">,
  session: Subject,
  ties: Ties = { held_before: false, serves_customer: false },
): Relation[] {
  const staff = isStaff(actor);
  const holds: [Relation, boolean][] = [
    ["own", !staff && session.customer_id === actor.user_id],
    ["assignee", staff && session.agent_id === actor.user_id],
    ["former_assignee", staff && ties.held_before && session.agent_id !== actor.user_id],
    ["customers_agent", staff && ties.serves_customer],
    ["queue", staff && session.status === "pending"],
  ];
  return holds.filter(([, is]) => is).map(([relation]) => relation);
}

/**
 * As whom of a session's people the actor may do `operation`: what the rights table says, for a
 * statement that looks at the session itself in the moment in which it writes.
 */
export function standing(actor: Pick<Actor, "user_id" | "role">, operation: Operation) {
  const { user_id, role } = actor;
  return {
    as_customer: may(role, operation, ["own"]) ? user_id : null,
    as_agent: may(role, operation, ["assignee"]) ? user_id : null,
    as_anyone: may(role, operation),
  };
}

/** For screens: whether to offer an operation. The server decides again. */
export function canOnSession(
  actor: Pick<Actor, "user_id" | "role">,
  operation: Operation,
  session: Subject,
): boolean {
  return may(actor.role, operation, relationsTo(actor, session));
}

/** Whether its agent was given it, by a colleague, an admin or automatically. */
export function isGiven({ agents, agent_id }: Pick<Session, "agents" | "agent_id">): boolean {
  return agent_id !== null && agents.at(-1)?.is_given === true;
}

/** Whether its agent got it from the one before, and not from the queue. */
export function isHandedOn({ agents }: Pick<Session, "agents">): boolean {
  const [from, to] = agents.slice(-2);
  return !!to && from?.left_at === to.joined_at;
}

/**
 * @throws AppError NOT_FOUND when the actor may not know of the session, the same as for one that
 * does not exist; FORBIDDEN when they may know of it and not do this.
 */
export function authorizeOnSession(
  actor: Pick<Actor, "role">,
  operation: Operation,
  relations: readonly Relation[],
): void {
  if (may(actor.role, operation, relations)) return;
  if (!may(actor.role, "session.read", relations)) throw sessionNotFound();
  throw new AppError("FORBIDDEN", "You may not do this in this chat.");
}

export const sessionNotFound = () => new AppError("NOT_FOUND", "There is no such chat.");
