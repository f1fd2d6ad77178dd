"use client";

import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Duration } from "@/components/ui/duration";
import { Skeleton } from "@/components/ui/skeleton";
import type { Agent } from "@/lib/agents/contract";
import type { ClientState, KnownSession } from "@/lib/client/state";
import { waitsSince } from "@/lib/client/waits";

type FiguresProps = {
  lists: ClientState["lists"];
  waiting: readonly KnownSession[];
  agents: readonly Agent[];
};

/** Four numbers, each with the way to what is behind it. */
export function Figures({ lists, waiting, agents }: FiguresProps) {
  const [longest] = waiting.toSorted((a, b) => waitsSince(a).localeCompare(waitsSince(b)));
  const active = agents.reduce((sum, agent) => sum + agent.active_chats, 0);
  const online = agents.filter((agent) => agent.status === "online").length;
  // Whoever looks is one of them.
  const staff = agents.length > 0 ? "ready" : "loading";
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border md:grid-cols-4">
      <Figure label="Queue" href="/admin/chats?status=pending" state={lists}>
        {waiting.length}
      </Figure>
      <Figure
        label="Longest wait"
        href={longest ? `/admin/chats/${longest.id}` : "/admin/chats?status=pending"}
        state={lists}
      >
        {longest ? <Duration since={waitsSince(longest)} /> : "None"}
      </Figure>
      <Figure label="Active chats" href="/admin/chats?status=active" state={staff}>
        {active}
      </Figure>
      <Figure label="Agents online" href="/admin/staff" state={staff} alert={online === 0}>
        {online}
      </Figure>
    </dl>
  );
}

type FigureProps = {
  label: string;
  href: string;
  state: "loading" | "ready" | "failed";
  alert?: boolean;
  children: ReactNode;
};

function Figure({ label, href, state, alert = false, children }: FigureProps) {
  return (
    <div className="relative flex min-w-0 flex-col justify-between gap-x-3 bg-surface lg:flex-row lg:items-center px-4 py-2.5 hover:bg-background">
      <dt className="text-sm text-text-muted">
        <Link
          href={href}
          className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {label}
        </Link>
      </dt>
      <dd
        className={clsx(
          "text-2xl font-semibold tabular-nums",
          alert && state === "ready" ? "text-warning-text" : "text-text",
        )}
      >
        {state === "loading" && <Skeleton className="h-7 w-12" />}
        {state === "ready" && (
          <span className="inline-flex items-center gap-2">
            {alert && <TriangleAlert aria-hidden="true" className="size-4" />}
            {children}
          </span>
        )}
        {state === "failed" && (
          <>
            <span aria-hidden="true">–</span>
            <span className="sr-only">Unknown</span>
          </>
        )}
      </dd>
    </div>
  );
}
