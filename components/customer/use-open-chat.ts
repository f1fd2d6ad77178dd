"use client";

import { useCallback, useEffect, useState } from "react";

const PARAMETER = "session";

export const chatPath = (session_id: string | null) =>
  session_id ? `/chat?${PARAMETER}=${session_id}` : "/chat";

/**
 * Which chat is open: the address says so, and a reload or a bookmark comes back to it. The browser
 * has all that a change needs, so no request is made; Next's router misses one that is made while
 * the page comes alive, hence a state of our own.
 */
export function useOpenChat(asked_for: string | null) {
  const [session_id, setSessionId] = useState(asked_for);
  /** Whether one has moved since the page was loaded: the focus then has to move too. */
  const [has_moved, setMoved] = useState(false);

  useEffect(() => {
    const follow = () => {
      setMoved(true);
      setSessionId(new URLSearchParams(location.search).get(PARAMETER));
    };
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);

  const open = useCallback((id: string | null, how: "push" | "replace" = "push") => {
    if (how === "push") history.pushState(null, "", chatPath(id));
    else history.replaceState(null, "", chatPath(id));
    setMoved(true);
    setSessionId(id);
  }, []);

  return { session_id, has_moved, open };
}
