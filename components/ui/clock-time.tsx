"use client";

import { clsx } from "clsx";
import { useSyncExternalStore } from "react";
import { type ClockShape, clockText } from "./clock-text";
import { displayLocale } from "./display-locale";

const never = () => () => {};

type ClockTimeProps = {
  /** ISO time. */
  at: string;
  show?: Exclude<ClockShape, "full">;
  className?: string;
};

/** A moment on the reader's own clock, which the server does not know: drawn after hydration. */
export function ClockTime({ at, show = "time", className }: ClockTimeProps) {
  const text = useSyncExternalStore(
    never,
    () => clockText(at, show, displayLocale()),
    () => null,
  );
  return (
    <time
      dir="auto"
      dateTime={at}
      title={text ? clockText(at, "full", displayLocale()) : undefined}
      className={clsx("whitespace-nowrap tabular-nums", text === null && "invisible", className)}
    >
      {text ?? "00:00"}
    </time>
  );
}
