"use client";

import { clsx } from "clsx";
import { useCallback, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { searchedFor } from "@/components/chat/use-message-search";
import type { MessagePlace } from "@/components/chat/use-open-at";
import type { Act } from "@/components/inbox/chat-actions";
import { isFound } from "@/components/inbox/chat-text";
import { ConversationPane } from "@/components/inbox/conversation-pane";
import { CustomerPane } from "@/components/inbox/customer-pane";
import { FailedSendsNotice } from "@/components/inbox/failed-sends-notice";
import { FoundMessages } from "@/components/inbox/found-messages";
import { InboxHeader } from "@/components/inbox/inbox-header";
import { InboxPalette } from "@/components/inbox/inbox-palette";
import { KeyList } from "@/components/inbox/key-list";
import { OwnChats } from "@/components/inbox/own-chats";
import { Queue } from "@/components/inbox/queue";
import { SearchBar } from "@/components/inbox/search-bar";
import { useAccept } from "@/components/inbox/use-accept";
import { useChatNumbers } from "@/components/inbox/use-chat-numbers";
import { useHandedChats } from "@/components/inbox/use-handed-chats";
import { useKeys, useKeysOn } from "@/components/inbox/use-keys";
import { useOwnChats, useQueue } from "@/components/inbox/use-lists";
import { useActivity, useFollowed, useUnreadTitle } from "@/components/inbox/use-presence";
import { useQueueAlerts } from "@/components/inbox/use-queue-alerts";
import { useOpenChats, useSelection } from "@/components/inbox/use-selection";
import { Kbd } from "@/components/ui/kbd";
import { useMedia } from "@/components/ui/use-media";
import { useClientState } from "@/lib/client/use-chat-client";
import type { FoundMessage } from "@/lib/search/contract";

/** Which other chat is read over the open one, and only over that one. */
function useReading(selected: string | null) {
  const [read, setRead] = useState({ over: selected, reading: null as string | null });
  const setReading = (reading: string | null) => setRead({ over: selected, reading });
  return { reading: read.over === selected ? read.reading : null, setReading };
}

type InboxScreenProps = { name: string; initiallySelected: string | null };

export function InboxScreen({ name, initiallySelected }: InboxScreenProps) {
  const { selected, select } = useSelection(initiallySelected);
  const open_chats = useOpenChats(selected);
  const [focus_wanted, setFocusWanted] = useState<{ session_id: string } | null>(null);
  const [noting, setNoting] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Act | null>(null);
  const [saves, setSaves] = useState(false);
  /** The message of the open chat that was searched for. */
  const [open_at, setOpenAt] = useState<MessagePlace | null>(null);
  const [details_open, setDetailsOpen] = useState(false);
  const { reading, setReading } = useReading(selected);
  const has_details_beside = useMedia("(min-width: 80rem)");
  const [shows_closed, setShowsClosed] = useState(false);
  const [shows_commands, setShowsCommands] = useState(false);
  const [shows_keys, setShowsKeys] = useState(false);
  const { keys_on, setKeysOn } = useKeysOn();
  const [search, setSearch] = useState("");
  const lists = useRef<HTMLDivElement>(null);
  const search_field = useRef<HTMLInputElement>(null);

  const open = useCallback(
    (session_id: string) => {
      setAsked(null);
      setFocusWanted(null);
      setOpenAt(null);
      setSaves(false);
      setDetailsOpen(false);
      select(session_id);
    },
    [select],
  );
  const openFound = useCallback(
    ({ session, message: { id, seq, note_seq } }: FoundMessage) => {
      open(session.id);
      setOpenAt({ id, seq, note_seq });
    },
    [open],
  );
  const openToWrite = useCallback(
    (session_id: string) => {
      open(session_id);
      setFocusWanted({ session_id });
    },
    [open],
  );
  const toggleNote = useCallback((session_id: string) => {
    setNoting((before) => {
      const after = new Set(before);
      if (!after.delete(session_id)) after.add(session_id);
      return after;
    });
    setFocusWanted({ session_id });
  }, []);
  // Who opened it by pointer or Enter wants to write; where glass is the keyboard, only to read.
  const onSelect = useCallback(
    (session_id: string) => {
      if (matchMedia("(pointer: coarse)").matches) open(session_id);
      else openToWrite(session_id);
    },
    [open, openToWrite],
  );
  const onAccepted = useCallback(
    (session_id: string) => {
      setShowsClosed(false);
      openToWrite(session_id);
    },
    [openToWrite],
  );
  const { accept, accepting } = useAccept(selected, onAccepted);

  const queue = useQueue();
  const numbers = useChatNumbers();
  const own = useOwnChats();
  // In the order of the own chats: who waits longest first.
  const next_waiting = own.find((chat) => chat.waiting_since && chat.id !== selected);
  const is_own_active = useClientState(({ sessions, me }) => {
    const session = selected ? sessions[selected] : undefined;
    return session?.status === "active" && session.agent_id === me.user_id;
  });
  const acts_on_open = is_own_active && !reading;
  const can_share = acts_on_open && selected !== null && !noting.has(selected);
  const can_make_ticket = useClientState(({ sessions, me }) => {
    const session = selected ? sessions[selected] : undefined;
    const is_own = session?.agent_id === me.user_id && session.status !== "pending";
    return is_own && !session.ticket_id;
  });
  const is_waiting = queue.some((session) => session.id === selected);
  // What the key takes is on the screen, also while the lists are narrowed.
  const first = queue.find((session) => isFound(session, search));
  const next = is_waiting ? selected : (first?.id ?? null);

  const is_searching = searchedFor(search) !== "";

  useActivity();
  useFollowed(
    useMemo(() => (reading ? [...open_chats, reading] : open_chats), [open_chats, reading]),
  );
  useUnreadTitle();
  useQueueAlerts(open);
  useHandedChats(onSelect);

  const rowsIn = (within: string) => [
    ...(lists.current?.querySelectorAll<HTMLElement>(`${within} [data-session]`) ?? []),
  ];
  const isThere = (row: HTMLElement) => !row.closest("[inert]");

  const foundRows = () => [
    ...(lists.current?.querySelectorAll<HTMLElement>("[data-found-row]") ?? []),
  ];

  function pick(row: HTMLElement | undefined) {
    if (!row || !isThere(row)) return;
    row.focus();
    const session_id = row.dataset.session;
    // What was said is opened with Enter: it may be in any chat.
    if (session_id) open(session_id);
  }
  function move(by: 1 | -1) {
    const rows = [...rowsIn(""), ...foundRows()].filter(isThere);
    const focused = rows.findIndex((row) => row === document.activeElement && !row.dataset.session);
    const open_one = rows.findIndex((row) => row.dataset.session === selected);
    const at = focused >= 0 ? focused : open_one;
    pick(at < 0 ? rows.at(by > 0 ? 0 : -1) : rows[at + by]);
  }
  function moveInLists(by: 1 | -1) {
    if (!lists.current?.contains(document.activeElement)) return false;
    move(by);
  }
  function leaveComposer() {
    const row = rowsIn("").find((one) => one.dataset.session === selected);
    (document.activeElement as HTMLElement | null)?.blur();
    row?.focus();
  }

  const rowOfOther = (of = "") =>
    document.querySelector<HTMLElement>(`[data-other-chat${of && `="${of}"`}]`);
  function goToOtherChats() {
    flushSync(() => setDetailsOpen(true));
    rowOfOther()?.focus();
  }
  function read(session_id: string) {
    // Who has two chats with one customer goes from one to the other.
    if (own.some(({ id }) => id === session_id)) onSelect(session_id);
    else setReading(session_id);
  }
  function stopReading() {
    flushSync(() => setReading(null));
    if (reading) rowOfOther(reading)?.focus();
  }

  function openNextWaiting() {
    if (next_waiting) onSelect(next_waiting.id);
  }
  function goToSearch() {
    // On a phone the lists lie under the open chat.
    if (search_field.current?.offsetParent == null) return false;
    search_field.current.select();
  }
  function searchFromAnywhere() {
    if (search_field.current?.offsetParent == null) flushSync(() => select(null));
    goToSearch();
  }
  function leaveSearch(to: "row" | "chat") {
    const row = rowsIn("").find(isThere) ?? foundRows()[0];
    if (to === "row") row?.focus();
    else if (row?.dataset.session && search) onSelect(row.dataset.session);
    else if (search) row?.click();
  }

  const jumps = [...numbers].map(([session_id, number]) => [
    String(number),
    () => pick(rowsIn("[data-own-chats]").find((row) => row.dataset.session === session_id)),
  ]);
  useKeys({
    escape: reading ? stopReading : details_open ? () => setDetailsOpen(false) : undefined,
    "mod+k": () => setShowsCommands(true),
    down: () => moveInLists(1),
    up: () => moveInLists(-1),
    ...(keys_on && {
      // What acts on the open chat waits until it is seen again.
      a: next && !reading ? () => accept(next) : undefined,
      e: acts_on_open ? () => setAsked("end") : undefined,
      r: acts_on_open ? () => setAsked("release") : undefined,
      t: acts_on_open ? () => setAsked("transfer") : undefined,
      b: can_share ? () => setAsked("share") : undefined,
      i: can_make_ticket && !reading ? () => setAsked("ticket") : undefined,
      m: acts_on_open && selected ? () => toggleNote(selected) : undefined,
      n: next_waiting ? openNextWaiting : undefined,
      "/": goToSearch,
      j: () => move(1),
      k: () => move(-1),
      c: () => setShowsClosed((shown) => !shown),
      s: selected ? () => setSaves(true) : undefined,
      d: selected ? () => setDetailsOpen((shown) => !shown) : undefined,
      h: selected ? goToOtherChats : undefined,
      "?": () => setShowsKeys(true),
      ...Object.fromEntries(jumps),
    }),
  });

  return (
    <div className="flex h-visible flex-col overflow-hidden bg-surface">
      <InboxHeader
        name={name}
        is_chat_open={selected !== null}
        onShowCommands={() => setShowsCommands(true)}
        onShowKeys={() => setShowsKeys(true)}
      />
      <main className="relative grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] md:grid-cols-[20rem_minmax(0,1fr)] xl:grid-cols-[22rem_minmax(0,1fr)_20rem]">
        <div
          ref={lists}
          className={clsx(
            "grid min-h-0 grid-cols-[minmax(0,1fr)] bg-surface md:border-e",
            is_searching
              ? "grid-rows-[auto_minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)_auto]"
              : "grid-rows-[auto_minmax(0,1fr)_minmax(0,1fr)_auto]",
            selected && "max-md:hidden",
          )}
        >
          <SearchBar
            search={search}
            onSearch={setSearch}
            fieldRef={search_field}
            onLeave={leaveSearch}
            has_waiting={next_waiting !== undefined}
            onNextWaiting={openNextWaiting}
          />
          <OwnChats
            selected={selected}
            search={search}
            numbers={numbers}
            shows_closed={shows_closed}
            onShowClosed={setShowsClosed}
            onSelect={onSelect}
          />
          <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] border-t">
            <Queue
              selected={selected}
              search={search}
              next={next}
              accepting={accepting}
              onSelect={onSelect}
              onAccept={accept}
            />
          </div>
          {is_searching && (
            <FoundMessages search={search} selected={open_at?.id ?? null} onOpen={openFound} />
          )}
          <p className="flex items-center gap-1 border-t px-3 py-1 text-xs text-text-subtle pointer-coarse:hidden">
            <Kbd keys="J" /> next <Kbd keys="K" className="ms-2" /> previous chat
          </p>
        </div>
        <ConversationPane
          selected={selected}
          open={open_chats}
          open_at={open_at}
          asked={asked}
          onAsk={setAsked}
          saves={saves}
          onSaves={setSaves}
          accepting={accepting}
          onAccept={accept}
          details_open={details_open}
          onToggleDetails={() => setDetailsOpen((shown) => !shown)}
          onBack={() => select(null)}
          noting={noting}
          onToggleNote={toggleNote}
          onLeaveComposer={leaveComposer}
          focus_wanted={focus_wanted}
          reading={reading}
          onStopReading={stopReading}
          className={clsx(!selected && "max-md:hidden")}
        />
        <CustomerPane
          session_id={selected}
          is_open={details_open}
          is_beside={has_details_beside}
          onClose={() => setDetailsOpen(false)}
          reading={reading}
          onRead={read}
        />
      </main>
      <FailedSendsNotice selected={selected} onOpen={open} />
      <InboxPalette
        open={shows_commands}
        onOpenChange={setShowsCommands}
        numbers={numbers}
        shows_closed={shows_closed}
        is_noting={selected !== null && noting.has(selected)}
        acts={{
          acceptOpen: is_waiting && selected ? () => accept(selected) : undefined,
          acceptNext: first ? () => accept(first.id) : undefined,
          nextWaiting: next_waiting && openNextWaiting,
          end: acts_on_open ? () => setAsked("end") : undefined,
          release: acts_on_open ? () => setAsked("release") : undefined,
          transfer: acts_on_open ? () => setAsked("transfer") : undefined,
          share: can_share ? () => setAsked("share") : undefined,
          toggleNote: acts_on_open && selected ? () => toggleNote(selected) : undefined,
          toggleDetails:
            selected && !has_details_beside ? () => setDetailsOpen((shown) => !shown) : undefined,
          makeTicket: can_make_ticket && !reading ? () => setAsked("ticket") : undefined,
          otherChats: selected ? goToOtherChats : undefined,
          toggleClosed: () => setShowsClosed((shown) => !shown),
          search: searchFromAnywhere,
          showKeys: () => setShowsKeys(true),
          openChat: onSelect,
        }}
      />
      <KeyList
        open={shows_keys}
        onOpenChange={setShowsKeys}
        keys_on={keys_on}
        onKeysOn={setKeysOn}
      />
    </div>
  );
}
