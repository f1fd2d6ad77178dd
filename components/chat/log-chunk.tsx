"use client";

import { memo, type ReactNode, useState } from "react";
import { ClockTime } from "@/components/ui/clock-time";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { Message } from "@/lib/messages/contract";
import { DayLabel } from "./day-label";
import { heightOf, isSameRows, type LogRow } from "./log-rows";
import { MessageRow } from "./message-row";

type LogChunkProps = {
  rows: LogRow[];
  /** Names by user id, of all who are known. */
  names: Record<number, string>;
  reader_id: number;
  /** Which side the reader is on. */
  is_customer: boolean;
  /** The reader's last message, where it is in this part, and how far it got. */
  receipt_id: string | null;
  receipt: "Sent" | "Seen" | null;
  /** Laid out only where it is near the screen. All of it can be found and read out in any case. */
  is_deferred: boolean;
};

/**
 * A part of the log. It is deferred only in a browser that keeps what one reads in its place while
 * something above it gets its height.
 */
export const LogChunk = memo(DrawnChunk, (before, after) =>
  (Object.keys(after) as (keyof LogChunkProps)[]).every((name) =>
    name === "rows" ? isSameRows(before.rows, after.rows) : before[name] === after[name],
  ),
);

function DrawnChunk(props: LogChunkProps) {
  const { rows, names, reader_id, is_customer, receipt_id, receipt } = props;
  const [height] = useState(() => heightOf(rows));
  return (
    <div
      data-rows
      style={{ containIntrinsicHeight: `auto ${height}px` }}
      className={
        props.is_deferred ? "supports-[overflow-anchor:auto]:[content-visibility:auto]" : undefined
      }
    >
      {rows.map((row) => {
        if (row.kind === "day") return <DayLabel key={row.key} at={row.at} />;
        if (row.kind === "unread") return <UnreadLine key={row.key} name={row.key} />;
        if (row.kind === "joined" || row.kind === "left") {
          return (
            <StatusRow key={row.key}>
              {row.agent_id === reader_id ? (
                "You"
              ) : (
                <IsolatedText>{names[row.agent_id] ?? "An agent"}</IsolatedText>
              )}{" "}
              {row.kind} at <ClockTime at={row.at} />
            </StatusRow>
          );
        }
        if (row.kind === "ended") {
          return (
            <StatusRow key={row.key}>
              The chat ended at <ClockTime at={row.at} />
            </StatusRow>
          );
        }
        const { message, starts, ends } = row;
        return (
          <MessageRow
            key={row.key}
            message={message}
            name={message.sender_id === reader_id ? null : nameOf(message, names)}
            is_own_side={(message.sender_type === "customer") === is_customer}
            starts={starts}
            ends={ends}
            receipt={message.id === receipt_id ? receipt : null}
          />
        );
      })}
    </div>
  );
}

function nameOf({ sender_id, sender_type }: Message, names: Record<number, string>): string {
  const known = sender_id === null ? undefined : names[sender_id];
  return known ?? (sender_type === "customer" ? "Customer" : "Agent");
}

function StatusRow({ children }: { children: ReactNode }) {
  return <p className="px-4 pt-3 text-center text-sm wrap-anywhere text-text-subtle">{children}</p>;
}

function UnreadLine({ name }: { name: string }) {
  return (
    <p
      data-unread={name}
      className="flex items-center gap-3 px-4 pt-4 pb-1 text-xs font-semibold text-accent-text before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent"
    >
      New
    </p>
  );
}
