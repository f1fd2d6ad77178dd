"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import { useIsShown } from "./kept-chat";

type Ends = Pick<Selection, "anchorNode" | "anchorOffset" | "focusNode" | "focusOffset">;

const TAKES_TEXT = "input, textarea, select, [contenteditable]";

/**
 * What is selected in a log that is hidden is selected again when it is shown. A page has one
 * selection: what is selected elsewhere meanwhile does not count, but who begins to write has done
 * with it.
 */
export function useKeptSelection(log: RefObject<HTMLElement | null>): void {
  const kept = useRef<Ends | null>(null);
  const is_shown = useIsShown();

  useLayoutEffect(() => {
    const box = log.current;
    const selection = document.getSelection();
    if (!box || !selection || !is_shown) return;
    const isIn = (node: Node | null) => !!node?.isConnected && box.contains(node);

    const { anchorNode, anchorOffset, focusNode, focusOffset } = kept.current ?? {};
    if (anchorNode && focusNode && isIn(anchorNode) && isIn(focusNode)) {
      try {
        selection.setBaseAndExtent(anchorNode, anchorOffset ?? 0, focusNode, focusOffset ?? 0);
      } catch {
        // The text has become shorter than what was selected of it.
      }
    }

    function note() {
      if (!selection) return;
      const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = selection;
      if (isIn(anchorNode) && isIn(focusNode)) {
        kept.current = isCollapsed ? null : { anchorNode, anchorOffset, focusNode, focusOffset };
      } else if (document.activeElement?.matches(TAKES_TEXT)) kept.current = null;
    }
    document.addEventListener("selectionchange", note);
    return () => {
      document.removeEventListener("selectionchange", note);
      // What is out of sight must not be what gets copied.
      if (isIn(selection.anchorNode)) selection.removeAllRanges();
    };
  }, [log, is_shown]);
}
