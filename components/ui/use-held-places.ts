"use client";

import { type FocusEvent, useEffect, useRef, useState } from "react";

/** So long after the last move or key in a list its rows keep their places, in milliseconds. */
const HOLD = 1500;

/** `is_gone`: it has left the list, and only its place is kept. */
export type Held<T> = { item: T; is_gone: boolean };

/**
 * A list whose rows do not move under the pointer: meanwhile those that left keep their places, and
 * new ones and a new order wait. Spread `holding` on the list, and `holding_for_keys` where they
 * should not move under who goes through them by key either; `pin` holds it without an end.
 */
export function useHeldPlaces<T extends { id: string | number }>(now: T[]) {
  const [held, setHeld] = useState<T[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const is_pinned = useRef(false);

  function letGo() {
    if (is_pinned.current) return;
    clearTimeout(timer.current);
    setHeld(null);
  }
  function hold() {
    if (is_pinned.current) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHeld(null), HOLD);
    setHeld((before) => before ?? now);
  }
  function pin(order: T[]) {
    clearTimeout(timer.current);
    is_pinned.current = true;
    setHeld(order);
  }
  function unpin() {
    is_pinned.current = false;
    hold();
  }
  function leave(event: FocusEvent) {
    if (!event.currentTarget.contains(event.relatedTarget)) letGo();
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const by_id = new Map(now.map((item) => [item.id, item]));
  const rows: Held<T>[] = (held?.length ? held : now).map((item) => {
    const newest = by_id.get(item.id);
    return { item: newest ?? item, is_gone: !newest };
  });
  return {
    rows,
    pin,
    unpin,
    holding: { onPointerMove: hold, onPointerDown: hold, onPointerLeave: letGo },
    holding_for_keys: { onFocus: hold, onKeyDown: hold, onBlur: leave },
  };
}
