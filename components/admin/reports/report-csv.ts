import { hourText, LONG_WEEKDAYS } from "@/components/admin/reports/report-words";
import { type Analytics, type Figures, MEASURES, type Spreads } from "@/lib/analytics/contract";
import { csvCell } from "@/lib/csv";

type Cell = string | number | null;

function cellText(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "number" ? String(cell) : csvCell(cell);
}

const HEAD = ["figures of", "name", "measure", "unit", "count", "mean", "median", "p90"];
const UNIT = { messages: "messages", satisfaction: "score 1 to 5" } as Record<string, string>;

const spreadRows = (of: string, name: string, spreads: Spreads): Cell[][] =>
  MEASURES.map((measure) => {
    const { count, mean, median, p90 } = spreads[measure];
    return [of, name, measure, UNIT[measure] ?? "seconds", count, mean, median, p90];
  });

const countRow = (of: string, name: string, measure: string, count: number): Cell[] => [
  of,
  name,
  measure,
  "chats",
  count,
  null,
  null,
  null,
];

function periodRows(of: string, { from, to }: { from: string; to: string }, figures: Figures) {
  const name = `${from} to ${to}`;
  return [
    countRow(of, name, "chats", figures.sessions.total),
    ...Object.entries(figures.sessions.by_status).map(([status, count]) =>
      countRow(of, name, `chats ${status}`, count),
    ),
    ...spreadRows(of, name, figures),
  ];
}

/** The report's figures, all of them, as a spreadsheet reads them. */
export function reportCsv(report: Analytics): string {
  const rows: Cell[][] = [
    HEAD,
    ...periodRows("period", report.period, report.figures),
    ...periodRows("period before", report.previous_period, report.previous),
    ...report.by_hour.map((count, hour) => countRow("hour", hourText(hour), "chats", count)),
    ...report.by_weekday.map((count, day) =>
      countRow("weekday", LONG_WEEKDAYS[day] ?? "", "chats", count),
    ),
    ...report.by_weekday_hour.flatMap((hours, day) =>
      hours.map((count, hour) =>
        countRow("weekday and hour", `${LONG_WEEKDAYS[day]} ${hourText(hour)}`, "chats", count),
      ),
    ),
    ...report.by_agent.flatMap(({ agent, sessions, ...spreads }) => [
      countRow("agent", agent.name, "chats", sessions),
      ...spreadRows("agent", agent.name, spreads),
    ]),
  ];
  // Without the mark Excel reads a name's letters in the code page of the machine.
  return `\uFEFF${rows.map((row) => row.map(cellText).join(",")).join("\r\n")}\r\n`;
}

export const csvName = ({ period, tz }: Analytics) => {
  const day = (at: string) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: tz, dateStyle: "short" }).format(new Date(at));
  const last = new Date(Date.parse(period.to) - 1).toISOString();
  return `parley-report-${day(period.from)}-to-${day(last)}.csv`;
};
