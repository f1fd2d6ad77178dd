"use client";

import { RotateCw, SearchX } from "lucide-react";
import Link from "next/link";
import { useId } from "react";
import { chatPathAt } from "@/components/admin/message-place";
import { FoundText } from "@/components/chat/found-text";
import { useMessageSearch } from "@/components/chat/use-message-search";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { EmptyState } from "@/components/ui/empty-state";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Spinner } from "@/components/ui/spinner";
import type { FoundMessage } from "@/lib/search/contract";

/** What was said in any chat, newest first. */
export function FoundMessages({ search }: { search: string }) {
  const found = useMessageSearch(search);
  const { items, status, has_more } = found;
  return (
    <>
      <p role="status" className="sr-only">
        {status === "ready" && `${items.length}${has_more ? " or more" : ""} found`}
      </p>
      {items.length > 0 && (
        <ul aria-label="Messages that were found" className="divide-y">
          {items.map((one) => (
            <FoundRow key={one.message.id} found={one} />
          ))}
        </ul>
      )}
      {status === "loading" && (
        <div className="flex min-h-32 items-center justify-center p-3">
          <Spinner label="Searching the messages" />
        </div>
      )}
      {status === "failed" && (
        <Banner
          tone="warning"
          title="The messages could not be searched."
          className="m-3"
          action={
            <Button size="sm" onClick={found.retry}>
              <RotateCw aria-hidden="true" />
              Try again
            </Button>
          }
        />
      )}
      {status === "ready" && items.length === 0 && (
        <EmptyState icon={<SearchX />} title="No message has these words.">
          Whole words are searched for; the last may be begun.
        </EmptyState>
      )}
      {(status === "ready" || status === "loading more") && has_more && (
        <div className="flex justify-center border-t p-3">
          <Button loading={status === "loading more"} onClick={found.loadMore}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function FoundRow({ found }: { found: FoundMessage }) {
  const id = useId();
  const { session, message, matches } = found;
  return (
    <li className="relative px-3 py-2 hover:bg-hover">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <Link
          href={chatPathAt(found)}
          aria-describedby={id}
          className="min-w-0 font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <IsolatedText truncate className="w-fit max-w-full">
            {session.customer.name}
          </IsolatedText>
        </Link>
        <span className="min-w-0 flex-1 text-text-muted">
          <IsolatedText truncate className="w-fit max-w-full">
            {session.subject}
          </IsolatedText>
        </span>
        <span className="shrink-0 text-sm text-text-muted">
          <ClockTime at={message.created_at} show="both" />
        </span>
      </div>
      <div id={id} className="flex min-w-0 text-text-muted">
        <span className="shrink-0 whitespace-pre text-text-subtle">
          {message.is_internal ? "Note: " : message.sender_type === "agent" ? "Agent: " : ""}
        </span>
        <FoundText content={message.content} matches={matches} />
      </div>
    </li>
  );
}
