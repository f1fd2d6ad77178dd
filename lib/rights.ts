import type { Actor, Role } from "@/lib/actor";
import { AppError } from "@/lib/errors";

/** How somebody can stand to a session. One can stand in several ways at once. */
export const RELATIONS = {
  own: "the session's customer",
  assignee: "the session's agent, also once it is closed",
  former_assignee: "an agent who held the session before",
  customers_agent: "the agent of another chat of the same customer",
  queue: "staff, while the session is pending",
  unassigned: "staff, of a ticket that nobody has",
} as const;

export type Relation = keyof typeof RELATIONS;

/** Whom an operation is open to: all of that role, or those who stand to the session in a given way. */
type Grant = "any" | readonly Relation[];

/** Of a ticket `assignee` is who has it, and `customers_agent` the agent of a chat of its customer. */
const TICKET_HANDLERS = ["assignee", "unassigned", "customers_agent"] as const;
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
  "session.transfer": { agent: ["assignee"], admin: "any" },
  "session.assign": { admin: "any" },
  /** Who gave it to whom, and why. */
  "assignment.read": { admin: "any" },
  "session.list_all": { admin: "any" },
  "session.rate": { customer: ["own"] },
  "message.send": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  "note.write": { agent: ["assignee"], admin: ["assignee"] },
  "note.read": { agent: READERS, admin: "any" },
  "message.search": { customer: "any", agent: "any", admin: "any" },
  "message.export": { admin: "any" },
  "message.seen": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  "message.typing": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  /** Who the customer is, and which of their other sessions the actor may read. */
  "customer.read": { agent: READERS, admin: "any" },
  "customer.export": { admin: "any" },
  "customer.erase": { admin: "any" },
  "ticket.convert": { agent: ["assignee"], admin: "any" },
  "ticket.list": { agent: "any", admin: "any" },
  "ticket.create": { agent: ["customers_agent"], admin: "any" },
  "ticket.read": { agent: TICKET_HANDLERS, admin: "any" },
  "ticket.change": { agent: TICKET_HANDLERS, admin: "any" },
  "ticket.comment": { agent: TICKET_HANDLERS, admin: "any" },
  "draft.read": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  "draft.write": { customer: ["own"], agent: ["assignee"], admin: ["assignee"] },
  /** The shared ones and one's own; another's own does not exist for anybody else. */
  "canned_response.read": { agent: "any", admin: "any" },
  "canned_response.write_own": { agent: "any", admin: "any" },
  "canned_response.write_shared": { admin: "any" },
  "canned_response.use": { agent: ["assignee"], admin: ["assignee"] },
  /** Staff read the drafts as well. */
  "kb_article.read": { customer: "any", agent: "any", admin: "any" },
  "kb_article.write_draft": { agent: "any", admin: "any" },
  /** Also whatever is done to a published one. */
  "kb_article.publish": { admin: "any" },
  "kb_article.share": { agent: ["assignee"], admin: ["assignee"] },
  "queue.read": { agent: "any", admin: "any" },
  "agent.list": { agent: "any", admin: "any" },
  "agent.set_own_status": { agent: "any", admin: "any" },
  "agent.read_own_workload": { agent: "any", admin: "any" },
  "agent.read_any_workload": { admin: "any" },
  "user.read_self": { customer: "any", agent: "any", admin: "any" },
  /** Guests have no password to change. */
  "user.change_own_password": { customer: "any", agent: "any", admin: "any" },
  "login.manage_own": { customer: "any", agent: "any", admin: "any" },
  "two_factor.manage_own": { agent: "any", admin: "any" },
  "user.manage": { admin: "any" },
  "analytics.read": { admin: "any" },
  "settings.manage": { admin: "any" },
  "audit.read": { admin: "any" },
  "zendesk.manage": { admin: "any" },
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
