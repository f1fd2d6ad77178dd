import { type Side, sideOf } from "@/lib/client/api";
import { keep, readKept } from "@/lib/client/kept";
import type { ClientState, Me, Outgoing } from "@/lib/client/state";
import { openTabs, tellTabs } from "@/lib/client/tabs";
import {
  forgetRows,
  putRow,
  readRows,
  removeRow,
  takeRow,
  type UnsentRow,
} from "@/lib/client/unsent-rows";
import type { Message } from "@/lib/messages/contract";

/** How often the tabs whose messages are shown here are asked whether they are there; in milliseconds. */
const ROLL_CALL_EVERY = 3000;

type Listener = {
  /** What is on its way in a session, all of it and in order, as other tabs or an earlier page have it. */
  onLine(session_id: string, line: Outgoing[]): void;
  /** Another tab had it acknowledged. */
  onSent(message: Message): void;
};

/** Where a client keeps what it has not sent. None of its functions throws or rejects. */
export type UnsentStore = {
  /** From now on `listener` is told; what is kept comes soon. */
  listen(listener: Listener): void;
  /** This is on its way now, in all sessions: what is new is kept, what is missing is forgotten. */
  write(outgoing: ClientState["outgoing"]): void;
  /** It was acknowledged. */
  sent(message: Message): void;
  /** The person deleted it, here and so in every tab. */
  discard(client_id: string): void;
  close(): void;
};

type News =
  | { kind: "row"; row: UnsentRow }
  | { kind: "sent"; user_id: number; client_id: string; message: Message }
  | { kind: "discarded"; user_id: number; client_id: string }
  | { kind: "forgotten" };

const channelOf = (side: Side) => `parley.unsent.${side}`;

/**
 * What this browser keeps for this person, whichever tab it was written in. The tab in which it was
 * written sends it; when that tab is gone, another one takes it over, under the same `client_id`.
 */
export function browserStore(me: Me): UnsentStore {
  const { user_id } = me;
  const side = sideOf(me);
  const in_tab = `unsent.${user_id}`;
  /** All that is on its way, by client_id, with the very objects that the client shows. */
  const known = new Map<string, UnsentRow>();
  /** What was acknowledged or deleted; news of it may still be under way. */
  const over = new Set<string>();
  const tabs = openTabs<News>(channelOf(side), {
    onNews,
    onBye: (gone) => void adopt((tab) => tab === gone),
  });
  let listener: Listener | undefined;
  let is_forgotten = false;
  let last_place = 0;
  let roll_call: ReturnType<typeof setTimeout> | undefined;

  function lineOf(session_id: string): Outgoing[] {
    return [...known.values()]
      .filter((row) => row.session_id === session_id)
      .sort((a, b) => a.place - b.place)
      .map((row) => row.entry);
  }

  function know(row: UnsentRow): void {
    const { is_elsewhere: _, ...entry } = row.entry;
    const shown = row.tab === tabs.id ? entry : { ...entry, is_elsewhere: true as const };
    last_place = Math.max(last_place, row.place);
    known.set(entry.client_id, { ...row, entry: shown });
  }

  /** Takes rows as they are now, and shows them. */
  function show(rows: UnsentRow[]): void {
    if (!listener) return;
    const news = rows.filter((row) => !over.has(row.entry.client_id));
    // One session after another: what is known and not on the screen is written off as soon as the
    // listener tells what there is, and it has a session's line only once it was told of it.
    for (const session_id of new Set(news.map((row) => row.session_id))) {
      for (const row of news) if (row.session_id === session_id) know(row);
      listener.onLine(session_id, lineOf(session_id));
    }
    watchOthers();
  }

  function drop(client_id: string): void {
    over.add(client_id);
    const row = known.get(client_id);
    if (!row || !known.delete(client_id)) return;
    listener?.onLine(row.session_id, lineOf(row.session_id));
  }

  function save(row: UnsentRow): void {
    known.set(row.entry.client_id, row);
    tabs.tell({ kind: "row", row });
    if (is_forgotten) return;
    putRow(row).catch(() => changeInTab((rows) => [...rows.filter(isNot(row)), row]));
  }

  function forget(client_id: string): void {
    if (over.has(client_id)) return;
    over.add(client_id);
    changeInTab((rows) => rows);
    removeRow(client_id).catch(() => {
      // Sent once more after the next load, and recognised.
    });
  }

  /** For a browser that refuses its database: what was written in this tab outlives a reload at least. */
  function changeInTab(change: (rows: UnsentRow[]) => UnsentRow[]): void {
    const before = readInTab();
    const rows = change(before).filter((row) => !over.has(row.entry.client_id));
    if (rows.length > 0 || before.length > 0) {
      keep(in_tab, rows.length > 0 ? JSON.stringify(rows) : null);
    }
  }

  function readInTab(): UnsentRow[] {
    try {
      return JSON.parse(readKept(in_tab) ?? "[]");
    } catch {
      return [];
    }
  }

  /** Takes over what the tabs that are `gone` have left. */
  async function adopt(gone: (tab: string) => boolean): Promise<void> {
    const kept = await readRows(user_id).catch(() => [...known.values()]);
    show(kept.filter((row) => !known.has(row.entry.client_id)));
    const left = kept.filter((row) => listener && row.tab !== tabs.id && gone(row.tab));
    const taken = await Promise.all(
      left.map(async (row) => {
        const { client_id } = row.entry;
        const now = await takeRow(client_id, { from: row.tab, tab: tabs.id }).catch(() => ({
          ...row,
          tab: tabs.id,
        }));
        // Sent or deleted in its last moment: if it was sent, the log has it.
        if (!now) drop(client_id);
        return now?.tab === tabs.id ? [now] : [];
      }),
    );
    const own = taken.flat().map((row) => ({ ...row, entry: asWaiting(row.entry) }));
    for (const row of own) tabs.tell({ kind: "row", row });
    show(own);
  }

  /** As long as another tab's messages are shown: a tab that crashed says no good-bye. */
  function watchOthers(): void {
    const is_needed = [...known.values()].some((row) => row.tab !== tabs.id);
    if (!is_needed || roll_call) return;
    roll_call = setTimeout(async () => {
      const others = await tabs.others();
      await adopt((tab) => !others.has(tab));
      roll_call = undefined;
      if (listener) watchOthers();
    }, ROLL_CALL_EVERY);
  }

  async function load(): Promise<void> {
    const in_this_tab = readInTab().map((row) => ({
      ...row,
      tab: tabs.id,
      entry: asWaiting(row.entry),
    }));
    show(in_this_tab.filter((row) => !known.has(row.entry.client_id)));
    const others = tabs.others();
    const kept = await readRows(user_id).catch(() => []);
    show(kept.filter((row) => !known.has(row.entry.client_id)));
    if (kept.length === 0) return;
    const there = await others;
    await adopt((tab) => !there.has(tab));
  }

  function onNews(news: News): void {
    if (news.kind === "forgotten") {
      is_forgotten = true;
      keep(in_tab, null);
      return;
    }
    if (news.kind === "row") {
      const { row } = news;
      const before = known.get(row.entry.client_id);
      if (row.user_id === user_id && before?.entry.state !== "sent") show([row]);
      return;
    }
    if (news.user_id !== user_id) return;
    const row = known.get(news.client_id);
    if (news.kind === "discarded") drop(news.client_id);
    else {
      const { seq, note_seq } = news.message;
      const sent = { state: "sent", place: { seq, note_seq }, error: null } as const;
      if (row) show([{ ...row, entry: { ...row.entry, ...sent } }]);
      listener?.onSent(news.message);
    }
  }

  const onPageHide = () => tabs.bye();

  return {
    listen(to) {
      listener = to;
      if (typeof window !== "undefined") window.addEventListener("pagehide", onPageHide);
      void load();
    },
    write(outgoing) {
      const shown = new Set<string>();
      for (const [session_id, line] of Object.entries(outgoing)) {
        for (const entry of line) {
          shown.add(entry.client_id);
          const before = known.get(entry.client_id);
          if (before?.entry === entry || entry.is_elsewhere) continue;
          const place = before?.place ?? Math.max(Date.now(), last_place + 1);
          last_place = Math.max(last_place, place);
          const row = { side, user_id, session_id, tab: tabs.id, place, entry };
          if (entry.state === "sent") known.set(entry.client_id, row);
          else save(row);
        }
      }
      for (const client_id of [...known.keys()]) {
        if (shown.has(client_id)) continue;
        known.delete(client_id);
        forget(client_id);
      }
    },
    sent(message) {
      const client_id = message.client_id as string;
      forget(client_id);
      tabs.tell({ kind: "sent", user_id, client_id, message });
    },
    discard(client_id) {
      tabs.tell({ kind: "discarded", user_id, client_id });
    },
    close() {
      listener = undefined;
      clearTimeout(roll_call);
      if (typeof window !== "undefined") window.removeEventListener("pagehide", onPageHide);
      tabs.close();
    },
  };
}

const isNot = (row: UnsentRow) => (other: UnsentRow) =>
  other.entry.client_id !== row.entry.client_id;

const asWaiting = (entry: Outgoing): Outgoing =>
  entry.state === "sending" ? { ...entry, state: "waiting" } : entry;

/** The sign-out of a side: nothing that was written there stays in this browser. */
export async function forgetUnsent(side: Side): Promise<void> {
  tellTabs<News>(channelOf(side), { kind: "forgotten" });
  await forgetRows(side).catch(() => {
    // There is no database, so there is nothing in it.
  });
}
