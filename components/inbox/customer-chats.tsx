import { clsx } from "clsx";
import { RotateCw, Star } from "lucide-react";
import type { KeyboardEvent } from "react";
import { rowButtonClass, rowClass } from "@/components/inbox/row-look";
import { RowSkeletons } from "@/components/inbox/row-skeletons";
import type { useCustomerContext } from "@/components/inbox/use-customer-context";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Kbd } from "@/components/ui/kbd";
import type { CustomerChat } from "@/lib/customers/contract";

type CustomerChatsProps = ReturnType<typeof useCustomerContext> & {
  /** The one that is being read. */
  reading: string | null;
  onRead: (session_id: string) => void;
};

/** The customer's other chats: those that go on, then those that have ended, newest first. */
export function CustomerChats(props: CustomerChatsProps) {
  const { context, status, more, retry, loadMore, reading, onRead } = props;
  const chats = context ? [...context.open_chats, ...context.previous_chats.items] : [];
  const all = context ? context.counts.open_chats + context.counts.previous_chats : 0;
  const has_more = context?.previous_chats.next_cursor != null;

  function move(event: KeyboardEvent<HTMLElement>) {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!by) return;
    const rows = [...event.currentTarget.querySelectorAll("button")];
    rows[rows.indexOf(document.activeElement as HTMLButtonElement) + by]?.focus();
    event.preventDefault();
  }

  return (
    <section aria-labelledby="customer-chats" className="mt-4">
      <h3
        id="customer-chats"
        className="mb-1 flex items-center gap-2 text-xs font-medium text-text-subtle"
      >
        <span>
          Other chats
          {context && <span className="tabular-nums"> · {all.toLocaleString("en")}</span>}
        </span>
        {chats.length > 0 && <Kbd keys="H" className="pointer-coarse:hidden" />}
      </h3>
      {status === "failed" && (
        <Banner
          tone="warning"
          title={
            context
              ? "This could not be loaded again and may be old."
              : "The other chats could not be loaded."
          }
          action={
            <Button size="sm" onClick={retry}>
              <RotateCw aria-hidden="true" />
              Try again
            </Button>
          }
        />
      )}
      {!context && status === "loading" && (
        <div className="-mx-3">
          <RowSkeletons label="Loading the other chats" rows={2} />
        </div>
      )}
      {chats.length > 0 && (
        <ul aria-label="Other chats" onKeyDown={move} className="-mx-3 border-t">
          {chats.map((chat) => (
            <ChatRow key={chat.id} chat={chat} is_read={chat.id === reading} onRead={onRead} />
          ))}
        </ul>
      )}
      {context && <WhatElse all={all} shown={chats.length} has_more={has_more} />}
      {has_more && (
        <div className="flex flex-col items-center gap-2 p-3">
          {more === "failed" && <p role="status">More could not be loaded.</p>}
          <Button size="sm" loading={more === "loading"} onClick={loadMore}>
            {more === "failed" ? "Try again" : "Show more"}
          </Button>
        </div>
      )}
    </section>
  );
}

function WhatElse({ all, shown, has_more }: { all: number; shown: number; has_more: boolean }) {
  if (all === 0) return <p className="text-text-muted">This is their first chat.</p>;
  if (has_more || shown >= all) return null;
  const rest = all - shown;
  return (
    <p className={clsx("text-text-muted", shown > 0 && "mt-2")}>
      {shown > 0 && `${rest.toLocaleString("en")} more. `}
      You can read {rest === 1 ? "it" : "them"} once a chat of this customer is yours.
    </p>
  );
}

type ChatRowProps = { chat: CustomerChat; is_read: boolean; onRead: (session_id: string) => void };

function ChatRow({ chat, is_read, onRead }: ChatRowProps) {
  const { id, subject, status, agent, created_at, rating } = chat;
  return (
    <li className={clsx(rowClass({ is_selected: is_read, is_gone: false }), "px-3 py-2")}>
      <div className="flex min-w-0 items-baseline gap-2">
        <button
          type="button"
          data-other-chat={id}
          aria-current={is_read || undefined}
          onClick={() => onRead(id)}
          className={rowButtonClass}
        >
          <IsolatedText truncate className="font-medium">
            {subject}
          </IsolatedText>
        </button>
        {status === "pending" && <Badge tone="warning">Pending</Badge>}
        {status === "active" && <Badge tone="success">Active</Badge>}
      </div>
      <p className="flex min-w-0 items-baseline gap-2 text-sm text-text-muted">
        <ClockTime at={created_at} show="both" className="shrink-0" />
        {agent && (
          <IsolatedText truncate className="min-w-0">
            {agent.name}
          </IsolatedText>
        )}
        {rating !== null && (
          <span className="ms-auto flex shrink-0 items-center gap-1">
            <Star aria-hidden="true" className="size-3.5" />
            <span className="sr-only">Rated </span>
            {rating} of 5
          </span>
        )}
      </p>
    </li>
  );
}
