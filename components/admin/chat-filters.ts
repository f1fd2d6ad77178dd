import type { Session, SessionStatus } from "@/lib/sessions/contract";

export const STATUSES: readonly SessionStatus[] = ["pending", "active", "closed"];

/** Days of the reader's calendar, `2026-11-22`, both included; null for no end. */
export type Days = { from: string | null; to: string | null };

/** What the table of chats is narrowed to, as it stands in the address. */
export type ChatFilters = Days & {
  status: SessionStatus | null;
  agent_id: number | null;
  /** Words of the customer's name or e-mail or of the subject, one space between them. */
  q: string | null;
};

export const NO_FILTERS: ChatFilters = {
  status: null,
  agent_id: null,
  q: null,
  from: null,
  to: null,
};

/** A day that the API takes: dates are typed digit by digit, so `0002-11-22` comes by. */
export function isDay(text: string | null): text is string {
  return /^(19[7-9]\d|[2-9]\d{3})-\d\d-\d\d$/.test(text ?? "") && !Number.isNaN(Date.parse(text!));
}

/** As many characters the API looks for. */
export const LONGEST_SEARCH = 100;

/** What is looked for, as somebody types it. */
export const readSearch = (text: string): string | null =>
  text
    .replace(/[\s\p{C}]+/gu, " ")
    .trim()
    .slice(0, LONGEST_SEARCH)
    .trimEnd() || null;

/** Whatever somebody wrote into the address: what is no filter is none. */
export function readFilters(address: Pick<URLSearchParams, "get">): ChatFilters {
  const status = address.get("status");
  const q = readSearch(address.get("q") ?? "");
  return {
    status: STATUSES.find((one) => one === status) ?? null,
    agent_id: readUser(address.get("agent")),
    q,
    ...readDays(address),
  };
}

export const readUser = (text: string | null): number | null =>
  /^[1-9]\d{0,8}$/.test(text ?? "") ? Number(text) : null;

export function readDays(address: Pick<URLSearchParams, "get">): Days {
  const from = address.get("from");
  const to = address.get("to");
  return { from: isDay(from) ? from : null, to: isDay(to) ? to : null };
}

export function writeFilters({ status, agent_id, q, from, to }: ChatFilters): string {
  const address = new URLSearchParams();
  if (q) address.set("q", q);
  if (status) address.set("status", status);
  if (agent_id) address.set("agent", String(agent_id));
  if (from) address.set("from", from);
  if (to) address.set("to", to);
  return address.toString();
}

/** No day is in between: the last one is before the first. */
export const isReversed = ({ from, to }: Days) => from !== null && to !== null && from > to;

export const isFiltered = (filters: ChatFilters) => writeFilters(filters) !== "";

/** The first and the last moment of the days, on the reader's clock. */
export function boundsOf({ from, to }: Days): { from: string | null; to: string | null } {
  const moment = (day: string | null, time: string) =>
    day && new Date(`${day}T${time}`).toISOString();
  return { from: moment(from, "00:00:00.000"), to: moment(to, "23:59:59.999") };
}

type Filterable = Pick<Session, "status" | "agent_id" | "created_at">;

/** Whether the words are in what is known of a session here; the server looks at e-mails too. */
export function isFound(
  { q }: ChatFilters,
  { customer, subject }: Pick<Session, "customer" | "subject">,
): boolean {
  const text = `${customer.name}\n${subject}`.toLowerCase();
  return (
    q === null ||
    q
      .toLowerCase()
      .split(" ")
      .every((word) => text.includes(word))
  );
}

/** Whether the server would list the session under these filters, whatever is looked for. */
export function matchesFilters(filters: ChatFilters, session: Filterable): boolean {
  const { from, to } = boundsOf(filters);
  return (
    (!filters.status || session.status === filters.status) &&
    (!filters.agent_id || session.agent_id === filters.agent_id) &&
    (!from || session.created_at >= from) &&
    (!to || session.created_at <= to)
  );
}
