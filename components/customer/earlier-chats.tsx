"use client";

import { useState } from "react";
import { scoreLook } from "@/components/chat/score-words";
import { type Chats, IDENTITY } from "@/components/customer/person";
import { chatPath } from "@/components/customer/use-open-chat";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { IsolatedText } from "@/components/ui/isolated-text";
import { callApi } from "@/lib/client/api";
import type { ReaderSession, SessionStatus } from "@/lib/sessions/contract";

type EarlierChatsProps = {
  chats: Chats;
  onMore: (more: Chats) => void;
  onOpen: (session_id: string) => void;
};

const STATUS: Record<SessionStatus, string | null> = {
  pending: "In the queue",
  active: "Open",
  closed: null,
};

/** The customer's chats, newest first. */
export function EarlierChats({ chats, onMore, onOpen }: EarlierChatsProps) {
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");

  async function loadMore() {
    setState("loading");
    try {
      const cursor = encodeURIComponent(chats.next_cursor ?? "");
      onMore(await callApi<Chats>(IDENTITY, "GET", `/api/live-chat/sessions?cursor=${cursor}`));
      setState("idle");
    } catch {
      setState("failed");
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <ul className="overflow-hidden rounded-lg border border-border bg-surface">
        {chats.items.map((chat) => (
          <li key={chat.id} className="border-t first:border-t-0">
            <a
              href={chatPath(chat.id)}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onOpen(chat.id);
              }}
              className="flex min-h-11 flex-col justify-center px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="flex min-w-0 items-center gap-2">
                {/* The margin is the row's: a text from right to left has it on its other side. */}
                <span className="me-auto min-w-0">
                  <IsolatedText truncate className="text-md">
                    {chat.subject}
                  </IsolatedText>
                </span>
                <ChatBadge chat={chat} />
              </span>
              <span className="flex min-w-0 items-center gap-1.5 text-sm text-text-muted">
                <ClockTime at={chat.created_at} show="both" />
                <AgentNames chat={chat} />
                <Rated chat={chat} />
              </span>
            </a>
          </li>
        ))}
      </ul>
      {chats.next_cursor && (
        <Button
          variant="ghost"
          size="sm"
          loading={state === "loading"}
          onClick={loadMore}
          className="self-center"
        >
          Show more
        </Button>
      )}
      <p role="status" className="text-center text-sm text-danger-text empty:hidden">
        {state === "failed" && "They could not be loaded. Try again."}
      </p>
    </div>
  );
}

/** Whom one talked to: also who gave the chat back. */
function AgentNames({ chat }: { chat: ReaderSession }) {
  const names = new Map(chat.agents.map(({ id, name }) => [id, name]));
  if (names.size === 0) return null;
  return (
    <>
      <span aria-hidden="true">·</span>
      <IsolatedText truncate>{[...names.values()].join(", ")}</IsolatedText>
    </>
  );
}

function Rated({ chat: { rating } }: { chat: ReaderSession }) {
  if (rating === null) return null;
  const { word, Face } = scoreLook(rating);
  return (
    <span className="ms-auto flex shrink-0 items-center gap-1">
      <Face aria-hidden="true" className="size-3.5" />
      <span className="sr-only">Rated </span>
      {word}
    </span>
  );
}

function ChatBadge({ chat }: { chat: ReaderSession }) {
  const status = STATUS[chat.status];
  return (
    <>
      {chat.unread_count > 0 && (
        <Badge tone="accent" className="shrink-0">
          {chat.unread_count} new
        </Badge>
      )}
      {status && <Badge className="shrink-0">{status}</Badge>}
    </>
  );
}
