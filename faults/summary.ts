import type { Struck } from "./strikes";
import type { Verdict } from "./verdict";
import { LINES, type Line, type Sent } from "./views";

/** Of times from sending to acknowledgement, in milliseconds. */
type Spread = { count: number; p50: number; p99: number; most: number };

export type Summary = {
  seed: number;
  seconds: number;
  counts: Verdict["counts"];
  /** What was wrong of each kind; all 0 when the log has kept its word. */
  verdict: Record<Line, number>;
  faults: (Struck & { acks: Spread })[];
  /** The messages that were sent while nothing was struck. */
  calm: Spread;
};

export function summaryOf(
  seed: number,
  seconds: number,
  struck: Struck[],
  { lines, sent, counts }: Verdict,
): Summary {
  const during = ({ at, until }: Struck) =>
    spreadOf(sent.filter((one) => one.at >= at && one.at <= until));
  const is_calm = (one: Sent) => !struck.some(({ at, until }) => one.at >= at && one.at <= until);
  return {
    seed,
    seconds,
    counts,
    verdict: Object.fromEntries(
      Object.entries(lines).map(([line, found]) => [line, found.length]),
    ) as Summary["verdict"],
    faults: struck.map((one) => ({ ...one, acks: during(one) })),
    calm: spreadOf(sent.filter(is_calm)),
  };
}

function spreadOf(sent: Sent[]): Spread {
  const times = sent
    .flatMap(({ at, acknowledged_at }) => (acknowledged_at === null ? [] : [acknowledged_at - at]))
    .sort((a, b) => a - b);
  const share = (part: number) => times[Math.ceil(times.length * part) - 1] ?? 0;
  return { count: times.length, p50: share(0.5), p99: share(0.99), most: times.at(-1) ?? 0 };
}

/** How many of what is wrong are told for each line. */
const TOLD = 5;

export function showSummary(summary: Summary, lines: Verdict["lines"]): void {
  const { counts, faults, calm, verdict } = summary;
  const row = (cells: (string | number | null)[]) =>
    cells
      .map((cell, n) => (n === 0 ? String(cell).padEnd(15) : String(cell).padStart(10)))
      .join("");
  console.log(row(["fault", "well in ms", "messages", "acks p50", "p99", "most"]));
  for (const { kind, back, acks, why } of faults) {
    console.log(row([kind, why ? "never" : back, acks.count, acks.p50, acks.p99, acks.most]));
    if (why) console.log(`  ${why}`);
  }
  console.log(row(["(calm)", "", calm.count, calm.p50, calm.p99, calm.most]));
  console.log(
    `${counts.invoked} sent, ${counts.acknowledged} acknowledged, ${counts.delivered} deliveries, ${counts.connects} connections in ${summary.seconds} s`,
  );
  for (const [line, meaning] of Object.entries(LINES) as [Line, string][]) {
    console.log(`${String(verdict[line]).padStart(6)} ${line}: ${meaning}`);
    for (const one of lines[line].slice(0, TOLD)) console.log(`         ${one}`);
  }
}

/** A test for each fault that was struck, and one for each line of the verdict. */
export function countTests({ faults, verdict }: Summary): { passed: number; failed: number } {
  const results = [
    ...faults.map(({ why }) => why === null),
    ...Object.values(verdict).map((count) => count === 0),
  ];
  const passed = results.filter((one) => one).length;
  return { passed, failed: results.length - passed };
}
