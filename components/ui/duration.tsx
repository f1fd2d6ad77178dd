"use client";

import { clsx } from "clsx";
import { useSecondClock } from "./second-clock";

type DurationProps = {
  /** ISO time. */
  since: string;
  /** ISO time at which it stopped; without it the duration runs. */
  until?: string | null;
  className?: string;
};

/** `0:09`, `4:07`, `1:02:09`. */
export function Duration({ since, until, className }: DurationProps) {
  const seconds = useSecondClock((now) => elapsed(since, until ? Date.parse(until) : now));
  return (
    <time
      dir="ltr"
      dateTime={seconds === null ? undefined : `PT${seconds}S`}
      className={clsx("tabular-nums", seconds === null && "invisible", className)}
    >
      {clockFace(seconds ?? 0)}
    </time>
  );
}

function elapsed(since: string, end: number) {
  // Two clocks seldom agree: what began in our future began now.
  return Math.max(0, Math.floor((end - Date.parse(since)) / 1000)) || 0;
}

function clockFace(seconds: number) {
  const pad = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
