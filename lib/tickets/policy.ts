import { type Actor, isStaff } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { Relation } from "@/lib/rights";
import type { TicketStatus } from "@/lib/tickets/contract";

/**
 * Where a ticket may go from each status. Forward any number of steps; back to open, when the
 * customer has answered or a solution was none. What is closed stays as it is for good.
 */
export const MOVES: Record<TicketStatus, readonly TicketStatus[]> = {
  open: ["pending", "solved", "closed"],
  pending: ["open", "solved", "closed"],
  solved: ["open", "closed"],
  closed: [],
};

export const canMove = (from: TicketStatus, to: TicketStatus): boolean => MOVES[from].includes(to);

type Subject = { assignee: { id: number } | null };

/** In which ways staff stand to a ticket; `serves_customer`: they are the agent of a chat of its customer. */
export function relationsToTicket(
  actor: Pick<Actor, "user_id" | "role">,
  { assignee }: Subject,
  serves_customer: boolean,
): Relation[] {
  if (!isStaff(actor)) return [];
  const holds: [Relation, boolean][] = [
    ["assignee", assignee?.id === actor.user_id],
    ["unassigned", assignee === null],
    ["customers_agent", serves_customer],
  ];
  return holds.filter(([, is]) => is).map(([relation]) => relation);
}

export const ticketNotFound = () => new AppError("NOT_FOUND", "There is no such ticket.");
