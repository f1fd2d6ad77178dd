"use client";

import { useRef } from "react";

/**
 * Gives the focus back after a dialog to the control that opened it; where that is gone, because
 * what it did is done or because it stood in the dialog before, to what `instead` finds.
 */
export function useFocusBack(instead: () => HTMLElement | null | undefined) {
  const opener = useRef<Element | null>(null);
  return {
    /** When the dialog is asked for. */
    keep() {
      opener.current = document.activeElement;
    },
    /** When it closes. */
    giveBack() {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const { current } = opener;
        const is_there = current instanceof HTMLElement && current.isConnected;
        const to = is_there && current !== document.body ? current : instead();
        to?.focus();
      });
    },
  };
}
