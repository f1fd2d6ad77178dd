"use client";

import { clsx } from "clsx";
import { memo } from "react";
import { repeatsSubject } from "@/components/inbox/chat-text";
import { LastWords } from "@/components/inbox/last-words";
import { PriorityBadge } from "@/components/inbox/priority-badge";
import { rowButtonClass, rowClass } from "@/components/inbox/row-look";
import { WaitingTime } from "@/components/inbox/waiting-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IsolatedText } from "@/components/ui/isolated-text";
import type { KnownSession } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";
import { waitsSince } from "@/lib/client/waits";

/** Rows out of sight are not laid out: two hundred of them scroll as few do. */
const queueRowSize =
  "[contain-intrinsic-block-size:auto_6.75rem] [content-visibility:auto] pointer-coarse:[contain-intrinsic-block-size:auto_7.75rem]";

/** More of them stand in the customer's pane. */
const SKILLS_SHOWN = 2;

type QueueRowProps = {
  session: KnownSession;
  /** It has left the queue, and only its place is kept. */
  is_gone: boolean;
  is_selected: boolean;
  /** The one that the key accepts. */
  shortcut: string | undefined;
  is_accepting: boolean;
  /** What says that the agent has no room, where they have none. */
  no_room_id: string | undefined;
  onSelect: (session_id: string) => void;
  onAccept: (session_id: string) => void;
};

export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { session, is_gone, is_selected, shortcut, is_accepting, no_room_id, onSelect, onAccept } =
    props;
  const { id, customer, subject, priority, required_skills } = session;
  return (
    <li
      aria-label={customer.name}
      aria-hidden={is_gone || undefined}
      inert={is_gone}
      className={clsx(rowClass({ is_selected, is_gone }), queueRowSize, "px-3 py-2")}
    >
      <div className="flex min-w-0 items-baseline gap-3">
        <button
          type="button"
          data-session={id}
          aria-current={is_selected || undefined}
          onClick={() => onSelect(id)}
          className={rowButtonClass}
        >
          <IsolatedText truncate className="w-fit max-w-full font-semibold text-text">
            {customer.name}
          </IsolatedText>
        </button>
        {!is_gone && (
          <span className="shrink-0 text-sm">
            <WaitingTime since={waitsSince(session)} awaited="agent" />
          </span>
        )}
      </div>
      {!repeatsSubject(session) && (
        <IsolatedText truncate className="w-fit max-w-full text-text">
          {subject}
        </IsolatedText>
      )}
      <LastWords session={session} />
      <div className="mt-1.5 flex min-w-0 items-center gap-2">
        <div className="flex min-w-0 flex-1 items-center gap-1">
          {/* What stands over its group says the usual ones. */}
          {(priority === "urgent" || priority === "high") && <PriorityBadge priority={priority} />}
          <Skills skills={required_skills} />
        </div>
        {is_gone ? (
          <span className="flex min-h-7 min-w-0 items-center text-sm text-text-muted pointer-coarse:min-h-11">
            <WhyGone session={session} />
          </span>
        ) : (
          <Button
            size="sm"
            variant={shortcut && !no_room_id ? "primary" : "secondary"}
            shortcut={shortcut}
            loading={is_accepting}
            aria-disabled={no_room_id ? true : undefined}
            aria-describedby={no_room_id}
            onClick={() => onAccept(id)}
            className="z-1 aria-disabled:opacity-50"
          >
            Accept
          </Button>
        )}
      </div>
    </li>
  );
});

function WhyGone({ session: { status, agent } }: { session: KnownSession }) {
  const user_id = useClientState((state) => state.me.user_id);
  const said =
    status === "closed"
      ? "Closed"
      : !agent
        ? "Gone"
        : agent.id === user_id
          ? "Accepted"
          : `Taken by ${agent.name}`;
  return <span className="truncate">{said}</span>;
}

function Skills({ skills }: { skills: string[] }) {
  const more = skills.length - SKILLS_SHOWN;
  return (
    <>
      {skills.slice(0, SKILLS_SHOWN).map((skill) => (
        <Badge key={skill} className="min-w-0 shrink">
          <bdi>{skill}</bdi>
        </Badge>
      ))}
      {more > 0 && (
        <span className="shrink-0 text-xs text-text-muted" title={skills.join(", ")}>
          +{more} <span className="sr-only">more skills</span>
        </span>
      )}
    </>
  );
}
