import { boundsOf, type Days } from "@/components/admin/chat-filters";
import type { ExportFormat } from "@/lib/exports/contract";

const DAY = 24 * 60 * 60 * 1000;
/** Where nothing else was chosen, in days. */
const USUAL = 30;
/** The server gives no longer one, in days. */
const LONGEST = 366;

export type Period = { from: string; to: string };

/** The filters' days, up to now and for 30 days where they name none; null where it is too long. */
export function periodOf(filters: Days, now: Date): Period | null {
  const bounds = boundsOf(filters);
  const to = bounds.to ?? now.toISOString();
  const from = bounds.from ?? new Date(Date.parse(to) - USUAL * DAY).toISOString();
  const length = Date.parse(to) - Date.parse(from);
  return length >= 0 && length <= LONGEST * DAY ? { from, to } : null;
}

export const exportPath = (period: Period, format: ExportFormat) =>
  `/api/live-chat/admin/export?${new URLSearchParams({ ...period, format, side: "staff" })}`;
