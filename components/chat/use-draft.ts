import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type DraftHandle, draftKey } from "@/lib/client/drafts";
import { useChatClient } from "@/lib/client/use-chat-client";
import { readDraft, writeDraft } from "./drafts";

type Place = {
  session_id: string;
  is_note: boolean;
  /** Nothing can be sent from here: what is written stays in this browser. */
  is_disabled: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
};

/** What is written in a composer: kept in this browser, and on the server for the person's others. */
export function useDraft({ session_id, is_note, is_disabled, area }: Place) {
  const client = useChatClient();
  const key = draftKey(session_id, is_note);
  const [text, setText] = useState("");
  const handle = useRef<DraftHandle | null>(null);
  const is_alive = useRef(false);
  const selection = useRef<{ start: number; end: number } | null>(null);

  // Read late: the page that the server sent knows no drafts. What was typed before it was alive
  // comes first.
  useEffect(() => {
    const typed = is_alive.current ? "" : area.current?.value;
    is_alive.current = true;
    if (typed) writeDraft(key, typed);
    setText(typed || readDraft(key));
  }, [key, area]);

  useEffect(() => {
    if (!client || is_disabled) return;
    const place = { session_id, is_internal: is_note, text: readDraft(key) };
    const opened = client.drafts.open(place, (next) => {
      const box = area.current;
      // What stands before the cursor and after it is as it was, where one writes on.
      const is_longer = box && next.startsWith(box.value) && box === document.activeElement;
      if (is_longer) selection.current = { start: box.selectionStart, end: box.selectionEnd };
      setText(next);
    });
    handle.current = opened;
    return () => {
      handle.current = null;
      opened.close();
    };
  }, [client, session_id, is_note, is_disabled, key, area]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the browser moved the cursor with the text
  useLayoutEffect(() => {
    const before = selection.current;
    selection.current = null;
    if (before) area.current?.setSelectionRange(before.start, before.end);
  }, [text]);

  return {
    text,
    write(next: string): void {
      setText(next);
      writeDraft(key, next);
      handle.current?.change(next);
    },
    /** The person turns to something else: what they wrote is saved now. */
    flush: () => handle.current?.flush(),
  };
}
