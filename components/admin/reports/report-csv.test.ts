import { expect, test } from "vitest";
import { csvName, reportCsv } from "@/components/admin/reports/report-csv";
import type { Analytics, Figures, Spreads } from "@/lib/analytics/contract";
import { csvCell } from "@/lib/csv";

const nothing = { count: 0, mean: null, median: null, p90: null };
const spreads: Spreads = {
  wait: { count: 3, mean: 40, median: 30, p90: 90 },
  first_response: nothing,
  response: nothing,
  duration: nothing,
  messages: { count: 3, mean: 4.33, median: 4, p90: 6 },
  satisfaction: nothing,
};
const figures: Figures = {
  sessions: { total: 3, by_status: { pending: 0, active: 1, closed: 2 } },
  ...spreads,
};

const reportOf = (...names: string[]): Analytics => ({
  tz: "Europe/Berlin",
  period: { from: "2026-03-28T23:00:00.000Z", to: "2026-03-30T22:00:00.000Z" },
  previous_period: { from: "2026-03-26T23:00:00.000Z", to: "2026-03-28T23:00:00.000Z" },
  figures,
  previous: figures,
  by_hour: Array<number>(24).fill(1),
  by_weekday: Array<number>(7).fill(2),
  by_weekday_hour: Array.from({ length: 7 }, () => Array<number>(24).fill(3)),
  by_agent: names.map((name, n) => ({ agent: { id: n + 1, name }, sessions: n, ...spreads })),
});

const linesOf = (report: Analytics) => reportCsv(report).slice(1).trimEnd().split("\r\n");

test("all figures are in it, a line for each", () => {
  const lines = linesOf(reportOf("Ada"));
  expect(reportCsv(reportOf())).toMatch(/^\uFEFFfigures of,/);
  expect(lines).toHaveLength(1 + 2 * (1 + 3 + 6) + 24 + 7 + 7 * 24 + (1 + 6));
  expect(lines).toContain("agent,Ada,wait,seconds,3,40,30,90");
  expect(lines).toContain("agent,Ada,messages,messages,3,4.33,4,6");
  expect(lines).toContain("agent,Ada,satisfaction,score 1 to 5,0,,,");
  expect(lines).toContain("weekday and hour,Sunday 23:00,chats,chats,3,,,");
});

test.each(["=1+1", "@SUM(A1)", "A;=1+1"])("no name is a formula: %j", (name) => {
  expect(linesOf(reportOf(name))).toContain(`agent,${csvCell(name)},chats,chats,0,,,`);
  expect(csvCell(name)).toContain("'");
});

test("quotes are doubled, so that a name ends its cell nowhere", () => {
  expect(linesOf(reportOf('A "B", C'))).toContain('agent,"A ""B"", C",chats,chats,0,,,');
});

test("the file is named after the days of the zone", () => {
  expect(csvName(reportOf())).toBe("parley-report-2026-03-29-to-2026-03-30.csv");
});
