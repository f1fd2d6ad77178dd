"use client";

import { useEffect, useRef } from "react";
import { useIsShown } from "@/components/chat/kept-chat";
import { useStoredChoice } from "@/components/ui/use-stored-choice";

/**
 * By key (a letter is small, the arrows are `up` and `down`; `mod+k` is with Control or Command):
 * what it does. Without an entry, or where that gives false, the key is the browser's.
 */
export type Keys = Record<string, (() => unknown) | undefined>;

const TAKES_LETTERS = "input, textarea, select, [contenteditable], [role=combobox]";
const LIES_OVER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** Where letters are not Latin, the place on the keyboard decides. */
function keyOf(event: KeyboardEvent): string {
  if (event.key.length === 1 && event.key > "\x7f" && event.code.startsWith("Key")) {
    return event.code.slice(3).toLowerCase();
  }
  return event.key.replace("Arrow", "").toLowerCase();
}

/**
 * Whether something lies over the page: the focus is in it, or the page is held still for it. To
 * look for it among all that is on the page takes long where many long logs are.
 */
function liesOver(target: EventTarget | null): boolean {
  if (document.body.hasAttribute("data-scroll-locked")) return true;
  return target instanceof Element && target.closest(LIES_OVER) !== null;
}

/**
 * Listens for keys while nothing lies over the page; for single ones not where one types, for those
 * with Control or Command there too.
 */
export function useKeys(keys: Keys): void {
  const newest = useRef(keys);
  const is_shown = useIsShown();
  useEffect(() => {
    newest.current = keys;
  });
  useEffect(() => {
    if (!is_shown) return;
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.altKey || event.repeat) return;
      const has_mod = event.ctrlKey || event.metaKey;
      const types = event.target instanceof Element && event.target.closest(TAKES_LETTERS);
      if ((types && !has_mod) || liesOver(event.target)) return;
      const run = newest.current[`${has_mod ? "mod+" : ""}${keyOf(event)}`];
      if (run && run() !== false) event.preventDefault();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [is_shown]);
}

/** Whether single keys do something, in this browser: who speaks to the machine turns them off. */
export function useKeysOn() {
  const [keys_on, setKeysOn] = useStoredChoice("parley.inbox.keys", true);
  return { keys_on, setKeysOn };
}
