import { createAgain } from "@/lib/client/again";
import { CallError, callApi, type Identity } from "@/lib/client/api";
import { keep, readKept } from "@/lib/client/kept";
import type { Draft } from "@/lib/drafts/contract";
import type { MESSAGE_LIMIT } from "@/lib/messages/contract";

/** How long after the last key it is saved, in milliseconds. */
const SAVE_AFTER = 600;
/** After a connection was lost everyone's drafts are read again, within this; in milliseconds. */
const READ_WITHIN = 2000;
/** What is longer cannot be sent either, and stays in this browser. The type alone is imported. */
const LIMIT: typeof MESSAGE_LIMIT = 10_000;

/** One place where somebody writes. */
export type DraftHandle = {
  /** This is written now. Empty is saved at once: it was sent, or is meant to be gone. */
  change(text: string): void;
  /** Saves now what is not saved: the person turns to something else. */
  flush(): void;
  /** The place is left, and nothing is shown in it any more. */
  close(): void;
};

type Entry = {
  session_id: string;
  is_internal: boolean;
  /** As it stands in the place. */
  text: string;
  /** As the server has it, as far as this page heard. */
  saved: string;
  version: number;
  /** What was tried to be saved and not acknowledged: the server may have it. */
  tried: Set<string>;
  /** The server may have another one than this page knows. */
  is_stale: boolean;
  /** Counts what was heard without being asked for. */
  heard: number;
  /** Null once the place is left. */
  onText: ((text: string) => void) | null;
  timer: ReturnType<typeof setTimeout> | undefined;
};

export type Drafts = ReturnType<typeof createDrafts>;

/** The name of what somebody writes in a session: a message and a note are two. */
export const draftKey = (session_id: string, is_internal: boolean) =>
  is_internal ? `${session_id}.note` : session_id;

/** Under which a tab keeps what is written, by its key. */
export const draftName = (key: string) => `draft.${key}`;

/**
 * Keeps what is being written on the server, for this person's other devices. Whoever saves last
 * wins; text that was written in two places while one of them was away is put together. What is
 * written here is never replaced by what comes from elsewhere, unless it had been saved. Besides the
 * text the tab keeps what the server has of it, so that a page that is loaded again knows what is new.
 */
export function createDrafts(identity: Identity, { isOpen }: { isOpen(): boolean }) {
  const entries = new Map<string, Entry>();
  const saving = createAgain(settle);
  const end = new AbortController();

  const pathOf = ({ session_id }: Entry) => `/api/live-chat/${session_id}/draft`;
  const keyOf = (entry: Entry) => draftKey(entry.session_id, entry.is_internal);
  const savedName = (key: string) => `draft-saved.${key}`;
  /** Whether the server has something else, or may have by what is on its way. */
  const isToSave = ({ text, saved, tried }: Entry) =>
    (text !== saved || [...tried].some((one) => one !== text)) && characters(text) <= LIMIT;

  function put(entry: Entry, { outlives_page }: { outlives_page: boolean }) {
    const { text: content, is_internal } = entry;
    const body = { content, ...(is_internal && { is_internal }) };
    return callApi<{ draft: Draft }>(identity, "PUT", pathOf(entry), body, { outlives_page });
  }

  /** Reads what may have changed unheard, and saves what is new here. */
  async function settle(key: string): Promise<void> {
    const entry = entries.get(key);
    if (!entry) return;
    const isOver = () => !entry.onText && !isToSave(entry);
    if (isOver()) return void entries.delete(key);
    if (!isOpen()) return;
    clearTimeout(entry.timer);
    try {
      if (entry.is_stale) await read(entry);
      if (isToSave(entry)) await save(entry);
    } catch (error) {
      const is_refused = error instanceof CallError && !error.body.retryable;
      if (is_refused && !entry.onText) entries.delete(key);
      throw error;
    }
    if (isOver()) entries.delete(key);
  }

  async function read(entry: Entry): Promise<void> {
    const { heard } = entry;
    // Before: the connection may be lost and found again while it is being read.
    entry.is_stale = false;
    const answer = callApi<{ drafts: Draft[] }>(identity, "GET", pathOf(entry));
    const { drafts } = await answer.catch((error) => {
      entry.is_stale = true;
      throw error;
    });
    // Told of since: what was read may be older.
    if (entry.heard !== heard) return;
    const found = drafts.find((draft) => draft.is_internal === entry.is_internal);
    entry.version = Math.max(entry.version, found?.version ?? 0);
    take(entry, found?.content ?? "");
  }

  async function save(entry: Entry): Promise<void> {
    const { text } = entry;
    entry.tried.add(text);
    const { draft } = await put(entry, { outlives_page: false });
    entry.tried.clear();
    if (draft.version < entry.version) return;
    entry.version = draft.version;
    setSaved(entry, text);
  }

  function setSaved(entry: Entry, content: string): void {
    entry.saved = content;
    keep(savedName(keyOf(entry)), content);
  }

  /** The server has this now, whoever wrote it. */
  function take(entry: Entry, content: string): void {
    const { text, saved, tried } = entry;
    setSaved(entry, content);
    const is_from_here = content === saved || tried.has(content);
    if (!is_from_here) show(entry, text === saved ? content : together(text, content));
    // Nothing that was tried is in doubt any more, and another device may write the same again.
    if (!is_from_here || content === text) tried.clear();
  }

  function show(entry: Entry, text: string): void {
    if (text === entry.text) return;
    entry.text = text;
    keep(draftName(keyOf(entry)), text);
    entry.onText?.(text);
  }

  function saveIn(entry: Entry, delay: number): void {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void saving.run(keyOf(entry)), delay);
  }

  function flush(key: string): void {
    const entry = entries.get(key);
    if (!entry || !isToSave(entry)) return;
    clearTimeout(entry.timer);
    void saving.run(key);
  }

  /** The page may end now, and nothing that waits for an answer would be done. */
  function onHide(): void {
    for (const entry of entries.values()) {
      if (!isToSave(entry)) continue;
      entry.tried.add(entry.text);
      put(entry, { outlives_page: true }).catch(() => {
        // It is kept in this browser, and saved when the page is back.
      });
      // Should it come back after all: is it there?
      entry.is_stale = true;
    }
  }

  function onVisibility(): void {
    if (document.visibilityState === "hidden") onHide();
    else for (const key of entries.keys()) void saving.run(key);
  }

  if (typeof document !== "undefined") {
    const { signal } = end;
    window.addEventListener("pagehide", onHide, { signal });
    document.addEventListener("visibilitychange", onVisibility, { signal });
  }

  return {
    /**
     * Somebody writes here from now on, and `text` is what stands there. `onText` is given what
     * comes in its place or after it from elsewhere.
     */
    open(
      { session_id, is_internal, text }: Pick<Entry, "session_id" | "is_internal" | "text">,
      onText: (text: string) => void,
    ): DraftHandle {
      const key = draftKey(session_id, is_internal);
      const entry: Entry = entries.get(key) ?? {
        session_id,
        is_internal,
        text,
        saved: readKept(savedName(key)) ?? "",
        version: 0,
        tried: new Set(),
        is_stale: true,
        heard: 0,
        onText,
        timer: undefined,
      };
      Object.assign(entry, { text, onText, is_stale: true });
      entries.set(key, entry);
      void saving.run(key);
      return {
        change(next) {
          entry.text = next;
          if (next === "") flush(key);
          else saveIn(entry, SAVE_AFTER);
        },
        flush: () => flush(key),
        close() {
          if (entry.onText !== onText) return;
          entry.onText = null;
          clearTimeout(entry.timer);
          void saving.run(key);
        },
      };
    },
    /** What the server tells of a save, also of one from here. */
    onSaved({ session_id, is_internal, content, version }: Draft): void {
      const entry = entries.get(draftKey(session_id, is_internal));
      if (!entry || version <= entry.version) return;
      entry.version = version;
      entry.heard++;
      take(entry, content);
    },
    /** There is a connection again: nobody has told of what was saved meanwhile. */
    wake(): void {
      for (const entry of entries.values()) {
        // Not everybody who lost one server at once; what is new does not wait.
        const waits = !entry.is_stale && !isToSave(entry);
        entry.is_stale = true;
        saveIn(entry, waits ? Math.random() * READ_WITHIN : 0);
      }
    },
    close(): void {
      onHide();
      end.abort();
      saving.close();
      for (const entry of entries.values()) clearTimeout(entry.timer);
      entries.clear();
    },
  };
}

/** Written in two places: what stands here stays where it is, and the other follows it. */
function together(here: string, elsewhere: string): string {
  if (elsewhere.startsWith(here)) return elsewhere;
  return here.includes(elsewhere) ? here : `${here}\n${elsewhere}`;
}

function characters(text: string): number {
  if (text.length <= LIMIT) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}
