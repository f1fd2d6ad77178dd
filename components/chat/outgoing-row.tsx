import { clsx } from "clsx";
import { CircleAlert, Clock, StickyNote } from "lucide-react";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ChatClient } from "@/lib/client/chat-client";
import type { Outgoing } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";
import { ArticleBox } from "./article-box";
import { bubbleClass } from "./bubble";
import { MessageText } from "./message-text";

type OutgoingRowsProps = { client: ChatClient; session_id: string; outgoing: Outgoing[] };

/** All that is on its way in a session, in order. What several in a row have to say is read once. */
export function OutgoingRows({ client, session_id, outgoing }: OutgoingRowsProps) {
  const statuses = outgoing.map((entry, place) =>
    statusOf(
      entry,
      outgoing.slice(0, place).find((other) => other.state === "waiting"),
    ),
  );
  return outgoing.map((entry, place) => {
    const status = statuses[place] ?? null;
    return (
      <OutgoingRow
        key={entry.client_id}
        client={client}
        session_id={session_id}
        entry={entry}
        status={status}
        starts={!status || status !== statuses[place - 1]}
        ends={!status || status !== statuses[place + 1]}
      />
    );
  });
}

type OutgoingRowProps = {
  client: ChatClient;
  session_id: string;
  entry: Outgoing;
  /** How far it got, in words; null when it failed. */
  status: string | null;
  /** The first and the last of those in a row with the same status. */
  starts: boolean;
  ends: boolean;
};

/** What was sent and is not in the log yet. */
const OutgoingRow = memo(function OutgoingRow(props: OutgoingRowProps) {
  const { client, session_id, entry, status, starts, ends } = props;
  const part = useClientState((state) => state.progress[entry.client_id]);
  const is_failed = status === null;
  return (
    <div className={clsx("flex flex-col items-end px-4", starts ? "pt-3" : "pt-0.5")}>
      <div className="flex max-w-[min(85%,36rem)] min-w-0 flex-col items-end">
        <p className={clsx(entry.is_internal && "mb-1")}>
          <VisuallyHidden>You</VisuallyHidden>
          {entry.is_internal && <Badge icon={<StickyNote aria-hidden="true" />}>Note</Badge>}
        </p>
        <div
          className={clsx(
            bubbleClass(entry.is_internal ? "note" : is_failed ? "colleague" : "own", {
              is_own_side: true,
              starts,
              ends,
            }),
            is_failed && "border border-danger",
          )}
        >
          {entry.kb_article ? (
            <ArticleBox article={entry.kb_article} />
          ) : (
            <MessageText>{entry.file?.name ?? entry.content}</MessageText>
          )}
        </div>
        {is_failed ? (
          <Failed client={client} session_id={session_id} entry={entry} />
        ) : (
          <p
            className={clsx(
              "mt-0.5 flex items-center gap-1 text-xs text-text-subtle",
              !ends && "sr-only",
            )}
          >
            {entry.state !== "sent" && <Clock aria-hidden="true" className="size-3 shrink-0" />}
            {part === undefined ? status : `Uploading ${Math.floor(part * 100)}%`}
          </p>
        )}
        {entry.file && (entry.state === "sending" || entry.state === "waiting") && (
          <Button
            size="sm"
            className="mt-1"
            onClick={() => client.discard(session_id, entry.client_id)}
          >
            Cancel
          </Button>
        )}
      </div>
    </div>
  );
});

/** Another try could not end otherwise. */
const FOR_GOOD = /^(CHAT_CLOSED|TOO_LARGE|UNSUPPORTED_TYPE)$/;

type FailedProps = Pick<OutgoingRowProps, "client" | "session_id" | "entry">;

function Failed({ client, session_id, entry }: FailedProps) {
  return (
    <div className="mt-1 flex flex-wrap items-center justify-end gap-x-2 gap-y-1">
      <p className="flex gap-1.5 text-sm text-danger-text">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0">Not sent. {reasonText(entry)}</span>
      </p>
      {!FOR_GOOD.test(entry.error?.code ?? "") && (
        <Button size="sm" onClick={() => client.retry(session_id, entry.client_id)}>
          Retry
        </Button>
      )}
      <Button size="sm" onClick={() => client.discard(session_id, entry.client_id)}>
        Delete
      </Button>
    </div>
  );
}

/** `held_up_by`: the one before it that has to wait, and keeps it waiting. */
function statusOf(entry: Outgoing, held_up_by: Outgoing | undefined): string | null {
  if (entry.state === "failed") return null;
  if (entry.state === "sent") return "Sent";
  if (entry.state === "waiting") return waitingText(entry);
  if (held_up_by) return waitingText(held_up_by);
  return entry.file ? "Uploading" : "Sending";
}

function waitingText({ error }: Outgoing): string {
  if (!error || error.code === "UNAVAILABLE") return "Will be sent when the connection is back";
  return `Will be sent again in a moment. ${error.message}`;
}

function reasonText({ error }: Outgoing): string {
  if (!error) return "";
  // The server names the field before what is wrong with it.
  if (error.field !== "content") return error.message;
  return `The message ${error.message.replace(/^content: /, "")}.`;
}
