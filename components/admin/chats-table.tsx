"use client";

import { MessagesSquare, SearchX } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { type Asked, ChatActDialog } from "@/components/admin/chat-acts";
import { type ChatFilters, isFiltered, isReversed } from "@/components/admin/chat-filters";
import { ChatRow } from "@/components/admin/chat-row";
import { LoadingRows } from "@/components/admin/loading-rows";
import { useFocusBack } from "@/components/admin/use-focus-back";
import { useSessions } from "@/components/admin/use-sessions";
import { LoadFailed } from "@/components/staff/load-failed";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";

type ChatsTableProps = { filters: ChatFilters; onClear: () => void };

export function ChatsTable({ filters, onClear }: ChatsTableProps) {
  const { query, rows } = useSessions(filters);
  const [asked, setAsked] = useState<Asked | null>(null);
  const frame = useRef<HTMLDivElement>(null);

  // The row, and with it the button that had the focus, may have left the list.
  const focus = useFocusBack(() => frame.current?.querySelector<HTMLElement>("[role=region]"));

  function ask(what: Asked) {
    focus.keep();
    setAsked(what);
  }
  function close() {
    setAsked(null);
    focus.giveBack();
  }

  // What the last filters had, narrowed by the new ones: of an empty rest nothing is known yet.
  const waiting = !rows || (rows.length === 0 && query.isPlaceholderData);
  return (
    <div ref={frame} aria-busy={waiting || query.isPlaceholderData}>
      {query.error && (
        <div className={rows ? "p-3" : undefined}>
          <LoadFailed
            what="The chats"
            error={query.error}
            retrying={query.isFetching}
            onRetry={() => (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch())}
            has_old={rows !== null}
          />
        </div>
      )}
      {waiting && !query.error && <LoadingRows>The chats are loading.</LoadingRows>}
      {rows && !waiting && rows.length === 0 && <NoChats filters={filters} onClear={onClear} />}
      {rows && rows.length > 0 && (
        <Table
          label="All chats"
          role="table"
          className="max-lg:block"
          regionClassName={query.isPlaceholderData ? "opacity-60" : undefined}
        >
          <TableHead role="rowgroup" className="max-lg:sr-only">
            <TableRow role="row">
              <TableHeader role="columnheader">Customer</TableHeader>
              <TableHeader role="columnheader">Subject</TableHeader>
              <TableHeader role="columnheader">Status</TableHeader>
              <TableHeader role="columnheader">Priority</TableHeader>
              <TableHeader role="columnheader">Agent</TableHeader>
              <TableHeader role="columnheader">Started</TableHeader>
              <TableHeader role="columnheader" align="end">
                Wait
              </TableHeader>
              <TableHeader role="columnheader">Rating</TableHeader>
              <TableHeader role="columnheader">
                <span className="sr-only">Actions</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <TableBody role="rowgroup" className="max-lg:block">
            {rows.map((session) => (
              <ChatRow key={session.id} session={session} onAct={(act) => ask({ act, session })} />
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
      <ChatActDialog asked={asked} onClose={close} />
    </div>
  );
}

function NoChats({ filters, onClear }: ChatsTableProps) {
  if (isFiltered(filters)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No chat matches"
        action={<Button onClick={onClear}>Show all chats</Button>}
      >
        {isReversed(filters)
          ? "“From” is after “To”: change one of the two days."
          : "Choose other filters, or none."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<MessagesSquare />}
      title="No chats yet"
      action={
        <Link href="/chat" className={buttonClass()}>
          Open the customer page
        </Link>
      }
    >
      A chat shows up here as soon as a customer starts it.
    </EmptyState>
  );
}
