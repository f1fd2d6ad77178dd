import { isDay } from "@/components/admin/chat-filters";
import { LONGEST_PERIOD } from "@/lib/analytics/contract";

export const PRESETS = { today: 1, "7d": 7, "30d": 30 } as const;
export type Preset = keyof typeof PRESETS;

/** What a report is about, as it stands in the address. Days are of the reader's calendar. */
export type ReportPeriod = {
  preset: Preset | "custom";
  /** Of a custom one, both included. */
  from: string | null;
  to: string | null;
};

const DAY = 86_400_000;

/** Whatever somebody wrote into the address: what is no period is the last seven days. */
export function readPeriod(address: Pick<URLSearchParams, "get">): ReportPeriod {
  const name = address.get("period") ?? "7d";
  const [from, to] = [address.get("from"), address.get("to")];
  if (name === "custom") {
    return { preset: name, from: isDay(from) ? from : null, to: isDay(to) ? to : null };
  }
  return { preset: Object.hasOwn(PRESETS, name) ? (name as Preset) : "7d", from: null, to: null };
}

export function writePeriod({ preset, from, to }: ReportPeriod): string {
  const address = new URLSearchParams();
  if (preset !== "7d") address.set("period", preset);
  if (preset === "custom" && from) address.set("from", from);
  if (preset === "custom" && to) address.set("to", to);
  return address.toString();
}

/** The day of the reader's calendar, so many days before. */
export function dayBefore(now: Date, days: number): string {
  const day = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - days * DAY;
  return new Date(day).toISOString().slice(0, 10);
}

/** What the server is asked for; a period without a last day ends now. */
export function queryOf({ preset, from, to }: ReportPeriod, now: Date, tz: string): string {
  const first = preset === "custom" ? from : dayBefore(now, PRESETS[preset] - 1);
  const query = new URLSearchParams({ ...(first && { from: first }), ...(to && { to }), tz });
  return query.toString();
}

/** What is wrong with the days, at the field that is to be changed. */
export function faultOf({ from, to }: ReportPeriod): { from?: string; to?: string } {
  if (!from || !to) return {};
  if (from > to) return { to: "Before “From”." };
  const days = (Date.parse(to) - Date.parse(from)) / DAY + 1;
  return days > LONGEST_PERIOD ? { from: `More than ${LONGEST_PERIOD} days.` } : {};
}
