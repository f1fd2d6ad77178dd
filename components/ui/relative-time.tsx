"use client";

import { clsx } from "clsx";
import { displayLocale } from "./display-locale";
import { useSecondClock } from "./second-clock";

const units = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

const formatters = new Map<string, Intl.RelativeTimeFormat>();

function format(at: string, now: number) {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return "";
  const locale = displayLocale();
  const formatter =
    formatters.get(locale) ??
    new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  formatters.set(locale, formatter);
  const seconds = Math.round((time - now) / 1000);
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return formatter.format(Math.trunc(seconds / length), unit);
  }
  return formatter.format(0, "second");
}

type RelativeTimeProps = {
  /** ISO time. */
  at: string;
  className?: string;
};

/** `now`, `4 min. ago`, `yesterday`, in the page's language. */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  const text = useSecondClock((now) => format(at, now));
  return (
    <time
      dir="auto"
      dateTime={at}
      title={text ? new Date(at).toLocaleString(displayLocale()) : undefined}
      className={clsx("whitespace-nowrap", text === null && "invisible", className)}
    >
      {text ?? "1 min. ago"}
    </time>
  );
}
