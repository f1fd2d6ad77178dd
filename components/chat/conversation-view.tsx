"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ChatClient } from "@/lib/client/chat-client";
import type { Outgoing } from "@/lib/client/state";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import { MessageLog } from "./message-log";
import { OutgoingRows } from "./outgoing-row";
import { TypingLine } from "./typing-line";

type ConversationViewProps = {
  /** Followed from now on; `client.unfollow` is the screen's, where it should end. */
  session_id: string;
  /** Names of people who are neither the session's customer nor its agent, by user id. */
  names?: Record<number, string>;
  /** In the place of the messages while there are none. */
  empty?: ReactNode;
  /** In the place of everything when there is no such chat for this person. */
  gone?: ReactNode;
};

/**
 * A session's log with who is typing, for either side: `me` of the client decides which. It fills
 * the height that a flex column leaves it.
 */
export function ConversationView({
  session_id,
  names,
  empty = "No messages yet.",
  gone = <EmptyState title="There is no such chat." />,
}: ConversationViewProps) {
  const client = useChatClient();
  const me = useClientState((state) => state.me);
  const session = useClientState((state) => state.sessions[session_id]);
  const conversation = useClientState((state) => state.conversations[session_id]);
  const outgoing = useClientState((state) => state.outgoing[session_id]);

  useEffect(() => client?.follow(session_id), [client, session_id]);

  if (conversation?.status === "gone") {
    return (
      <NotLoaded client={client} session_id={session_id} outgoing={outgoing}>
        {gone}
      </NotLoaded>
    );
  }
  if (client && conversation?.status === "failed") {
    return (
      <NotLoaded client={client} session_id={session_id} outgoing={outgoing}>
        <EmptyState
          icon={<TriangleAlert />}
          title="The messages could not be loaded."
          action={
            <Button onClick={() => client.reload(session_id)}>
              <RotateCw aria-hidden="true" />
              Try again
            </Button>
          }
          className="my-auto"
        >
          Nothing was lost: they are on the server.
        </EmptyState>
      </NotLoaded>
    );
  }
  if (!client || !session || conversation?.status !== "ready") {
    return (
      <NotLoaded client={client} session_id={session_id} outgoing={outgoing}>
        <LogSkeleton />
      </NotLoaded>
    );
  }
  return (
    <>
      <MessageLog
        key={session_id}
        client={client}
        me={me}
        session={session}
        conversation={conversation}
        outgoing={outgoing}
        names={names}
        empty={empty}
      />
      <TypingLine session_id={session_id} />
    </>
  );
}

type NotLoadedProps = {
  client: ChatClient | null;
  session_id: string;
  outgoing: Outgoing[] | undefined;
  children: ReactNode;
};

/** Also without the log, what was sent from here is on the screen. */
function NotLoaded({ client, session_id, outgoing, children }: NotLoadedProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto pb-2">
      {children}
      {client && outgoing && (
        <OutgoingRows client={client} session_id={session_id} outgoing={outgoing} />
      )}
    </div>
  );
}

function LogSkeleton() {
  return (
    <div
      role="status"
      className="mx-auto flex min-h-48 w-full max-w-5xl flex-1 flex-col gap-4 overflow-hidden p-4"
    >
      <VisuallyHidden>Loading messages</VisuallyHidden>
      <Skeleton className="h-9 w-3/5 rounded-xl" />
      <Skeleton className="h-14 w-2/5 self-end rounded-xl" />
      <Skeleton className="h-9 w-1/2 rounded-xl" />
      <Skeleton className="h-9 w-1/3 self-end rounded-xl" />
    </div>
  );
}
