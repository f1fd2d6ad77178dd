"use client";

import { clsx } from "clsx";
import { RotateCw, SearchX } from "lucide-react";
import { useId } from "react";
import { FoundText } from "@/components/chat/found-text";
import { useMessageSearch } from "@/components/chat/use-message-search";
import { ListBody } from "@/components/inbox/list-body";
import { rowButtonClass, rowClass } from "@/components/inbox/row-look";
import { RowSkeletons } from "@/components/inbox/row-skeletons";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { EmptyState } from "@/components/ui/empty-state";
import { IsolatedText } from "@/components/ui/isolated-text";
import { useClientState } from "@/lib/client/use-chat-client";
import type { FoundMessage } from "@/lib/search/contract";

type FoundMessagesProps = {
  search: string;
  /** The message that is gone to. */
  selected: string | null;
  onOpen: (found: FoundMessage) => void;
};

/** Under the lists while one searches: what was said in any chat that one may read. */
export function FoundMessages({ search, selected, onOpen }: FoundMessagesProps) {
  const id = useId();
  const found = useMessageSearch(search);
  const { items, status, has_more } = found;
  return (
    <section aria-labelledby={id} className="flex min-h-0 min-w-0 flex-col border-t">
      <header className="flex min-h-11 shrink-0 items-baseline gap-x-3 border-b px-3 py-2.5">
        <h2 id={id} className="text-md font-semibold">
          Messages
        </h2>
        <p role="status" className="text-sm text-text-muted tabular-nums">
          {status === "loading"
            ? "Searching"
            : items.length > 0 && `${items.length}${has_more ? " or more" : ""} found`}
        </p>
      </header>
      <ListBody label="Messages that were found">
        {items.length > 0 && (
          <ul aria-label="Messages that were found">
            {items.map((one) => (
              <FoundRow
                key={one.message.id}
                found={one}
                is_selected={one.message.id === selected}
                onOpen={onOpen}
              />
            ))}
          </ul>
        )}
        {status === "loading" && <RowSkeletons label="Searching the messages" rows={3} />}
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
          <div className="flex justify-center p-3">
            <Button size="sm" loading={status === "loading more"} onClick={found.loadMore}>
              Show more
            </Button>
          </div>
        )}
      </ListBody>
    </section>
  );
}

type FoundRowProps = Pick<FoundMessagesProps, "onOpen"> & {
  found: FoundMessage;
  is_selected: boolean;
};

function FoundRow({ found, is_selected, onOpen }: FoundRowProps) {
  const id = useId();
  const { session, message, matches } = found;
  const user_id = useClientState((state) => state.me.user_id);
  const from =
    message.sender_id === user_id ? "You: " : message.sender_type === "agent" ? "Agent: " : "";
  return (
    <li className={clsx(rowClass({ is_selected, is_gone: false }), "px-3 py-2")}>
      <div className="flex min-w-0 items-baseline gap-2">
        <button
          type="button"
          data-found-row
          aria-current={is_selected || undefined}
          aria-describedby={id}
          onClick={() => onOpen(found)}
          className={rowButtonClass}
        >
          <IsolatedText truncate className="w-fit max-w-full font-medium text-text">
            {session.customer.name}
          </IsolatedText>
        </button>
        <span className="shrink-0 text-sm text-text-muted">
          <ClockTime at={message.created_at} show="both" />
        </span>
      </div>
      <div id={id} className="text-text-muted">
        <p className="truncate text-sm text-text-subtle">
          <IsolatedText>{session.subject}</IsolatedText>
        </p>
        <div className="flex min-w-0">
          <span className="shrink-0 whitespace-pre text-text-subtle">
            {message.is_internal ? "Note: " : from}
          </span>
          <FoundText content={message.content} matches={matches} />
        </div>
      </div>
    </li>
  );
}
