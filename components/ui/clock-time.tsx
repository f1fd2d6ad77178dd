"use client";

import { clsx } from "clsx";
import { useSyncExternalStore } from "react";
import { displayLocale } from "./display-locale";

const shapes = {
  time: { hour: "2-digit", minute: "2-digit" },
  date: { day: "numeric", month: "short", year: "numeric" },
  both: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  full: { dateStyle: "full", timeStyle: "medium" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

function format(iso: string, shape: keyof typeof shapes) {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return "";
  const locale = displayLocale();
  const key = `${locale} ${shape}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, shapes[shape]);
  formatters.set(key, formatter);
  return formatter.format(time);
}

const never = () => () => {};

type ClockTimeProps = {
  /** ISO time. */
  at: string;
  show?: "time" | "date" | "both";
  className?: string;
};

/** A moment on the reader's own clock, which the server does not know: drawn after hydration. */
export function ClockTime({ at, show = "time", className }: ClockTimeProps) {
  const text = useSyncExternalStore(
    never,
    () => format(at, show),
    () => null,
  );
  return (
    <time
      dir="auto"
      dateTime={at}
      title={text ? format(at, "full") : undefined}
      className={clsx("whitespace-nowrap tabular-nums", text === null && "invisible", className)}
    >
      {text ?? "00:00"}
    </time>
  );
}
