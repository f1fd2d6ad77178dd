import { expect, test } from "vitest";
import { exportPath, periodOf } from "@/components/admin/export-period";

const now = new Date("2026-03-31T12:00:00.000Z");
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

test("without filters it is the last 30 days", () => {
  expect(periodOf({ from: null, to: null }, now)).toEqual({
    from: "2026-03-01T12:00:00.000Z",
    to: now.toISOString(),
  });
});

test("the filters' days are whole, on the reader's clock", () => {
  const { from = "", to = "" } = periodOf({ from: "2026-02-01", to: "2026-02-28" }, now) ?? {};
  expect(new Date(from).getHours()).toBe(0);
  expect(new Date(to).getHours()).toBe(23);
  expect(Math.round(days(from, to))).toBe(28);
});

test("an end alone means 30 days before it, a beginning alone means until now", () => {
  const { from = "", to = "" } = periodOf({ from: null, to: "2026-02-28" }, now) ?? {};
  expect(days(from, to)).toBe(30);
  expect(periodOf({ from: "2026-03-30", to: null }, now)?.to).toBe(now.toISOString());
});

test("what the server would refuse is none", () => {
  expect(periodOf({ from: "2020-01-01", to: null }, now)).toBeNull();
  expect(periodOf({ from: "2026-03-02", to: "2026-03-01" }, now)).toBeNull();
});

test("the address says all of it", () => {
  const period = { from: "2026-03-01T00:00:00.000Z", to: "2026-03-02T00:00:00.000Z" };
  expect(exportPath(period, "csv")).toBe(
    "/api/live-chat/admin/export?from=2026-03-01T00%3A00%3A00.000Z&to=2026-03-02T00%3A00%3A00.000Z&format=csv&side=staff",
  );
});
