import { type ChatFilters, isFound, matchesFilters } from "@/components/admin/chat-filters";
import type { Session } from "@/lib/sessions/contract";

/** What a row shows of a session. */
export type SessionRow = Pick<
  Session,
  | "id"
  | "version"
  | "subject"
  | "status"
  | "priority"
  | "required_skills"
  | "customer"
  | "agent"
  | "agent_id"
  | "agents"
  | "created_at"
  | "ended_at"
  | "waiting_since"
  | "last_message"
  | "rating"
>;

const isNewerFirst = (a: SessionRow, b: SessionRow) =>
  b.created_at.localeCompare(a.created_at) || b.id.localeCompare(a.id);

/**
 * The rows as they are now: what was fetched, newest first, with all that came as events since.
 * `version` decides between the two, so it does not matter which was on its way for longer. What
 * lies beyond the last row that was fetched comes with the next page.
 */
export function sessionRows(
  fetched: readonly SessionRow[],
  known: Readonly<Record<string, SessionRow>>,
  filters: ChatFilters,
  has_more: boolean,
): SessionRow[] {
  const last = has_more ? fetched.at(-1) : undefined;
  const rows = new Map<string, SessionRow>();
  for (const row of fetched) {
    const event = known[row.id];
    rows.set(row.id, event && event.version > row.version ? event : row);
  }
  for (const session of Object.values(known)) {
    if (rows.has(session.id) || (last && isNewerFirst(session, last) > 0)) continue;
    // Among what was fetched the server has looked, and in more than is known here.
    if (!isFound(filters, session)) continue;
    rows.set(session.id, session);
  }
  return [...rows.values()].filter((row) => matchesFilters(filters, row)).sort(isNewerFirst);
}
