"use client";

import { useSyncExternalStore } from "react";

export type AlertKind = "notifications" | "sound";

const stored = (kind: AlertKind) => `parley.inbox.${kind}`;
const CHANGED = "parley:inbox-alerts";

function isOn(kind: AlertKind): boolean {
  try {
    return localStorage.getItem(stored(kind)) === "on";
  } catch {
    return false;
  }
}

function subscribe(listener: () => void) {
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

/** How this browser tells of a new chat in the queue: off until the agent turns it on. */
export function useAlertChoice() {
  const notifies = useSyncExternalStore(
    subscribe,
    () => isOn("notifications"),
    () => false,
  );
  const sounds = useSyncExternalStore(
    subscribe,
    () => isOn("sound"),
    () => false,
  );
  function choose(kind: AlertKind, on: boolean) {
    try {
      localStorage.setItem(stored(kind), on ? "on" : "off");
    } catch {
      // A browser that keeps nothing stays silent.
    }
    window.dispatchEvent(new Event(CHANGED));
  }
  return { notifies, sounds, choose };
}
