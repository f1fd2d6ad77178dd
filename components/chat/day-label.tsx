"use client";

import { displayLocale } from "@/components/ui/display-locale";
import { useSecondClock } from "@/components/ui/second-clock";

const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);

function dayName(at: string, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(Date.parse(at))) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return new Intl.DateTimeFormat(displayLocale(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(new Date(at).getFullYear() !== new Date(now).getFullYear() && { year: "numeric" }),
  }).format(Date.parse(at));
}

/** The day on the reader's own calendar, as a line across the log. */
export function DayLabel({ at }: { at: string }) {
  const name = useSecondClock((now) => dayName(at, now));
  return (
    <div className="flex items-center gap-3 px-4 pt-4 pb-1 text-xs font-medium text-text-subtle before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      <time dateTime={at}>{name ?? "\u00a0"}</time>
    </div>
  );
}
