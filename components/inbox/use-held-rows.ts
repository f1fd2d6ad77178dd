"use client";

import { useEffect, useRef, useState } from "react";
import type { KnownSession } from "@/lib/client/state";
import { useClientState } from "@/lib/client/use-chat-client";

/** So long after the pointer's last move over a list its rows keep their places, in milliseconds. */
const HOLD = 1500;

export type Row = {
  session: KnownSession;
  /** It has left the list, and only its place is kept. */
  is_gone: boolean;
};

/**
 * A list whose rows do not move under the pointer: while one is about to be picked, those that
 * left keep their places empty, and new ones and a new order wait. Spread `holding` on the list.
 */
export function useHeldRows(sessions: KnownSession[]) {
  const known = useClientState((state) => state.sessions);
  const [held, setHeld] = useState<KnownSession[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function let_go() {
    clearTimeout(timer.current);
    setHeld(null);
  }
  function hold() {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHeld(null), HOLD);
    setHeld((before) => before ?? sessions);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const listed = new Set(sessions.map((session) => session.id));
  const rows: Row[] = (held?.length ? held : sessions).map((session) => ({
    session: known[session.id] ?? session,
    is_gone: !listed.has(session.id),
  }));
  return {
    rows,
    holding: { onPointerMove: hold, onPointerDown: hold, onPointerLeave: let_go },
  };
}
