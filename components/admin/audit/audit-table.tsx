"use client";

import { clsx } from "clsx";
import { ScrollText, SearchX } from "lucide-react";
import Link from "next/link";
import { type AuditFilters, isFiltered } from "@/components/admin/audit/audit-filters";
import { ACTION_WORDS, detailsText } from "@/components/admin/audit/audit-text";
import { useAudit } from "@/components/admin/audit/use-audit";
import { isReversed } from "@/components/admin/chat-filters";
import { LoadingRows } from "@/components/admin/loading-rows";
import { LoadFailed } from "@/components/staff/load-failed";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { displayLocale } from "@/components/ui/display-locale";
import { EmptyState } from "@/components/ui/empty-state";
import { IsolatedText } from "@/components/ui/isolated-text";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { AuditEntry } from "@/lib/audit/contract";

type AuditTableProps = { filters: AuditFilters; onClear: () => void };

export function AuditTable({ filters, onClear }: AuditTableProps) {
  const query = useAudit(filters);
  const rows = query.data?.pages.flatMap((page) => page.items);
  return (
    <div aria-busy={!rows || query.isPlaceholderData}>
      {query.error && (
        <div className={rows ? "p-3" : undefined}>
          <LoadFailed
            what="The audit log"
            error={query.error}
            retrying={query.isFetching}
            onRetry={() => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch())}
            has_old={rows !== undefined}
          />
        </div>
      )}
      {!rows && !query.error && <LoadingRows>The audit log is loading.</LoadingRows>}
      {rows?.length === 0 && <NoRows filters={filters} onClear={onClear} />}
      {rows && rows.length > 0 && (
        <Table
          label="Audit log"
          role="table"
          className="max-lg:block"
          regionClassName={query.isPlaceholderData ? "opacity-60" : undefined}
        >
          <TableHead role="rowgroup" className="max-lg:sr-only">
            <TableRow role="row">
              <TableHeader role="columnheader">When</TableHeader>
              <TableHeader role="columnheader">Who</TableHeader>
              <TableHeader role="columnheader">What</TableHeader>
              <TableHeader role="columnheader">To what</TableHeader>
              <TableHeader role="columnheader">Details</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody role="rowgroup" className="max-lg:block">
            {rows.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </TableBody>
        </Table>
      )}
      {rows && query.hasNextPage && (
        <div className="flex justify-center border-t p-3">
          <Button loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

// On a narrow screen a row is a block of lines; the roles keep it a table to those who listen.
const cell = "max-lg:border-0 max-lg:p-0";

function AuditRow({ entry }: { entry: AuditEntry }) {
  const details = detailsText(entry, displayLocale());
  const name = subjectOf(entry);
  return (
    <TableRow
      role="row"
      className="max-lg:flex max-lg:flex-wrap max-lg:items-baseline max-lg:gap-x-3 max-lg:gap-y-1 max-lg:border-b max-lg:p-3 max-lg:last:border-b-0"
    >
      <TableCell
        role="cell"
        className={`${cell} whitespace-nowrap text-text-muted max-lg:ms-auto max-lg:order-1`}
      >
        <ClockTime at={entry.created_at} show="both" />
      </TableCell>
      <TableCell
        role="cell"
        className={`${cell} max-w-48 min-w-24 max-lg:max-w-full max-lg:order-2 max-lg:w-full`}
      >
        <span aria-hidden="true" className="float-start me-1.5 text-sm text-text-subtle lg:hidden">
          By
        </span>
        {entry.actor ? (
          <IsolatedText truncate className="w-fit max-w-full" title={entry.actor.name}>
            {entry.actor.name}
          </IsolatedText>
        ) : (
          <span className="text-text-subtle">Parley itself</span>
        )}
      </TableCell>
      <TableHeader scope="row" role="rowheader" className={`${cell} whitespace-nowrap`}>
        {ACTION_WORDS[entry.action] ?? entry.action}
      </TableHeader>
      <TableCell
        role="cell"
        className={clsx(
          cell,
          "max-w-72 min-w-32 max-lg:order-3 max-lg:w-full max-lg:max-w-full",
          name === null && "max-lg:hidden",
        )}
      >
        <Subject entry={entry} name={name} />
      </TableCell>
      <TableCell
        role="cell"
        className={`${cell} w-full text-text-muted wrap-anywhere max-lg:order-4 ${details ? "" : "max-lg:hidden"}`}
      >
        {details}
      </TableCell>
    </TableRow>
  );
}

/** The page of what it was done to, by the first part of the action's name. */
const PAGES: Record<string, (id: string) => string> = {
  session: (id) => `/admin/chats/${id}`,
  ticket: (id) => `/tickets/${id}`,
  kb_article: (id) => `/admin/articles/${id}`,
};

/** Of a deleted article the row itself has the title. */
const subjectOf = ({ subject, details }: AuditEntry): string | null =>
  subject ?? (typeof details.title === "string" ? details.title : null);

type SubjectProps = { entry: AuditEntry; name: string | null };

function Subject({ entry: { action, subject_id, subject }, name }: SubjectProps) {
  if (name === null) {
    return (
      <span className="text-text-subtle">
        <span aria-hidden="true">–</span>
        <span className="sr-only">Nothing in particular</span>
      </span>
    );
  }
  const text = (
    <IsolatedText truncate className="w-fit max-w-full" title={name}>
      {name}
    </IsolatedText>
  );
  const page = subject !== null ? PAGES[action.split(".", 1)[0] ?? ""]?.(subject_id) : undefined;
  return page ? (
    <Link href={page} className="block min-w-0 hover:underline">
      {text}
    </Link>
  ) : (
    text
  );
}

function NoRows({ filters, onClear }: AuditTableProps) {
  if (isFiltered(filters)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No row matches"
        action={<Button onClick={onClear}>Show the whole log</Button>}
      >
        {isReversed(filters)
          ? "“From” is after “To”: change one of the two days."
          : "Choose other filters, or none."}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ScrollText />} title="Nothing yet">
      A row shows up here when somebody assigns, transfers or ends a chat, changes a ticket, an
      article, a member of staff or the settings, or exports or erases.
    </EmptyState>
  );
}
