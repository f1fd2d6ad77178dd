import type { Actor, Role } from "@/lib/actor";
import { AppError } from "@/lib/errors";

/** How somebody can stand to a session. One can stand in several ways at once. */
export const RELATIONS = {
  own: "the session's customer",
  assignee: "the session's agent, also once it is closed",
  former_assignee: "an agent who held the session before",
  customers_agent: "the agent of another chat of the same customer",
  queue: "staff, while the session is pending",
} as const;

export type Relation = keyof typeof RELATIONS;

/** Whom an operation is open to: all of that role, or those who stand to the session in a given way. */
type Grant = "any" | readonly Relation[];

const READERS = ["assignee", "former_assignee", "customers_agent", "queue"] as const;

/**
 * The rights table: operation × role × relation. Every check of REST, of the sockets and of the
 * pages is made from it; what is not in it is not allowed. `session.read` also decides what one
 * may know of: an operation on a session that one may not read answers NOT_FOUND.
 */
export const RIGHTS = {
  "session.start": { customer: "any" },
  "session.list_own": { customer: "any" },
  "session.read": { customer: ["own"], agent: READERS, admin: "any" },
  "session.accept": { agent: "any", admin: "any" },
  "session.end": { customer: ["own"], agent: ["assignee"], admin: "any" },
  "session.release": { agent: ["assignee"], admin: "any" },
  "session.assign": { admin: "any" },
  "session.list_all": { admin: "any" },
  "message.send": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  "note.write": { agent: ["assignee"], admin: ["assignee"] },
  "note.read": { agent: READERS, admin: "any" },
  "message.seen": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  "message.typing": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  "draft.read": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  "draft.write": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  "queue.read": { agent: "any", admin: "any" },
  "agent.list": { agent: "any", admin: "any" },
  "agent.set_own_status": { agent: "any", admin: "any" },
  "agent.read_own_workload": { agent: "any", admin: "any" },
  "agent.read_any_workload": { admin: "any" },
  "user.read_self": { customer: "any", agent: "any", admin: "any" },
  "user.manage": { admin: "any" },
} as const satisfies Record<string, Partial<Record<Role, Grant>>>;

export type Operation = keyof typeof RIGHTS;

/** What the table says; `relations` are those in which the actor stands to the thing, if there is one. */
export function may(
  role: Role,
  operation: Operation,
  relations: readonly Relation[] = [],
): boolean {
  const grant = (RIGHTS[operation] as Partial<Record<Role, Grant>>)[role];
  if (!grant) return false;
  return grant === "any" || grant.some((relation) => relations.includes(relation));
}

/** @throws AppError FORBIDDEN when the table does not let the actor do it. */
export function authorize(
  actor: Pick<Actor, "role">,
  operation: Operation,
  relations: readonly Relation[] = [],
): void {
  if (!may(actor.role, operation, relations)) {
    throw new AppError("FORBIDDEN", "You may not do this.");
  }
}
