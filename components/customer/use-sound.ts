"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { playChime, readyChime } from "@/components/customer/chime";

/** Kept in the browser, over the sign-out too: it is about this room, not about this person. */
const KEY = "parley.sound";

const listeners = new Set<() => void>();
// For a browser that keeps nothing.
let is_off = false;

function isOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return !is_off;
  }
}

export function setSound(on: boolean): void {
  is_off = !on;
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // It holds until the next load.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab turned it on or off.
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Whether a new message sounds. */
export const useSound = () => useSyncExternalStore(subscribe, isOn, () => true);

const isLookedAt = () => document.visibilityState === "visible" && document.hasFocus();

/** From the first input on the page can sound. */
export function useReadyChime(): void {
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    for (const input of ["pointerdown", "keydown"]) {
      window.addEventListener(input, () => isOn() && readyChime(), { signal, passive: true });
    }
    return () => end.abort();
  }, []);
}

/** Sounds when a message comes that nobody looks at: when more are unread than before. */
export function useChime(unread: number): void {
  const before = useRef(unread);
  useEffect(() => {
    if (unread > before.current && isOn() && !isLookedAt()) void playChime();
    before.current = unread;
  }, [unread]);
}
