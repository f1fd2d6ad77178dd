"use client";

import { SearchX, Tickets, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { LoadFailed } from "@/components/staff/load-failed";
import { isFiltered, type TicketFilters } from "@/components/tickets/ticket-filters";
import { useTickets } from "@/components/tickets/use-tickets";
import { PRIORITY, TICKET_STATUS } from "@/components/tickets/words";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { IsolatedText } from "@/components/ui/isolated-text";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Ticket } from "@/lib/tickets/contract";

type TicketListProps = { filters: TicketFilters; onClear: () => void };

export function TicketList({ filters, onClear }: TicketListProps) {
  const query = useTickets(filters);
  const tickets = query.data?.pages.flatMap((page) => page.items);
  return (
    <div aria-busy={!tickets || query.isPlaceholderData}>
      {query.error && (
        <div className={tickets ? "p-3" : undefined}>
          <LoadFailed
            what="The tickets"
            error={query.error}
            retrying={query.isFetching}
            onRetry={() => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch())}
            has_old={tickets !== undefined}
          />
        </div>
      )}
      {!tickets && !query.error && <LoadingRows />}
      {tickets?.length === 0 && <NoTickets filters={filters} onClear={onClear} />}
      {tickets && tickets.length > 0 && (
        <ul aria-label="Tickets" className={query.isPlaceholderData ? "opacity-60" : undefined}>
          {tickets.map((ticket) => (
            <TicketRow key={ticket.id} ticket={ticket} />
          ))}
        </ul>
      )}
      {tickets && query.hasNextPage && (
        <div className="flex justify-center border-t p-3">
          <Button loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

function TicketRow({ ticket }: { ticket: Ticket }) {
  const status = TICKET_STATUS[ticket.status];
  const priority = PRIORITY[ticket.priority];
  return (
    <li className="relative flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 border-t px-3 py-2.5 first:border-t-0 hover:bg-hover sm:flex-nowrap sm:px-4">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <Link
          href={`/tickets/${ticket.id}`}
          data-ticket={ticket.id}
          className="flex min-w-0 gap-2 outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <span className="shrink-0 text-text-muted tabular-nums">#{ticket.number}</span>
          <IsolatedText truncate className="font-medium">
            {ticket.subject}
          </IsolatedText>
        </Link>
        <p className="flex min-w-0 gap-1.5 text-sm text-text-muted">
          <IsolatedText truncate>{ticket.customer.name}</IsolatedText>
          <span aria-hidden="true">·</span>
          <span className="shrink-0">
            changed <RelativeTime at={ticket.updated_at} />
          </span>
          {ticket.zendesk?.state === "gave_up" && (
            <span className="flex shrink-0 items-center gap-1 text-warning-text">
              <TriangleAlert aria-hidden="true" className="size-3.5" />
              Zendesk failed
            </span>
          )}
        </p>
      </div>
      <span className="min-w-0 text-sm text-text-muted sm:w-40">
        <span className="sr-only">Assigned to </span>
        {ticket.assignee ? (
          <IsolatedText truncate>{ticket.assignee.name}</IsolatedText>
        ) : (
          <span className="text-text-subtle">Nobody</span>
        )}
      </span>
      <span className="sm:w-18">
        <Badge tone={priority.tone}>{priority.label}</Badge>
      </span>
      <span className="sm:w-18">
        <Badge tone={status.tone}>{status.label}</Badge>
      </span>
    </li>
  );
}

function LoadingRows() {
  return (
    <div role="status" aria-label="Loading the tickets">
      {[1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="border-t px-3 py-2.5 first:border-t-0 sm:px-4">
          <Skeleton className="my-0.5 h-4 w-3/5" />
          <Skeleton className="my-0.5 h-4 w-2/5" />
        </div>
      ))}
    </div>
  );
}

function NoTickets({ filters, onClear }: TicketListProps) {
  if (isFiltered(filters)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No ticket matches"
        action={<Button onClick={onClear}>Show all tickets</Button>}
      >
        Choose other filters, or none.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Tickets />}
      title="No tickets yet"
      action={
        <Link href="/inbox" className={buttonClass()}>
          Go to the inbox
        </Link>
      }
    >
      A chat that must be followed up becomes one there.
    </EmptyState>
  );
}
