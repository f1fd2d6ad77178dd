"use client";

import { useCallback, useEffect, useRef, useState } from "react";

const inAddress = () => new URLSearchParams(location.search).get("session");

/** Which chat is open. It lives in the address, so that a reload and the way back find it. */
export function useSelection(initially: string | null) {
  const [selected, setSelected] = useState(initially);
  /** Whether the page before this one in the history is the inbox with no chat open. */
  const can_go_back = useRef(false);

  useEffect(() => {
    function read() {
      can_go_back.current = false;
      setSelected(inAddress());
    }
    window.addEventListener("popstate", read);
    return () => window.removeEventListener("popstate", read);
  }, []);

  const select = useCallback((session_id: string | null) => {
    const now = inAddress();
    if (session_id === now) return;
    setSelected(session_id);
    if (session_id === null) {
      if (can_go_back.current) history.back();
      else history.replaceState(null, "", location.pathname);
      return;
    }
    const address = `${location.pathname}?session=${session_id}`;
    // From chat to chat it is the same page to go back from.
    if (now !== null) return history.replaceState(null, "", address);
    history.pushState(null, "", address);
    can_go_back.current = true;
  }, []);

  return { selected, select };
}
