"use client";

import { useSyncExternalStore } from "react";

// One timer for all that shows a running time, and none while nothing does.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let now = 0;

function tick() {
  now = Date.now();
  timer = setTimeout(tick, 1000 - (now % 1000));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (timer === undefined) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/**
 * What `read` makes of the current time, looked at once a second; renders only when that changes.
 * Null on the server and while hydrating, where the reader's clock and zone are not known.
 */
export function useSecondClock<T extends string | number>(read: (now: number) => T): T | null {
  return useSyncExternalStore(
    subscribe,
    // Between two ticks the time stands still: all clocks on the page agree.
    () => read(timer === undefined ? Date.now() : now),
    () => null,
  );
}
