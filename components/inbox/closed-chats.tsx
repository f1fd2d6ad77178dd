"use client";

import { Archive, RotateCw } from "lucide-react";
import { isFound } from "@/components/inbox/chat-text";
import { ListBody } from "@/components/inbox/list-body";
import { NothingFound } from "@/components/inbox/nothing-found";
import { OwnChatRow } from "@/components/inbox/own-chat-row";
import { RowSkeletons } from "@/components/inbox/row-skeletons";
import { useClosedChats } from "@/components/inbox/use-closed-chats";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type ClosedChatsProps = {
  selected: string | null;
  search: string;
  onSelect: (session_id: string) => void;
};

export function ClosedChats({ selected, search, onSelect }: ClosedChatsProps) {
  const { chats, status, has_more, loadMore } = useClosedChats();
  const found = chats.filter((session) => isFound(session, search));
  return (
    <ListBody label="Your closed chats">
      <ul aria-label="Closed">
        {found.map((session) => (
          <OwnChatRow
            key={session.id}
            session={session}
            is_selected={session.id === selected}
            onSelect={onSelect}
          />
        ))}
      </ul>
      {status === "failed" && (
        <Banner
          tone="warning"
          title="Your closed chats could not be loaded."
          className="m-3"
          action={
            <Button size="sm" onClick={loadMore}>
              <RotateCw aria-hidden="true" />
              Try again
            </Button>
          }
        />
      )}
      {status === "loading" && chats.length === 0 && (
        <RowSkeletons label="Loading your closed chats" rows={3} />
      )}
      {status === "ready" && chats.length === 0 && (
        <EmptyState icon={<Archive />} title="You have no closed chats yet.">
          You can read them here when they have.
        </EmptyState>
      )}
      {status !== "failed" && chats.length > 0 && found.length === 0 && (
        <NothingFound title="No closed chat that is loaded matches." />
      )}
      {status !== "failed" && has_more && chats.length > 0 && (
        <div className="flex justify-center p-3">
          <Button size="sm" loading={status === "loading"} onClick={loadMore}>
            Show more
          </Button>
        </div>
      )}
    </ListBody>
  );
}
