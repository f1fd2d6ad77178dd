"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { LoadFailed } from "@/components/staff/load-failed";
import { NoSuchTicket } from "@/components/tickets/no-such-ticket";
import { TicketComments } from "@/components/tickets/ticket-comments";
import { TicketFacts } from "@/components/tickets/ticket-facts";
import { TicketTranscript } from "@/components/tickets/ticket-transcript";
import { useLetters } from "@/components/tickets/use-letters";
import { useChangeTicket, useTicket } from "@/components/tickets/use-ticket";
import { useWantedChange, type WantedChange } from "@/components/tickets/use-wanted-change";
import { TICKET_STATUS } from "@/components/tickets/words";
import { useRetry, ZendeskFailed } from "@/components/tickets/zendesk-failed";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IsolatedText } from "@/components/ui/isolated-text";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { toErrorBody } from "@/lib/client/api";

export function TicketScreen({ ticket_id }: { ticket_id: string }) {
  const query = useTicket(ticket_id);
  const change = useChangeTicket(ticket_id);
  const [closing, setClosing] = useState<WantedChange | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const { ticket, comments, has_more } = query.data ?? {};
  const { wanted, want, flush } = useWantedChange(ticket, change, (meant) => {
    if (meant.status === "closed") setClosing(meant);
    else change.mutate(meant);
  });

  const focus = (field: string) => {
    const control = page.current?.querySelector<HTMLElement>(`[data-field="${field}"]`);
    control?.focus();
    return control != null;
  };
  const retry = useRetry(ticket_id, ticket?.zendesk, () => focus("zendesk"));
  useLetters({
    z: retry.run,
    s: () => focus("status"),
    p: () => focus("priority"),
    a: () => focus("assignee"),
    c: () => focus("comment"),
  });

  /** The same, decided again on what is there now. */
  function again() {
    if (ticket && change.variables) change.mutate({ ...change.variables, version: ticket.version });
  }

  const code = query.error && toErrorBody(query.error).code;
  if (code === "NOT_FOUND" || code === "FORBIDDEN") return <NoSuchTicket />;
  return (
    <div ref={page} className="flex min-w-0 flex-col gap-4">
      <PageHeader
        leading={
          <Link
            href="/tickets"
            aria-label="All tickets"
            title="All tickets"
            className={buttonClass({ variant: "ghost", square: true })}
          >
            <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
          </Link>
        }
        title={
          ticket ? (
            <>
              <span className="font-normal text-text-muted tabular-nums">#{ticket.number}</span>{" "}
              <IsolatedText>{ticket.subject}</IsolatedText>
            </>
          ) : (
            <>
              <span className="sr-only">Ticket</span>
              <Skeleton className="h-7 w-64" />
            </>
          )
        }
        actions={
          ticket && (
            <Badge tone={TICKET_STATUS[ticket.status].tone}>
              {TICKET_STATUS[ticket.status].label}
            </Badge>
          )
        }
      />
      {query.error && (
        <LoadFailed
          what="The ticket"
          error={query.error}
          retrying={query.isFetching}
          onRetry={() => void query.refetch()}
          has_old={ticket !== undefined}
        />
      )}
      {change.error && <Refused error={change.error} onAgain={again} onClose={change.reset} />}
      {ticket?.zendesk?.state === "gave_up" && (
        <ZendeskFailed zendesk={ticket.zendesk} retry={retry} />
      )}
      {ticket && comments ? (
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <TicketFacts
            ticket={ticket}
            wanted={closing ?? wanted}
            onChange={want}
            onLeave={flush}
            className="lg:order-last"
          />
          <div className="flex min-w-0 flex-col gap-4">
            <TicketComments ticket={ticket} comments={comments} has_more={has_more ?? false} />
            {ticket.session_id && <TicketTranscript ticket_id={ticket_id} />}
          </div>
        </div>
      ) : (
        !query.error && <LoadingTicket />
      )}
      <ConfirmDialog
        open={closing !== null}
        onOpenChange={() => setClosing(null)}
        title="Close this ticket?"
        description="It cannot be opened again, and nothing can be added to it. Solved ones can."
        confirmLabel="Close ticket"
        onFocusLost={() => focus("status")}
        onConfirm={() => closing && change.mutate(closing)}
      />
    </div>
  );
}

type RefusedProps = { error: unknown; onAgain: () => void; onClose: () => void };

/** Why a change was not made; what is shown is as it is. */
function Refused({ error, onAgain, onClose }: RefusedProps) {
  const { message, details, retryable } = toErrorBody(error);
  const was_first = details?.ticket !== undefined;
  return (
    <Banner
      tone="warning"
      title="Your change was not made"
      action={
        <span className="flex gap-2">
          {(was_first || retryable) && (
            <Button size="sm" onClick={onAgain}>
              {was_first ? "Change it anyway" : "Try again"}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={onClose}>
            Leave it
          </Button>
        </span>
      }
    >
      {message} {was_first && "What you see is how it is now."}
    </Banner>
  );
}

function LoadingTicket() {
  return (
    <div role="status" aria-label="Loading the ticket" className="flex flex-col gap-3">
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
