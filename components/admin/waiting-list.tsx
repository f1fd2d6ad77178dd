"use client";

import { CircleCheck } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, type RefObject, useId, useState } from "react";
import { WaitingRow } from "@/components/admin/waiting-row";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { Skeleton } from "@/components/ui/skeleton";
import type { useHeldPlaces } from "@/components/ui/use-held-places";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";

type WaitingListProps = {
  held: Pick<ReturnType<typeof useHeldPlaces<KnownSession>>, "rows" | "holding">;
  list: RefObject<HTMLUListElement | null>;
  dragged: string | null;
  running: ReadonlySet<string>;
  onAssign: (session: KnownSession) => void;
  onDragStart: (session: KnownSession) => void;
  onDragEnd: () => void;
};

/** The queue, in its order. One stop of the Tab key: the arrows go from row to row. */
export function WaitingList({ held, list, dragged, running, ...acts }: WaitingListProps) {
  const id = useId();
  const lists = useClientState((state) => state.lists);
  const client = useChatClient();
  const [focused, setFocused] = useState<{ session_id: string; place: number } | null>(null);
  const rows = held.rows;
  const there = rows.filter((row) => !row.is_gone).map((row) => row.item);
  // Where the focused one has left, the next has its place.
  const current =
    there.find((session) => session.id === focused?.session_id) ??
    there[Math.min(focused?.place ?? 0, there.length - 1)];

  function onFocus({ target }: FocusEvent) {
    const session_id = target.closest("li")?.querySelector<HTMLElement>("[data-session]")
      ?.dataset.session;
    const place = there.findIndex((session) => session.id === session_id);
    if (session_id && place >= 0) setFocused({ session_id, place });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
    const place = there.indexOf(current);
    const to: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      Home: 0,
      End: there.length - 1,
    };
    const next = to[event.key];
    // Where letters are not Latin, the place on the keyboard decides.
    if (event.key.toLowerCase() === "a" || (event.key > "\x7f" && event.code === "KeyA")) {
      event.preventDefault();
      if (!event.repeat) acts.onAssign(current);
    } else if (next !== undefined) {
      event.preventDefault();
      const session = there[next];
      list.current?.querySelector<HTMLElement>(`[data-session="${session?.id}"]`)?.focus();
    }
  }

  return (
    <section
      aria-labelledby={id}
      className="flex min-h-0 min-w-0 flex-col overflow-hidden rounded-lg border border-border bg-surface max-md:max-h-[70dvh]"
    >
      <header className="flex min-h-11 shrink-0 flex-wrap items-center justify-between gap-x-3 border-b px-3 py-1.5">
        <h2 id={id} className="text-md font-semibold">
          Queue
        </h2>
        {there.length > 0 && (
          <p className="flex items-center gap-x-3 text-sm text-text-muted pointer-coarse:hidden">
            <span className="flex items-center gap-1">
              <Kbd keys="ArrowUp" />
              <Kbd keys="ArrowDown" /> move
            </span>
            <span className="flex items-center gap-1">
              <Kbd keys="A" />{" "}
              <span>
                assign<span className="max-lg:hidden">, or drag onto an agent</span>
              </span>
            </span>
          </p>
        )}
      </header>
      {lists === "failed" && (
        <div className="p-3">
          <Banner
            tone="warning"
            title="The queue did not load"
            action={<Button onClick={() => client?.reload()}>Try again</Button>}
          >
            Nothing was lost: the chats are on the server.
          </Banner>
        </div>
      )}
      {rows.length > 0 && (
        <ul
          ref={list}
          aria-labelledby={id}
          className="min-h-0 flex-1 overflow-y-auto"
          onFocus={onFocus}
          onKeyDown={onKeyDown}
          {...held.holding}
        >
          {rows.map(({ item, is_gone }) => (
            <WaitingRow
              key={item.id}
              session={item}
              is_gone={is_gone}
              is_current={item.id === current?.id}
              is_dragged={item.id === dragged}
              is_running={running.has(item.id)}
              {...acts}
            />
          ))}
        </ul>
      )}
      {rows.length === 0 && lists === "loading" && <Loading />}
      {rows.length === 0 && lists === "ready" && (
        <EmptyState icon={<CircleCheck />} title="Nobody is waiting.">
          The next chat comes here by itself.
        </EmptyState>
      )}
    </section>
  );
}

function Loading() {
  return (
    <div role="status" className="flex flex-col gap-3 p-3">
      <span className="sr-only">The queue is loading.</span>
      {["w-4/5", "w-3/5", "w-2/3"].map((width) => (
        <Skeleton key={width} className={`h-12 ${width}`} />
      ))}
    </div>
  );
}
