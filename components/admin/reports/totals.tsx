import Link from "next/link";
import type { ReactNode } from "react";
import { Change } from "@/components/admin/reports/change";
import { valueText } from "@/components/admin/reports/report-words";
import { SESSION_STATUS } from "@/components/admin/words";
import type { Analytics, Measure } from "@/lib/analytics/contract";
import type { SessionStatus } from "@/lib/sessions/contract";

const number = (value: number) => value.toLocaleString("en");

/** The figures that one looks for first; a number of chats leads to the chats. */
export function Totals({ report }: { report: Analytics }) {
  const { figures, previous } = report;
  const { total, by_status } = figures.sessions;
  const before = previous.sessions.total;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border lg:grid-cols-4 print:grid-cols-4">
      <Total
        label="Chats"
        value={number(total)}
        change={<Change now={total} before={before} was={number(before)} />}
      >
        {(Object.keys(by_status) as SessionStatus[]).map((status) => (
          <Link
            key={status}
            href={`/admin/chats?${daysOf(report)}&status=${status}`}
            className="me-2 inline-block underline decoration-border-strong underline-offset-2 hover:text-text pointer-coarse:py-3"
          >
            {number(by_status[status])} {SESSION_STATUS[status].label.toLowerCase()}
          </Link>
        ))}
      </Total>
      {(["first_response", "response"] as const).map((measure) => (
        <MeasureTotal key={measure} report={report} measure={measure} of="median" />
      ))}
      <MeasureTotal report={report} measure="satisfaction" of="mean" />
    </dl>
  );
}

const TITLE: Partial<Record<Measure, string>> = {
  first_response: "First response, median",
  response: "Response, median",
  satisfaction: "Satisfaction, mean",
};

type MeasureTotalProps = { report: Analytics; measure: Measure; of: "mean" | "median" };

function MeasureTotal({ report, measure, of }: MeasureTotalProps) {
  const now = report.figures[measure][of];
  const before = report.previous[measure][of];
  return (
    <Total
      label={TITLE[measure]}
      value={valueText(measure, now)}
      change={<Change now={now} before={before} was={valueText(measure, before)} />}
    />
  );
}

type TotalProps = { label: ReactNode; value: string; change: ReactNode; children?: ReactNode };

function Total({ label, value, change, children }: TotalProps) {
  return (
    <div className="flex min-w-0 flex-col bg-surface px-4 py-2.5">
      <dt className="text-sm text-text-muted">{label}</dt>
      <dd className="text-2xl font-semibold text-text tabular-nums">{value}</dd>
      <dd>{change}</dd>
      {children && <dd className="mt-1 text-sm text-text-muted">{children}</dd>}
    </div>
  );
}

/** The same period as days of the reader's calendar, for the list of chats. */
export function daysOf({ period }: Pick<Analytics, "period">): string {
  const day = (at: number) => new Intl.DateTimeFormat("sv-SE").format(at);
  const query = { from: day(Date.parse(period.from)), to: day(Date.parse(period.to) - 1) };
  return new URLSearchParams(query).toString();
}
