"use client";

import { clsx } from "clsx";
import { memo, useEffect, useRef } from "react";
import { LastWords } from "@/components/inbox/last-words";
import { rowButtonClass, rowClass } from "@/components/inbox/row-look";
import { WaitingTime } from "@/components/inbox/waiting-time";
import { ClockTime } from "@/components/ui/clock-time";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Kbd } from "@/components/ui/kbd";
import type { KnownSession } from "@/lib/client/state";

type OwnChatRowProps = {
  session: KnownSession;
  /** It has left the list, and only its place is kept. */
  is_gone?: boolean;
  is_selected: boolean;
  /** The key that opens it. */
  shortcut?: string | undefined;
  onSelect: (session_id: string) => void;
};

/** A chat of the agent's own, active or closed. */
export const OwnChatRow = memo(function OwnChatRow(props: OwnChatRowProps) {
  const { session, is_gone = false, is_selected, shortcut, onSelect } = props;
  const { id, customer, waiting_since, ended_at } = session;
  const unread_count = session.status === "active" ? session.unread_count : 0;
  const row = useRef<HTMLLIElement>(null);
  // It may have come to the end of a long list, as when it was accepted from the queue.
  useEffect(() => {
    if (is_selected) row.current?.scrollIntoView({ block: "nearest" });
  }, [is_selected]);
  return (
    <li
      ref={row}
      aria-label={customer.name}
      aria-hidden={is_gone || undefined}
      inert={is_gone}
      className={clsx(rowClass({ is_selected, is_gone }), "px-3 py-2")}
    >
      <div className="flex min-w-0 items-baseline gap-2">
        <button
          type="button"
          data-session={id}
          aria-current={is_selected || undefined}
          aria-keyshortcuts={shortcut}
          onClick={() => onSelect(id)}
          className={clsx(rowButtonClass, "flex items-baseline gap-2")}
        >
          <IsolatedText
            truncate
            className={clsx("text-text", unread_count > 0 ? "font-semibold" : "font-medium")}
          >
            {customer.name}
          </IsolatedText>
          {shortcut && (
            <span aria-hidden="true" className="shrink-0 text-text-subtle pointer-coarse:hidden">
              <Kbd keys={shortcut} />
            </span>
          )}
        </button>
        <span className="shrink-0 text-sm">
          {is_gone ? (
            <span className="text-text-muted">
              {session.status === "pending" ? "Released" : "Closed"}
            </span>
          ) : waiting_since ? (
            <WaitingTime since={waiting_since} awaited="answer" />
          ) : ended_at ? (
            <span className="text-text-muted">
              closed <ClockTime at={ended_at} show="both" />
            </span>
          ) : (
            <span className="text-text-subtle">answered</span>
          )}
        </span>
      </div>
      <div className="flex min-w-0 items-baseline gap-2">
        <div className="min-w-0 flex-1">
          <LastWords session={session} />
        </div>
        {unread_count > 0 && (
          <span className="inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full bg-accent px-1 text-xs font-semibold text-on-accent tabular-nums">
            {unread_count > 99 ? "99+" : unread_count}
            <span className="sr-only"> unread</span>
          </span>
        )}
      </div>
    </li>
  );
});
