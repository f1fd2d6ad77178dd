import { expect, test } from "vitest";
import { NO_FILTERS, readFilters, writeFilters } from "@/components/admin/chat-filters";
import { type SessionRow, sessionRows } from "@/components/admin/session-rows";

function row(id: string, minute: number, more: Partial<SessionRow> = {}): SessionRow {
  return {
    id,
    version: 1,
    subject: id,
    status: "pending",
    priority: "medium",
    required_skills: [],
    customer: { id: 1, name: "Ada" },
    agent: null,
    agent_id: null,
    agents: [],
    created_at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    ended_at: null,
    waiting_since: null,
    last_message: null,
    rating: null,
    ...more,
  };
}

const byId = (rows: SessionRow[]) => Object.fromEntries(rows.map((one) => [one.id, one]));
const ids = (rows: SessionRow[]) => rows.map((one) => one.id);

test("a newer version wins, whichever way it came", () => {
  const fetched = [row("a", 2, { version: 3, status: "closed" }), row("b", 1)];
  const events = byId([row("a", 2), row("b", 1, { version: 2, status: "active", agent_id: 7 })]);
  const rows = sessionRows(fetched, events, NO_FILTERS, false);
  expect(rows.map((one) => one.status)).toEqual(["closed", "active"]);
});

test("what an event brought is at its place, newest first", () => {
  const rows = sessionRows([row("b", 2)], byId([row("c", 3), row("a", 1)]), NO_FILTERS, false);
  expect(ids(rows)).toEqual(["c", "b", "a"]);
});

test("what lies beyond the last row waits for its page", () => {
  const rows = sessionRows([row("b", 2)], byId([row("c", 3), row("a", 1)]), NO_FILTERS, true);
  expect(ids(rows)).toEqual(["c", "b"]);
});

test("a row leaves and comes with the filters", () => {
  const pending = { ...NO_FILTERS, status: "pending" } as const;
  const taken = row("a", 1, { version: 2, status: "active", agent_id: 7 });
  const given_back = row("b", 2, { version: 3 });
  expect(ids(sessionRows([row("a", 1)], byId([taken, given_back]), pending, false))).toEqual(["b"]);
  expect(
    ids(sessionRows([], byId([taken, given_back]), { ...NO_FILTERS, agent_id: 7 }, false)),
  ).toEqual(["a"]);
});

test("days bound what is shown, both included", () => {
  const at = (text: string) => ({ created_at: new Date(text).toISOString() });
  const rows = [
    row("after", 0, at("2026-03-03T00:00:00")),
    row("last", 0, at("2026-03-02T23:59:59")),
    row("first", 0, at("2026-03-01T00:00:00")),
    row("before", 0, at("2026-02-28T23:59:59")),
  ];
  const days = { ...NO_FILTERS, from: "2026-03-01", to: "2026-03-02" };
  expect(ids(sessionRows(rows, {}, days, false))).toEqual(["last", "first"]);
});

test("the address holds the filters, and nothing else gets in", () => {
  const query = "status=active&agent=7&from=2026-03-01&to=2026-03-02";
  expect(writeFilters(readFilters(new URLSearchParams(query)))).toBe(query);
  const wrong = "status=open&agent=-1&from=0002-01-01&to=2026-13-45";
  expect(readFilters(new URLSearchParams(wrong))).toEqual(NO_FILTERS);
});
