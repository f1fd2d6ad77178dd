"use client";

import { MessagesSquare, TriangleAlert } from "lucide-react";
import { useId } from "react";
import { isFound } from "@/components/inbox/chat-text";
import { ClosedChats } from "@/components/inbox/closed-chats";
import { ListBody } from "@/components/inbox/list-body";
import { NothingFound } from "@/components/inbox/nothing-found";
import { OwnChatRow } from "@/components/inbox/own-chat-row";
import { RowSkeletons } from "@/components/inbox/row-skeletons";
import { useHeldRows } from "@/components/inbox/use-held-rows";
import { useLoad, useOwnChats, useQueue } from "@/components/inbox/use-lists";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useClientState } from "@/lib/client/use-chat-client";

type OwnChatsProps = {
  selected: string | null;
  /** What the lists are narrowed to. */
  search: string;
  /** The figure that opens each, by session id. */
  numbers: ReadonlyMap<string, number>;
  shows_closed: boolean;
  onShowClosed: (shows_closed: boolean) => void;
  onSelect: (session_id: string) => void;
};

export function OwnChats(props: OwnChatsProps) {
  const { selected, search, numbers, shows_closed, onShowClosed, onSelect } = props;
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-h-0 min-w-0 flex-col">
      <header className="flex min-h-11 shrink-0 items-center gap-x-3 border-b px-3 py-1 pointer-coarse:min-h-14">
        <h2 id={id} className="min-w-0 truncate text-md font-semibold">
          {shows_closed ? "Your closed chats" : "Your chats"}
        </h2>
        {!shows_closed && <Load />}
        <Button
          size="sm"
          variant="secondary"
          shortcut="C"
          aria-pressed={shows_closed}
          onClick={() => onShowClosed(!shows_closed)}
          className="ms-auto aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        >
          Closed
        </Button>
      </header>
      {shows_closed ? (
        <ClosedChats selected={selected} search={search} onSelect={onSelect} />
      ) : (
        <ActiveChats selected={selected} search={search} numbers={numbers} onSelect={onSelect} />
      )}
    </section>
  );
}

/** How many chats the agent has, of how many they may. */
function Load() {
  const load = useLoad();
  if (!load) return null;
  const { count, limit, is_full } = load;
  return (
    <p className="text-sm whitespace-nowrap text-text-muted tabular-nums">
      {count} of {limit}{" "}
      {is_full ? (
        <span className="font-medium text-warning-text">· full</span>
      ) : limit === 1 ? (
        "chat"
      ) : (
        "chats"
      )}
    </p>
  );
}

type ActiveChatsProps = Pick<OwnChatsProps, "selected" | "search" | "numbers" | "onSelect">;

function ActiveChats({ selected, search, numbers, onSelect }: ActiveChatsProps) {
  const sessions = useOwnChats();
  const status = useClientState((state) => state.lists);
  const is_queue_empty = useQueue().length === 0;
  const { rows: all, holding } = useHeldRows(sessions);
  const rows = all.filter(({ session }) => isFound(session, search));
  return (
    <ListBody label="Your chats" data-own-chats {...holding}>
      {rows.length > 0 ? (
        <ul aria-label="Active">
          {rows.map(({ session, is_gone }) => (
            <OwnChatRow
              key={session.id}
              session={session}
              is_gone={is_gone}
              is_selected={session.id === selected}
              shortcut={numbers.get(session.id)?.toString()}
              onSelect={onSelect}
            />
          ))}
        </ul>
      ) : all.length > 0 ? (
        <NothingFound title="None of your chats matches." />
      ) : status === "loading" ? (
        <RowSkeletons label="Loading your chats" rows={2} />
      ) : status === "failed" ? (
        <EmptyState icon={<TriangleAlert />} title="Your chats could not be loaded.">
          Nothing was lost: they are on the server. Try again below.
        </EmptyState>
      ) : (
        <EmptyState icon={<MessagesSquare />} title="You have no active chats.">
          {is_queue_empty ? "One that you accept comes here." : "Accept one from the queue below."}
        </EmptyState>
      )}
    </ListBody>
  );
}
