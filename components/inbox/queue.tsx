"use client";

import { CircleCheck, RotateCw, TriangleAlert } from "lucide-react";
import { useId } from "react";
import { isFound } from "@/components/inbox/chat-text";
import { ListBody } from "@/components/inbox/list-body";
import { NothingFound } from "@/components/inbox/nothing-found";
import { priorityLabel } from "@/components/inbox/priority-badge";
import { QueueRow } from "@/components/inbox/queue-row";
import { RowSkeletons } from "@/components/inbox/row-skeletons";
import { type Row, useHeldRows } from "@/components/inbox/use-held-rows";
import { useLoad, useQueue } from "@/components/inbox/use-lists";
import { Button } from "@/components/ui/button";
import { Duration } from "@/components/ui/duration";
import { EmptyState } from "@/components/ui/empty-state";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import { waitsSince } from "@/lib/client/waits";
import type { Priority } from "@/lib/sessions/contract";

const FROM_URGENT: readonly Priority[] = ["urgent", "high", "medium", "low"];

type QueueProps = {
  selected: string | null;
  /** What the lists are narrowed to. */
  search: string;
  /** The one that the key `A` accepts. */
  next: string | null;
  accepting: string | null;
  onSelect: (session_id: string) => void;
  onAccept: (session_id: string) => void;
};

export function Queue(props: QueueProps) {
  const { selected, search, next, accepting, onSelect, onAccept } = props;
  const id = useId();
  const full_id = useId();
  const is_full = useLoad()?.is_full ?? false;
  const sessions = useQueue();
  const status = useClientState((state) => state.lists);
  const { rows: all, holding } = useHeldRows(sessions);
  const rows = all.filter(({ session }) => isFound(session, search));

  const toRow = ({ session, is_gone }: Row) => (
    <QueueRow
      key={session.id}
      session={session}
      is_gone={is_gone}
      is_selected={session.id === selected}
      shortcut={session.id === next ? "A" : undefined}
      is_accepting={session.id === accepting}
      no_room_id={is_full ? full_id : undefined}
      onSelect={onSelect}
      onAccept={onAccept}
    />
  );

  return (
    <section aria-labelledby={id} className="flex min-h-0 min-w-0 flex-col">
      <header className="flex min-h-11 shrink-0 flex-wrap items-baseline gap-x-3 border-b px-3 py-2.5">
        <h2 id={id} className="text-md font-semibold">
          Queue
        </h2>
        {sessions.length > 0 && <Figures sessions={sessions} />}
      </header>
      {is_full && rows.length > 0 && (
        <p id={full_id} className="shrink-0 border-b px-3 py-1.5 text-sm text-warning-text">
          No room: end or release a chat first.
        </p>
      )}
      <ListBody label="Queue" {...holding}>
        {rows.length > 0 ? (
          FROM_URGENT.map((priority) => {
            const group = rows.filter(({ session }) => session.priority === priority);
            return group.length > 0 && <Group key={priority} {...{ priority, group, toRow }} />;
          })
        ) : all.length > 0 ? (
          <NothingFound title="Nobody in the queue matches." />
        ) : (
          <Nobody status={status} />
        )}
      </ListBody>
    </section>
  );
}

function Figures({ sessions }: { sessions: KnownSession[] }) {
  const oldest = sessions.reduce((a, b) => (waitsSince(a) <= waitsSince(b) ? a : b));
  return (
    <p className="flex gap-x-3 text-sm text-text-muted">
      <span>
        <strong className="font-semibold text-text tabular-nums">{sessions.length}</strong> pending
      </span>
      <span>
        longest <Duration since={waitsSince(oldest)} className="font-semibold text-text" />
      </span>
    </p>
  );
}

type GroupProps = { priority: Priority; group: Row[]; toRow: (row: Row) => React.ReactNode };

function Group({ priority, group, toRow }: GroupProps) {
  const id = useId();
  const waiting = group.filter((row) => !row.is_gone).length;
  return (
    <>
      <h3
        id={id}
        className="sticky top-0 z-2 border-b bg-background px-3 py-1 text-xs font-medium text-text-muted"
      >
        {priorityLabel(priority)}
        {/* Over rows that are all taken there is nothing to count. */}
        {waiting > 0 && <span className="ms-1 tabular-nums">{waiting}</span>}
      </h3>
      <ul aria-labelledby={id}>{group.map(toRow)}</ul>
    </>
  );
}

function Nobody({ status }: { status: "loading" | "ready" | "failed" }) {
  const client = useChatClient();
  if (status === "loading") return <RowSkeletons label="Loading the queue" rows={3} tall />;
  if (status === "failed") {
    return (
      <EmptyState
        icon={<TriangleAlert />}
        title="The queue could not be loaded."
        action={
          <Button onClick={() => client?.reload()}>
            <RotateCw aria-hidden="true" />
            Try again
          </Button>
        }
      >
        Nothing was lost: the chats are on the server.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<CircleCheck />} title="Nobody is waiting.">
      The next chat comes here by itself.
    </EmptyState>
  );
}
