"use client";

import { MessageRow } from "@/components/chat/message-row";
import { LoadFailed } from "@/components/staff/load-failed";
import { useTranscript } from "@/components/tickets/use-ticket";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";

/** The chat that the ticket was made from, as it was then. */
export function TicketTranscript({ ticket_id }: { ticket_id: string }) {
  const query = useTranscript(ticket_id);
  const pages = query.data?.pages ?? [];
  const messages = pages.flatMap((page) => page.messages);
  const names = Object.assign({}, ...pages.map((page) => page.names)) as Record<number, string>;
  return (
    <section
      aria-labelledby="transcript"
      className="min-w-0 overflow-hidden rounded-lg border border-border bg-surface"
    >
      <h2 id="transcript" className="border-b px-3 py-2 font-semibold sm:px-4">
        The chat, as it was when the ticket was made
      </h2>
      {query.isPending && (
        <div role="status" aria-label="Loading the chat" className="flex flex-col gap-3 p-4">
          <Skeleton className="h-8 w-1/2" />
          <Skeleton className="ms-auto h-8 w-1/2" />
        </div>
      )}
      {query.error && (
        <div className="p-3">
          <LoadFailed
            what="The chat"
            error={query.error}
            retrying={query.isFetching}
            onRetry={() => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch())}
            has_old={messages.length > 0}
          />
        </div>
      )}
      {query.data && messages.length === 0 && (
        <p className="p-4 text-text-muted">Nobody had written anything.</p>
      )}
      {messages.length > 0 && (
        <div className="pb-3">
          {messages.map((message) => (
            <MessageRow
              key={message.id}
              message={message}
              name={(message.sender_id !== null && names[message.sender_id]) || "System"}
              is_own_side={message.sender_type !== "customer"}
              starts
              ends
              receipt={null}
            />
          ))}
          {query.hasNextPage && (
            <div className="flex justify-center pt-3">
              <Button
                size="sm"
                loading={query.isFetchingNextPage}
                onClick={() => query.fetchNextPage()}
              >
                Show more
              </Button>
            </div>
          )}
        </div>
      )}
    </section>
  );
}
