"use client";

import {
  Archive,
  Bell,
  BookOpenText,
  CircleUser,
  CornerDownRight,
  Forward,
  History,
  Hourglass,
  Inbox,
  Keyboard,
  KeyRound,
  LogOut,
  MessageSquare,
  MessageSquareOff,
  PanelRight,
  Search,
  Settings2,
  StickyNote,
  Ticket,
  Tickets,
  TriangleAlert,
  Undo2,
  UserCheck,
  Volume2,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { wordsOf } from "@/components/chat/words-of";
import { useAlertChoice } from "@/components/inbox/use-alert-choice";
import { useAskedAlerts } from "@/components/inbox/use-asked-alerts";
import { useFoundClosed } from "@/components/inbox/use-found-closed";
import { useOwnChats, useQueue } from "@/components/inbox/use-lists";
import { useRecentCommands } from "@/components/inbox/use-recent-commands";
import { useSetStatus } from "@/components/inbox/use-set-status";
import { useSignOut } from "@/components/inbox/use-sign-out";
import { Button } from "@/components/ui/button";
import { clockText } from "@/components/ui/clock-text";
import { type Command, CommandPalette } from "@/components/ui/command";
import { displayLocale } from "@/components/ui/display-locale";
import { Spinner } from "@/components/ui/spinner";
import type { KnownSession } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";

const STATUSES = [
  ["online", "Online"],
  ["away", "Away"],
  ["busy", "Busy"],
  ["offline", "Offline"],
] as const;

/** So much of a message is enough to find it by. */
const LAST_WORDS = 200;

/** What the screen does by key; undefined is what cannot be done now. */
export type InboxActs = {
  acceptNext: (() => void) | undefined;
  /** The open chat, where it waits. */
  acceptOpen: (() => void) | undefined;
  nextWaiting: (() => void) | undefined;
  release: (() => void) | undefined;
  transfer: (() => void) | undefined;
  end: (() => void) | undefined;
  share: (() => void) | undefined;
  toggleNote: (() => void) | undefined;
  toggleDetails: (() => void) | undefined;
  otherChats: (() => void) | undefined;
  makeTicket: (() => void) | undefined;
  toggleClosed: () => void;
  search: () => void;
  showKeys: () => void;
  openChat: (session_id: string) => void;
};

type InboxPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The figure that opens each of the own chats, by session id. */
  numbers: ReadonlyMap<string, number>;
  shows_closed: boolean;
  is_noting: boolean;
  acts: InboxActs;
};

/** Everything of the inbox by its name, and every chat that is known here. */
export function InboxPalette(props: InboxPaletteProps) {
  const { recent, onUsed } = useRecentCommands();
  const [query, setQuery] = useState("");
  const closed = useFoundClosed(query);
  const commands = useCommands(props, closed.chats);

  function onOpenChange(open: boolean) {
    setQuery("");
    props.onOpenChange(open);
  }
  return (
    <CommandPalette
      open={props.open}
      onOpenChange={onOpenChange}
      commands={commands}
      recent={recent}
      onUsed={onUsed}
      onQuery={setQuery}
      note={closed.status !== "ready" && <ClosedNote {...closed} />}
      label="Commands and chats"
      placeholder="Find a command or a chat"
    />
  );
}

type ClosedNoteProps = Pick<ReturnType<typeof useFoundClosed>, "status" | "retry">;

function ClosedNote({ status, retry }: ClosedNoteProps) {
  if (status === "loading") return <Spinner label="Looking through your closed chats" />;
  return (
    <>
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warning-text" />
      <p role="status" className="min-w-0 flex-1">
        Your closed chats could not be searched.
      </p>
      <Button size="sm" onClick={retry}>
        Try again
      </Button>
    </>
  );
}

const NONE: Command[] = [];

/** @param found closed chats that the server found */
function useCommands(props: InboxPaletteProps, found: KnownSession[]): Command[] {
  const { open, numbers, shows_closed, is_noting, acts } = props;
  const router = useRouter();
  const setStatus = useSetStatus();
  const signOut = useSignOut();
  const { notifies, sounds } = useAlertChoice();
  const turn = useAskedAlerts();
  const is_admin = useClientState((state) => state.me.role === "admin");
  const me = useClientState((state) => state.me);
  const sessions = useClientState((state) => state.sessions);
  const own = useOwnChats();
  const queue = useQueue();

  const chats = useMemo(() => {
    if (!open) return [];
    const ended = Object.values(sessions).filter(
      ({ status, agent_id }) => status === "closed" && agent_id === me.user_id,
    );
    const closed = new Map([...found, ...ended].map((chat) => [chat.id, chat]));
    return [
      ...own.map((chat) => ({
        ...findable(chat, "Your chats", <MessageSquare />),
        shortcut: numbers.get(chat.id)?.toString(),
      })),
      ...queue.map((chat) => findable(chat, "Queue", <Hourglass />)),
      ...[...closed.values()].map((chat) => findable(chat, "Your closed chats", <Archive />)),
    ];
  }, [open, sessions, me, own, queue, numbers, found]);

  if (!open) return NONE;

  const act = (
    id: string,
    label: string,
    icon: ReactNode,
    onSelect: (() => void) | undefined,
    shortcut?: string,
  ): Command[] =>
    onSelect ? [{ id: `act-${id}`, label, group: "Actions", icon, onSelect, shortcut }] : [];
  return [
    ...act("accept", "Accept this chat", <UserCheck />, acts.acceptOpen, "A"),
    ...act(
      "next",
      "Accept the next in the queue",
      <Inbox />,
      acts.acceptNext,
      acts.acceptOpen ? undefined : "A",
    ),
    ...act(
      "waiting",
      "Go to the next who waits for an answer",
      <CornerDownRight />,
      acts.nextWaiting,
      "N",
    ),
    ...act("end", "End this chat", <MessageSquareOff />, acts.end, "E"),
    ...act("transfer", "Transfer this chat", <Forward />, acts.transfer, "T"),
    ...act("release", "Release this chat", <Undo2 />, acts.release, "R"),
    ...act("share", "Share an article", <BookOpenText />, acts.share, "B"),
    ...act(
      "note",
      is_noting ? "Write to the customer" : "Write a note for the staff",
      <StickyNote />,
      acts.toggleNote,
      "M",
    ),
    ...act("search", "Search the chats", <Search />, acts.search, "/"),
    ...act(
      "closed",
      shows_closed ? "Show your active chats" : "Show your closed chats",
      <Archive />,
      acts.toggleClosed,
      "C",
    ),
    ...act("details", "Show or hide the customer", <PanelRight />, acts.toggleDetails, "D"),
    ...act("ticket", "Make a ticket of this chat", <Ticket />, acts.makeTicket, "I"),
    ...act("others", "Go to the customer’s other chats", <History />, acts.otherChats, "H"),
    ...STATUSES.flatMap(([status, label]) =>
      act(status, `Set your status: ${label}`, <CircleUser />, () => void setStatus(status)),
    ),
    ...act(
      "notifications",
      `Turn notifications ${notifies ? "off" : "on"}`,
      <Bell />,
      () => void turn("notifications", !notifies),
    ),
    ...act(
      "sound",
      `Turn the sound ${sounds ? "off" : "on"}`,
      <Volume2 />,
      () => void turn("sound", !sounds),
    ),
    ...act("keys", "Show all keys", <Keyboard />, acts.showKeys, "?"),
    ...act("tickets", "Go to the tickets", <Tickets />, () => router.push("/tickets")),
    ...(is_admin ? act("admin", "Go to Admin", <Settings2 />, () => router.push("/admin")) : []),
    ...act("account", "Go to your account", <KeyRound />, () =>
      window.open("/account", "_blank", "noreferrer"),
    ),
    ...act("sign-out", "Sign out", <LogOut />, () => void signOut()),
    ...chats.map((chat) => ({ ...chat, onSelect: () => acts.openChat(chat.session_id) })),
  ];
}

/** Chats of one customer are told apart by when they ended. */
const endOf = ({ ended_at }: KnownSession) =>
  ended_at && clockText(ended_at, "both", displayLocale());

function findable(chat: KnownSession, group: string, icon: ReactNode) {
  const { last_message } = chat;
  const last = last_message && wordsOf(last_message).slice(0, LAST_WORDS).replace(/\s+/g, " ");
  return {
    id: `chat-${chat.id}`,
    session_id: chat.id,
    label: chat.customer.name,
    description: [endOf(chat), chat.subject, last].filter(Boolean).join(" · "),
    group,
    icon,
  };
}
