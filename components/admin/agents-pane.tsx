"use client";

import { useEffect, useId, useRef } from "react";
import { AgentCard } from "@/components/admin/agent-card";
import { bestFor } from "@/components/chat/agent-fit";
import { Skeleton } from "@/components/ui/skeleton";
import type { Held, useHeldPlaces } from "@/components/ui/use-held-places";
import type { Agent } from "@/lib/agents/contract";
import type { KnownSession } from "@/lib/client/state";

type AgentsPaneProps = {
  held: Pick<ReturnType<typeof useHeldPlaces<Agent>>, "rows" | "holding">;
  dragged: KnownSession | null;
  onDrop: (agent: Agent) => void;
};

/** Who is there and with what load, and below them who is not. */
export function AgentsPane({ held: { rows, holding }, dragged, onDrop }: AgentsPaneProps) {
  const id = useId();
  const there = rows.filter(({ item }) => item.status !== "offline");
  const offline = rows.filter(({ item }) => item.status === "offline");
  const scroller = useRef<HTMLDivElement>(null);
  const left = rows.filter((row) => !row.is_gone).map((row) => row.item);
  const best = dragged && bestFor(left, dragged.required_skills);

  const is_dragging = dragged !== null;
  useEffect(() => {
    // Who could take it best is at the top.
    if (is_dragging) scroller.current?.scrollTo({ top: 0 });
  }, [is_dragging]);

  const toCard = ({ item, is_gone }: Held<Agent>) => (
    <AgentCard
      key={item.id}
      agent={item}
      is_gone={is_gone}
      required_skills={dragged ? dragged.required_skills : null}
      is_best={item.id === best?.id}
      onDrop={onDrop}
    />
  );

  return (
    <section
      aria-labelledby={id}
      className="flex min-h-0 min-w-0 flex-col overflow-hidden rounded-lg border border-border bg-surface"
    >
      <header className="flex min-h-11 shrink-0 items-center border-b px-3 py-1.5">
        <h2 id={id} className="text-md font-semibold">
          Agents
        </h2>
      </header>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto" {...holding}>
        {rows.length === 0 && <Loading />}
        {rows.length > 0 && there.length === 0 && (
          <p className="border-b p-3 text-text-muted">
            No agent is there. Who opens the inbox is online.
          </p>
        )}
        {there.length > 0 && <ul aria-label="Agents who are there">{there.map(toCard)}</ul>}
        {offline.length > 0 && (
          <>
            <h3 className="sticky top-0 z-2 border-y bg-background px-3 py-1 text-xs font-medium text-text-muted">
              Offline <span className="tabular-nums">{offline.length}</span>
            </h3>
            <ul aria-label="Agents who are offline">{offline.map(toCard)}</ul>
          </>
        )}
      </div>
    </section>
  );
}

function Loading() {
  return (
    <div role="status" className="flex flex-col gap-3 p-3">
      <span className="sr-only">The agents are loading.</span>
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-12 w-full" />
    </div>
  );
}
