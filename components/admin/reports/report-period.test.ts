import { describe, expect, test } from "vitest";
import {
  dayBefore,
  faultOf,
  queryOf,
  type ReportPeriod,
  readPeriod,
  writePeriod,
} from "@/components/admin/reports/report-period";

const read = (query: string) => readPeriod(new URLSearchParams(query));

describe("the address", () => {
  test.each([
    ["", { preset: "7d", from: null, to: null }],
    ["period=today", { preset: "today", from: null, to: null }],
    ["period=30d&from=2026-01-01", { preset: "30d", from: null, to: null }],
    ["period=custom&from=2026-01-01", { preset: "custom", from: "2026-01-01", to: null }],
    ["period=custom&from=0002-01-01&to=x", { preset: "custom", from: null, to: null }],
    ["period=toString", { preset: "7d", from: null, to: null }],
  ])("%s", (query, period) => {
    expect(read(query)).toEqual(period);
    expect(read(writePeriod(read(query)))).toEqual(period);
  });
});

test("a preset ends now, with today as its last day; a custom one is as its days say", () => {
  const now = new Date(2026, 2, 1, 9, 30);
  const query = (period: string) =>
    Object.fromEntries(new URLSearchParams(queryOf(read(period), now, "Europe/Berlin")));
  expect(query("period=today")).toEqual({ from: "2026-03-01", tz: "Europe/Berlin" });
  expect(query("")).toEqual({ from: "2026-02-23", tz: "Europe/Berlin" });
  expect(query("period=custom&from=2026-01-01&to=2026-01-31")).toEqual({
    from: "2026-01-01",
    to: "2026-01-31",
    tz: "Europe/Berlin",
  });
  expect(query("period=custom")).toEqual({ tz: "Europe/Berlin" });
});

test("days are those of the calendar, whatever the clocks do", () => {
  expect(dayBefore(new Date(2026, 2, 30, 0, 10), 1)).toBe("2026-03-29");
  expect(dayBefore(new Date(2026, 0, 1, 23, 59), 365)).toBe("2025-01-01");
});

test("what is wrong is said at the field that is to be changed", () => {
  const custom = (from: string | null, to: string | null): ReportPeriod => ({
    preset: "custom",
    from,
    to,
  });
  expect(faultOf(custom("2026-02-02", "2026-02-01"))).toEqual({ to: "Before “From”." });
  expect(faultOf(custom("2024-01-01", "2025-12-31"))).toEqual({});
  expect(faultOf(custom("2024-01-01", "2026-01-01"))).toEqual({ from: "More than 731 days." });
  expect(faultOf(custom(null, "2026-01-01"))).toEqual({});
});
