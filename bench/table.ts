import { median } from "./figures";
import type { Measurement, Verdict } from "./marks";
import type { Figures } from "./measure";
import { LOAD_NAMES, LOADS } from "./options";
import { VARIANTS } from "./servers";

/** A Markdown table; the first column is text, the others are numbers. */
export function markdown(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join(
    "\n",
  );
}

/** Three figures at the least, and all before the point. */
export function short(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "–";
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

export const percent = (share: number | null): string =>
  share === null ? "–" : `${Math.round(share * 100)}%`;

const COLUMNS: [string, (figures: Figures) => number | null][] = [
  ["messages/s", ({ per_second }) => per_second],
  ["delivery p50", ({ delivery }) => delivery.p50],
  ["p99", ({ delivery }) => delivery.p99],
  ["p99.9", ({ delivery }) => delivery.p999],
  ["ack p50", ({ acknowledgement }) => acknowledgement.p50],
  ["p99", ({ acknowledgement }) => acknowledgement.p99],
  ["p99.9", ({ acknowledgement }) => acknowledgement.p999],
  ["app µs", ({ app_us }) => app_us],
  ["PostgreSQL µs", ({ postgres_us }) => postgres_us],
];

/** The medians of all rounds: latencies in milliseconds, processor time for each message. */
export function figuresTable(measurements: Measurement[]): string {
  const rows = LOAD_NAMES.flatMap((load) =>
    VARIANTS.flatMap((variant) => {
      const some = measurements.filter((m) => m.load === load && m.variant === variant);
      if (some.length === 0) return [];
      const cells = COLUMNS.map(([, figure]) => {
        const values = some.map(({ figures }) => figure(figures));
        return short(values.includes(null) ? null : median(values as number[]));
      });
      return [[`${variant}, ${LOADS[load].title}`, ...cells]];
    }),
  );
  return markdown(["", ...COLUMNS.map(([name]) => name)], rows);
}

export function verdictsTable(verdicts: Verdict[]): string {
  return markdown(
    ["", "median", "least to most", "mark", "aim", "holds"],
    verdicts.map(({ name, spread, sense, mark, aim, holds }) => [
      name,
      short(spread.median),
      `${short(spread.least)} to ${short(spread.most)}`,
      `${sense} ${mark}`,
      `${sense} ${aim}`,
      holds ? "yes" : "**no**",
    ]),
  );
}
