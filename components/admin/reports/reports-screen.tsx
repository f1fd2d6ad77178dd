"use client";

import { CalendarX, ChartNoAxesColumn, Download, Printer } from "lucide-react";
import { AgentsTable } from "@/components/admin/reports/agents-table";
import { CountBars } from "@/components/admin/reports/count-bars";
import { FiguresTable } from "@/components/admin/reports/figures-table";
import { HeatMap } from "@/components/admin/reports/heat-map";
import { PeriodBar } from "@/components/admin/reports/period-bar";
import { csvName, reportCsv } from "@/components/admin/reports/report-csv";
import { faultOf } from "@/components/admin/reports/report-period";
import { hourText, LONG_WEEKDAYS, WEEKDAYS } from "@/components/admin/reports/report-words";
import { Totals } from "@/components/admin/reports/totals";
import { usePeriod, useReport } from "@/components/admin/reports/use-report";
import { LoadFailed } from "@/components/staff/load-failed";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ClockTime } from "@/components/ui/clock-time";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { Analytics, Period } from "@/lib/analytics/contract";

export function ReportsScreen() {
  const { period, change } = usePeriod();
  const report = useReport(period);
  const is_reversed = faultOf(period).to !== undefined;
  const has_fault = Object.keys(faultOf(period)).length > 0;
  // Of the days that were right before, not of these.
  const data = has_fault ? undefined : report.data;
  return (
    <>
      <PageHeader
        title="Reports"
        description={
          data ? (
            <Spans report={data} ends_now={!period.to} />
          ) : (
            "What the chats of a period come to."
          )
        }
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <Button disabled={!data} onClick={() => window.print()}>
              <Printer aria-hidden="true" />
              Print
            </Button>
            <Button disabled={!data} onClick={() => data && download(data)}>
              <Download aria-hidden="true" />
              Download CSV
            </Button>
          </span>
        }
      />
      <PeriodBar period={period} onChange={change} />
      {has_fault && (
        <Card>
          <EmptyState icon={<CalendarX />} title="There is no such period">
            {is_reversed
              ? "“From” is after “To”: change one of the two days."
              : "Choose days that are less far apart."}
          </EmptyState>
        </Card>
      )}
      {report.error && !has_fault && (
        <LoadFailed
          what="The report"
          error={report.error}
          retrying={report.isFetching}
          onRetry={() => report.refetch()}
          has_old={data !== undefined}
        />
      )}
      {!data && report.isFetching && !report.error && <LoadingReport />}
      {data && (
        <div
          aria-busy={report.isPlaceholderData}
          className={report.isPlaceholderData ? "contents *:opacity-60" : "contents"}
        >
          {data.figures.sessions.total === 0 ? (
            <Card>
              <EmptyState
                icon={<ChartNoAxesColumn />}
                title="No chats in this period"
                action={
                  period.preset !== "30d" && (
                    <Button onClick={() => change({ preset: "30d" })}>Show 30 days</Button>
                  )
                }
              >
                A chat counts in the period in which it was started.
              </EmptyState>
            </Card>
          ) : (
            <Report report={data} />
          )}
        </div>
      )}
    </>
  );
}

type SpansProps = { report: Analytics; ends_now: boolean };

function Spans({ report: { period, previous_period, tz }, ends_now }: SpansProps) {
  return (
    <>
      <Days {...period} /> in {tz.replaceAll("_", " ")}, compared with <Days {...previous_period} />
      {ends_now && " until the same time"}.
    </>
  );
}

/** The first and the last day. */
function Days({ from, to }: Period) {
  return (
    <>
      <ClockTime at={from} show="date" /> to{" "}
      <ClockTime at={new Date(Date.parse(to) - 1).toISOString()} show="date" />
    </>
  );
}

function Report({ report }: { report: Analytics }) {
  const { figures, previous, by_hour, by_weekday } = report;
  return (
    <>
      <Totals report={report} />
      <Card title="Times and scores" padded={false}>
        <FiguresTable figures={figures} previous={previous} />
      </Card>
      <div className="grid min-w-0 gap-4 lg:grid-cols-[2fr_1fr]">
        <Card title="Chats by hour">
          <CountBars
            label="Bars by hour"
            bars={by_hour.map((count, hour) => ({
              count,
              short: String(hour).padStart(2, "0"),
              name: hourText(hour),
            }))}
          />
        </Card>
        <Card title="Chats by weekday">
          <CountBars
            label="Bars by weekday"
            bars={by_weekday.map((count, day) => ({
              count,
              short: WEEKDAYS[day] ?? "",
              name: LONG_WEEKDAYS[day] ?? "",
            }))}
          />
        </Card>
      </div>
      <Card title="Chats by weekday and hour" padded={false}>
        <HeatMap cells={report.by_weekday_hour} />
      </Card>
      <AgentsTable agents={report.by_agent} />
    </>
  );
}

function LoadingReport() {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">The report is loading.</span>
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-72 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}

function download(report: Analytics): void {
  const url = URL.createObjectURL(new Blob([reportCsv(report)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = csvName(report);
  link.click();
  URL.revokeObjectURL(url);
}
