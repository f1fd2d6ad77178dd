import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { type ChatAct, ChatActs } from "@/components/admin/chat-acts";
import type { SessionRow } from "@/components/admin/session-rows";
import { PRIORITY, SESSION_STATUS } from "@/components/admin/words";
import { scoreLook } from "@/components/chat/score-words";
import { Badge } from "@/components/ui/badge";
import { ClockTime } from "@/components/ui/clock-time";
import { Duration } from "@/components/ui/duration";
import { IsolatedText } from "@/components/ui/isolated-text";
import { TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { waitedUntil, waitsSince } from "@/lib/client/waits";

type ChatRowProps = { session: SessionRow; onAct: (act: ChatAct) => void };

// On a narrow screen a row is a block of lines; the roles keep it a table to those who listen.
const cell = "max-lg:border-0 max-lg:p-0";

/** The column's name, where there is no head above it. */
function Head({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden="true" className="me-1.5 text-sm text-text-subtle lg:hidden">
      {children}
    </span>
  );
}

function AgentName({ session: { agent, agents } }: Pick<ChatRowProps, "session">) {
  const last = agents.at(-1);
  if (agent) {
    return (
      <IsolatedText truncate className="w-fit max-w-full" title={agent.name}>
        {agent.name}
      </IsolatedText>
    );
  }
  if (last) {
    return (
      <span className="flex min-w-0 text-text-subtle" title={last.name}>
        <IsolatedText truncate>{last.name}</IsolatedText>
        <span className="shrink-0 whitespace-pre"> left</span>
      </span>
    );
  }
  return (
    <span className="text-text-subtle">
      <span aria-hidden="true">–</span>
      <span className="sr-only">No agent</span>
    </span>
  );
}

function RatingWord({ rating }: { rating: number | null }) {
  if (rating === null) {
    return (
      <span className="text-text-subtle">
        <span aria-hidden="true">–</span>
        <span className="sr-only">Not rated</span>
      </span>
    );
  }
  const { word, Face } = scoreLook(rating);
  return (
    <span className="inline-flex items-center gap-1.5 align-bottom" title={`${rating} of 5`}>
      <Face aria-hidden="true" className="size-4 shrink-0 text-text-muted" />
      {word}
      <span className="sr-only">, {rating} of 5</span>
    </span>
  );
}

export function ChatRow({ session, onAct }: ChatRowProps) {
  const status = SESSION_STATUS[session.status];
  const priority = PRIORITY[session.priority];
  return (
    <TableRow
      role="row"
      className="max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-3 max-lg:gap-y-1 max-lg:border-b max-lg:p-3 max-lg:last:border-b-0"
    >
      <TableHeader
        scope="row"
        role="rowheader"
        className={`${cell} max-w-48 2xl:max-w-96 max-lg:max-w-full max-lg:w-full`}
      >
        <IsolatedText truncate className="w-fit max-w-full" title={session.customer.name}>
          {session.customer.name}
        </IsolatedText>
      </TableHeader>
      <TableCell role="cell" className={`${cell} w-full max-w-0 min-w-44 max-lg:max-w-full`}>
        <Link href={`/admin/chats/${session.id}`} className="block min-w-0 hover:underline">
          <IsolatedText truncate className="w-fit max-w-full" title={session.subject}>
            {session.subject}
          </IsolatedText>
        </Link>
      </TableCell>
      <TableCell role="cell" className={cell}>
        <Badge tone={status.tone}>{status.label}</Badge>
      </TableCell>
      <TableCell role="cell" className={cell}>
        <Badge tone={priority.tone}>{priority.label}</Badge>
      </TableCell>
      <TableCell
        role="cell"
        className={clsx(
          cell,
          "max-w-40 min-w-24 max-lg:max-w-full max-lg:min-w-0",
          session.agents.length === 0 && "max-lg:hidden",
        )}
      >
        <AgentName session={session} />
      </TableCell>
      <TableCell role="cell" className={`${cell} whitespace-nowrap text-text-muted`}>
        <Head>Started</Head>
        <ClockTime at={session.created_at} show="both" />
      </TableCell>
      <TableCell role="cell" align="end" className={`${cell} whitespace-nowrap`}>
        <Head>Wait</Head>
        <Duration
          since={session.status === "pending" ? waitsSince(session) : session.created_at}
          until={session.status === "pending" ? null : waitedUntil(session)}
          className={session.status === "pending" ? "font-medium" : "text-text-muted"}
        />
      </TableCell>
      <TableCell
        role="cell"
        className={clsx(cell, "whitespace-nowrap", session.rating === null && "max-lg:hidden")}
      >
        <Head>Rating</Head>
        <RatingWord rating={session.rating} />
      </TableCell>
      <TableCell
        role="cell"
        className={`${cell} w-px whitespace-nowrap max-sm:w-full sm:max-lg:ms-auto sm:max-lg:w-auto`}
      >
        <ChatActs
          session={session}
          onAct={onAct}
          className="justify-end max-sm:mt-1 max-sm:justify-start"
        />
      </TableCell>
    </TableRow>
  );
}
