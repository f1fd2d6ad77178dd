"use client";

import { clsx } from "clsx";
import { GripVertical } from "lucide-react";
import Link from "next/link";
import { type DragEvent, memo } from "react";
import { PRIORITY } from "@/components/admin/words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Duration } from "@/components/ui/duration";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { KnownSession } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";
import { waitsSince } from "@/lib/client/waits";

type WaitingRowProps = {
  session: KnownSession;
  is_gone: boolean;
  /** The one that Tab reaches; the arrows go from it to the others. */
  is_current: boolean;
  is_dragged: boolean;
  /** It was dropped on somebody, and the answer is not there yet. */
  is_running: boolean;
  onAssign: (session: KnownSession) => void;
  onDragStart: (session: KnownSession) => void;
  onDragEnd: () => void;
};

export const WaitingRow = memo(function WaitingRow(props: WaitingRowProps) {
  const { session, is_gone, is_current, is_dragged, is_running } = props;
  const priority = PRIORITY[session.priority];

  function start(event: DragEvent) {
    event.dataTransfer.effectAllowed = "move";
    // Dropped on a text field it leaves something that a person can use.
    event.dataTransfer.setData("text/plain", session.subject);
    props.onDragStart(session);
  }

  return (
    <li
      aria-label={session.customer.name}
      aria-busy={is_running || undefined}
      data-dragged={is_dragged || undefined}
      inert={is_gone}
      draggable={!is_gone && !is_running}
      onDragStart={start}
      onDragEnd={props.onDragEnd}
      className={clsx(
        "group/row relative flex min-w-0 items-center gap-2 border-b px-3 py-2 last:border-b-0 focus-within:bg-accent-soft hover:bg-hover",
        is_gone || is_dragged || is_running ? "bg-background" : "cursor-grab",
      )}
    >
      <GripVertical
        aria-hidden="true"
        className="absolute -start-0.5 size-4 text-text-subtle opacity-0 group-hover/row:opacity-100 pointer-coarse:hidden"
      />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex min-w-0 items-baseline gap-2">
          <Link
            href={`/admin/chats/${session.id}`}
            draggable={false}
            data-session={session.id}
            tabIndex={is_current ? 0 : -1}
            className="min-w-0 font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            <IsolatedText truncate className="w-fit max-w-full" title={session.customer.name}>
              {session.customer.name}
            </IsolatedText>
          </Link>
          <span className="ms-auto shrink-0 text-sm text-text-muted">
            <span className="sr-only">waiting </span>
            <Duration since={waitsSince(session)} />
          </span>
        </div>
        <IsolatedText truncate title={session.subject} className="w-fit max-w-full text-text-muted">
          {session.subject}
        </IsolatedText>
        <div className="flex min-w-0 flex-wrap gap-1">
          <Badge tone={priority.tone}>{priority.label}</Badge>
          {session.required_skills.map((skill) => (
            <Badge key={skill} tone="info">
              <bdi>{skill}</bdi>
            </Badge>
          ))}
        </div>
      </div>
      <div className="z-1 flex w-26 shrink-0 max-sm:w-20 justify-end">
        {is_gone ? (
          <Whereto session_id={session.id} />
        ) : (
          <Button
            size="sm"
            tabIndex={is_current ? 0 : -1}
            shortcut={is_current ? "A" : undefined}
            loading={is_running}
            onClick={() => props.onAssign(session)}
          >
            Assign
          </Button>
        )}
      </div>
    </li>
  );
});

/** What became of a chat whose place is kept for a moment. */
function Whereto({ session_id }: { session_id: string }) {
  const session = useClientState((state) => state.sessions[session_id]);
  return (
    <span className="min-w-0 text-end text-sm text-text-muted">
      {session?.status === "active" && session.agent ? (
        <IsolatedText truncate>{session.agent.name}</IsolatedText>
      ) : (
        "Closed"
      )}
    </span>
  );
}
