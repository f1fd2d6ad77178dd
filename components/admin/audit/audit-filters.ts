import { ACTION_WORDS } from "@/components/admin/audit/audit-text";
import { type Days, readDays, readUser } from "@/components/admin/chat-filters";
import type { AuditAction } from "@/lib/audit/contract";

/** What the audit log is narrowed to, as it stands in the address. */
export type AuditFilters = Days & { actor_id: number | null; action: AuditAction | null };

export const NO_FILTERS: AuditFilters = { actor_id: null, action: null, from: null, to: null };

export const ACTIONS = Object.keys(ACTION_WORDS) as AuditAction[];

/** Whatever somebody wrote into the address: what is no filter is none. */
export function readFilters(address: Pick<URLSearchParams, "get">): AuditFilters {
  const action = address.get("action");
  return {
    actor_id: readUser(address.get("by")),
    action: ACTIONS.find((one) => one === action) ?? null,
    ...readDays(address),
  };
}

export function writeFilters({ actor_id, action, from, to }: AuditFilters): string {
  const address = new URLSearchParams();
  if (actor_id) address.set("by", String(actor_id));
  if (action) address.set("action", action);
  if (from) address.set("from", from);
  if (to) address.set("to", to);
  return address.toString();
}

export const isFiltered = (filters: AuditFilters) => writeFilters(filters) !== "";
