"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import { LoadFailed } from "@/components/admin/load-failed";
import { useStaff } from "@/components/admin/use-staff";
import { AGENT_STATUS } from "@/components/admin/words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Duration } from "@/components/ui/duration";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusDot } from "@/components/ui/status-dot";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import type { Account } from "@/lib/users/contract";

/** What is waiting, and who is there with what load. */
export function Overview() {
  const staff = useStaff();
  const client = useChatClient();
  const lists = useClientState((state) => state.lists);
  const sessions = useClientState((state) => state.sessions);
  const { waiting, longest } = useMemo(() => {
    const pending = Object.values(sessions).filter((session) => session.status === "pending");
    const [longest] = pending.toSorted((a, b) => a.created_at.localeCompare(b.created_at));
    return { waiting: pending.length, longest };
  }, [sessions]);
  const here = (staff.data ?? []).filter((agent) => agent.is_active && agent.status !== "offline");
  const active = (staff.data ?? []).reduce((sum, agent) => sum + agent.active_chats, 0);
  const online = here.filter((agent) => agent.status === "online").length;
  const staff_state = staff.data ? "ready" : staff.error ? "failed" : "loading";

  return (
    <section aria-label="Now" className="flex min-w-0 flex-col gap-3">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-border bg-border md:grid-cols-4">
        <Figure label="Waiting" href="/admin?status=pending" state={lists} alert={waiting > 0}>
          {waiting}
        </Figure>
        <Figure
          label="Longest wait"
          href={longest ? `/admin/chats/${longest.id}` : "/admin?status=pending"}
          state={lists}
        >
          {longest ? <Duration since={longest.created_at} /> : "None"}
        </Figure>
        <Figure label="Active" href="/admin?status=active" state={staff_state}>
          {active}
        </Figure>
        <Figure label="Agents online" href="/admin/staff" state={staff_state} alert={online === 0}>
          {online}
        </Figure>
      </dl>
      {lists === "failed" && (
        <Banner
          tone="warning"
          title="The queue did not load"
          action={<Button onClick={() => client?.reload()}>Try again</Button>}
        />
      )}
      {staff.error ? (
        <LoadFailed
          what="The staff"
          error={staff.error}
          retrying={staff.isFetching}
          onRetry={() => staff.refetch()}
          has_old={staff.data !== undefined}
        />
      ) : (
        <Here agents={staff.data ? here : null} />
      )}
    </section>
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
    <div className="relative min-w-0 bg-surface px-4 py-3 hover:bg-background">
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
          "mt-0.5 text-2xl font-semibold tabular-nums",
          alert && state === "ready" ? "text-warning-text" : "text-text",
        )}
      >
        {state === "loading" && <Skeleton className="h-7 w-12" />}
        {state === "ready" && children}
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

/** Who is there: online first, then by name. */
function Here({ agents }: { agents: Account[] | null }) {
  if (!agents) return <Skeleton className="h-8 w-full max-w-md" />;
  if (agents.length === 0) {
    return <p className="text-text-muted">No agent is there. Who opens the inbox is online.</p>;
  }
  const rank = { online: 0, busy: 1, away: 2, offline: 3 };
  const sorted = agents.toSorted((a, b) => rank[a.status] - rank[b.status]);
  return (
    <ul aria-label="Agents who are there" className="flex flex-wrap gap-2">
      {sorted.map((agent) => (
        <li key={agent.id} className="max-w-full min-w-0">
          <Link
            href={`/admin?status=active&agent=${agent.id}`}
            className="flex max-w-full min-w-0 items-center gap-2 rounded-md border border-border bg-surface px-2.5 py-1 hover:bg-background pointer-coarse:min-h-11"
          >
            <StatusDot
              tone={AGENT_STATUS[agent.status].tone}
              label={AGENT_STATUS[agent.status].label}
              hideLabel
              className="shrink-0"
            />
            <IsolatedText truncate className="max-w-48 font-medium">
              {agent.name}
            </IsolatedText>
            <Load agent={agent} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** `2/5`, and words for it. */
export function Load({ agent }: { agent: Pick<Account, "active_chats" | "max_concurrent_chats"> }) {
  const { active_chats, max_concurrent_chats } = agent;
  const full = active_chats >= max_concurrent_chats;
  return (
    <span
      className={clsx(
        "shrink-0 whitespace-nowrap tabular-nums",
        full ? "font-medium text-warning-text" : "text-text-muted",
      )}
    >
      <span aria-hidden="true">
        {active_chats}/{max_concurrent_chats}
        {full && " full"}
      </span>
      <span className="sr-only">
        {active_chats} of {max_concurrent_chats} chats{full && ", full"}
      </span>
    </span>
  );
}
