import { PRIORITIES, type Priority } from "@/lib/sessions/contract";
import { TICKET_STATUSES, type TicketStatus } from "@/lib/tickets/contract";
import { ZENDESK_STATES, type ZendeskState } from "@/lib/zendesk/contract";

/** What the list of tickets is narrowed to, as it stands in the address. */
export type TicketFilters = {
  status: TicketStatus | null;
  /** A member of staff by id, the reader, or nobody. */
  assignee: string | null;
  priority: Priority | null;
  /** A customer's id, from a link on their chat. */
  customer: string | null;
  /** How it stands with Zendesk, from the notice of what was given up. */
  zendesk: ZendeskState | null;
  q: string | null;
};

export const NO_FILTERS: TicketFilters = {
  status: null,
  assignee: null,
  priority: null,
  customer: null,
  zendesk: null,
  q: null,
};

const isId = (text: string) => /^[1-9]\d{0,8}$/.test(text);

/** Whatever somebody wrote into the address: what is no filter is none. */
export function readFilters(address: Pick<URLSearchParams, "get">): TicketFilters {
  const assignee = address.get("assignee") ?? "";
  const customer = address.get("customer") ?? "";
  const q = (address.get("q") ?? "").replace(/\s+/g, " ").trim().slice(0, 100);
  return {
    status: TICKET_STATUSES.find((one) => one === address.get("status")) ?? null,
    assignee: assignee === "me" || assignee === "none" || isId(assignee) ? assignee : null,
    priority: PRIORITIES.find((one) => one === address.get("priority")) ?? null,
    customer: isId(customer) ? customer : null,
    zendesk: ZENDESK_STATES.find((one) => one === address.get("zendesk")) ?? null,
    q: q || null,
  };
}

export function writeFilters(filters: TicketFilters): string {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) address.set(name, value);
  return address.toString();
}

/** As `GET /api/tickets` takes them. */
export function queryOf({ customer, ...filters }: TicketFilters, cursor: string): string {
  const query = new URLSearchParams(writeFilters({ ...filters, customer: null }));
  if (customer) query.set("customer_id", customer);
  if (cursor) query.set("cursor", cursor);
  return query.toString();
}

export const isFiltered = (filters: TicketFilters) => writeFilters(filters) !== "";
