import Link from "next/link";
import type { ReactNode } from "react";
import { type ChatAct, ChatActs } from "@/components/admin/chat-acts";
import type { SessionRow } from "@/components/admin/session-rows";
import { PRIORITY, SESSION_STATUS } from "@/components/admin/words";
import { Badge } from "@/components/ui/badge";
import { ClockTime } from "@/components/ui/clock-time";
import { Duration } from "@/components/ui/duration";
import { IsolatedText } from "@/components/ui/isolated-text";
import { TableCell, TableHeader, TableRow } from "@/components/ui/table";

type ChatRowProps = { session: SessionRow; onAct: (act: ChatAct) => void };

// On a narrow screen a row is a block of lines; the roles keep it a table to those who listen.
const cell = "max-md:border-0 max-md:p-0";

/** The column's name, where there is no head above it. */
function Head({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden="true" className="me-1.5 text-sm text-text-subtle md:hidden">
      {children}
    </span>
  );
}

export function ChatRow({ session, onAct }: ChatRowProps) {
  const status = SESSION_STATUS[session.status];
  const priority = PRIORITY[session.priority];
  return (
    <TableRow
      role="row"
      className="max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:border-b max-md:p-3 max-md:last:border-b-0"
    >
      <TableHeader
        scope="row"
        role="rowheader"
        className={`${cell} max-w-48 max-md:max-w-full max-md:w-full`}
      >
        <IsolatedText truncate title={session.customer.name}>
          {session.customer.name}
        </IsolatedText>
      </TableHeader>
      <TableCell role="cell" className={`${cell} w-full max-w-0 min-w-52 max-md:max-w-full`}>
        <Link href={`/admin/chats/${session.id}`} className="block min-w-0 hover:underline">
          <IsolatedText truncate title={session.subject}>
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
        className={`${cell} max-w-40 min-w-32 max-md:max-w-full max-md:min-w-0`}
      >
        {session.agent ? (
          <IsolatedText truncate title={session.agent.name}>
            {session.agent.name}
          </IsolatedText>
        ) : (
          <span className="text-text-subtle max-md:hidden">
            <span aria-hidden="true">–</span>
            <span className="sr-only">No agent</span>
          </span>
        )}
      </TableCell>
      <TableCell role="cell" className={`${cell} whitespace-nowrap text-text-muted`}>
        <Head>Started</Head>
        <ClockTime at={session.created_at} show="both" />
      </TableCell>
      <TableCell role="cell" align="end" className={`${cell} whitespace-nowrap`}>
        <Head>Wait</Head>
        <Duration
          since={session.created_at}
          until={session.assigned_at ?? session.ended_at}
          className={session.status === "pending" ? "font-medium" : "text-text-muted"}
        />
      </TableCell>
      <TableCell role="cell" className={`${cell} w-px whitespace-nowrap max-md:w-full`}>
        <ChatActs
          session={session}
          onAct={onAct}
          className="justify-end max-md:mt-1 max-md:justify-start"
        />
      </TableCell>
    </TableRow>
  );
}
