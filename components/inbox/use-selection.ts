"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { openChats } from "@/components/inbox/open-chats";
import { useOwnChats } from "@/components/inbox/use-lists";

/** So long after a chat was opened it is in the address, in milliseconds: who goes on is not held up. */
const WRITTEN_AFTER = 400;

const inAddress = () => new URLSearchParams(location.search).get("session");

const addressOf = (session_id: string) => `${location.pathname}?session=${session_id}`;

/**
 * With the state that is there: the router takes an address with any other for its own affair, and
 * then looks through every row of every open chat for who reads it.
 */
const writeAddress = (session_id: string) =>
  history.replaceState(history.state, "", addressOf(session_id));

/** Which chat is open. It lives in the address, so that a reload and the way back find it. */
export function useSelection(initially: string | null) {
  const [selected, setSelected] = useState(initially);
  const now = useRef(initially);
  /** Whether the page before this one in the history is the inbox with no chat open. */
  const can_go_back = useRef(false);
  const writing = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    function read() {
      clearTimeout(writing.current);
      can_go_back.current = false;
      now.current = inAddress();
      setSelected(now.current);
    }
    function write() {
      clearTimeout(writing.current);
      if (now.current && now.current !== inAddress()) writeAddress(now.current);
    }
    window.addEventListener("popstate", read);
    // Before a reload reads it.
    window.addEventListener("pagehide", write);
    return () => {
      window.removeEventListener("popstate", read);
      window.removeEventListener("pagehide", write);
    };
  }, []);

  const select = useCallback((session_id: string | null) => {
    const before = now.current;
    if (session_id === before) return;
    now.current = session_id;
    setSelected(session_id);
    clearTimeout(writing.current);
    if (session_id === null) {
      if (can_go_back.current) history.back();
      else history.replaceState(null, "", location.pathname);
      return;
    }
    // From chat to chat it is the same page to go back from.
    if (before !== null) {
      writing.current = setTimeout(() => writeAddress(session_id), WRITTEN_AFTER);
      return;
    }
    history.pushState(null, "", addressOf(session_id));
    can_go_back.current = true;
  }, []);

  return { selected, select };
}

const nothing_open: readonly string[] = [];

/** The chats that stay open beside the one that is looked at, and that one; newest first. */
export function useOpenChats(selected: string | null): readonly string[] {
  const chats = useOwnChats();
  const own = useMemo(() => new Set(chats.map((session) => session.id)), [chats]);
  const [before, setOpen] = useState(nothing_open);
  const open = openChats(before, selected, own);
  if (open !== before) setOpen(open);
  return open;
}
