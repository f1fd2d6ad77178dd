export type ClockShape = "time" | "date" | "both" | "full";

function optionsOf(shape: ClockShape, locale: string): Intl.DateTimeFormatOptions {
  if (shape === "full") return { dateStyle: "full", timeStyle: "medium" };
  const day = { day: "numeric", month: "short" } as const;
  if (shape === "date") return { ...day, year: "numeric" };
  // 4:56 PM, but 04:56 where the day has 24 hours; left to itself English has 4:56 for both.
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  const time = { hour: hour12 ? "numeric" : "2-digit", minute: "2-digit" } as const;
  return shape === "time" ? time : { ...day, ...time };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment on the reader's clock; nothing for what is no ISO time. */
export function clockText(iso: string, shape: ClockShape, locale: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return "";
  const key = `${locale} ${shape}`;
  const formatter =
    formatters.get(key) ?? new Intl.DateTimeFormat(locale, optionsOf(shape, locale));
  formatters.set(key, formatter);
  return formatter.format(time);
}
