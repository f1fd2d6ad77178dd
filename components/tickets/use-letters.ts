"use client";

import { useEffect, useRef } from "react";
import { useStoredChoice } from "@/components/ui/use-stored-choice";

/** By key, a letter small: what it does. Without an entry, or where that gives false, it is the browser's. */
export type Letters = Record<string, (() => unknown) | undefined>;

const TAKES_LETTERS = "input, textarea, select, [contenteditable]";
const LIES_OVER = "[role=dialog], [role=alertdialog]";

/** Listens for single keys where nobody types and nothing lies over the page. */
export function useLetters(letters: Letters): void {
  // The same choice as in the inbox: who speaks to the machine turns them off.
  const [is_on] = useStoredChoice("parley.inbox.keys", true);
  const newest = useRef(letters);
  useEffect(() => {
    newest.current = letters;
  });
  useEffect(() => {
    if (!is_on) return;
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const at = event.target instanceof Element ? event.target : null;
      if (at?.closest(TAKES_LETTERS) || document.querySelector(LIES_OVER)) return;
      const run = newest.current[event.key.toLowerCase()];
      if (run && run() !== false) event.preventDefault();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [is_on]);
}
