"use client";

import { ArrowLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { ConversationView } from "@/components/chat/conversation-view";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { EmptyState } from "@/components/ui/empty-state";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Skeleton } from "@/components/ui/skeleton";
import { useClientState } from "@/lib/client/use-chat-client";

type OtherChatProps = {
  session_id: string;
  names: Record<number, string>;
  onClose: () => void;
};

/** Another chat of the open chat's customer, to read: it lies over that chat, which stays as it is. */
export function OtherChat({ session_id, names, onClose }: OtherChatProps) {
  const session = useClientState((state) => state.sessions[session_id]);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each chat
  useEffect(() => heading.current?.focus(), [session_id]);
  return (
    <section
      aria-label="Other chat"
      className="absolute inset-0 z-20 flex min-h-0 min-w-0 flex-col bg-surface"
    >
      <header className="flex min-h-14 shrink-0 items-center gap-2 border-b bg-neutral-soft px-3 py-1.5 sm:px-4">
        <Button variant="ghost" size="sm" shortcut="Escape" onClick={onClose}>
          <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
          Back<span className="sr-only"> to the open chat</span>
        </Button>
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 items-center gap-2">
            <h2 ref={heading} tabIndex={-1} className="min-w-0 rounded-sm text-md font-semibold">
              <span className="sr-only">Other chat: </span>
              {session ? (
                <IsolatedText truncate>{session.subject}</IsolatedText>
              ) : (
                <Skeleton className="h-5 w-48" />
              )}
            </h2>
            {session?.status === "pending" && <Badge tone="warning">Pending</Badge>}
            {session?.status === "active" && <Badge tone="success">Active</Badge>}
            {session?.status === "closed" && <Badge>Closed</Badge>}
          </div>
          <p className="flex min-w-0 gap-2 text-sm text-text-muted">
            {session ? (
              <>
                <ClockTime at={session.created_at} show="both" className="shrink-0" />
                {session.agent && (
                  <IsolatedText truncate className="min-w-0">
                    {session.agent.name}
                  </IsolatedText>
                )}
              </>
            ) : (
              <Skeleton className="my-0.5 h-4 w-32" />
            )}
          </p>
        </div>
      </header>
      <ConversationView
        session_id={session_id}
        names={names}
        empty="No message was written in it."
        gone={
          <EmptyState title="This chat is not open to you." className="my-auto">
            A chat of this customer has to be yours.
          </EmptyState>
        }
      />
      <p className="shrink-0 border-t p-3 text-center text-text-muted sm:px-4">
        You are only reading. The open chat and what you wrote in it stay as they are.
      </p>
    </section>
  );
}
