"use client";

import { ArrowDown } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { useIsShown } from "./kept-chat";

const TAKES_KEYS =
  "input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

type NewsButtonProps = {
  count: number;
  onPress: () => void;
  /** It is gone once it was pressed; this takes the focus that it had. */
  onLast: () => void;
};

/** Over the lower edge of a log, for one who reads further up: how much has come since. */
export function NewsButton({ count, onPress, onLast }: NewsButtonProps) {
  const press = useRef(onPress);
  const is_shown = useIsShown();
  useEffect(() => {
    press.current = onPress;
  });
  useEffect(() => {
    if (!is_shown) return;
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== "End" || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(TAKES_KEYS)) return;
      event.preventDefault();
      press.current();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [is_shown]);

  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-2 flex justify-center">
      <Button
        variant="primary"
        size="sm"
        shortcut="End"
        // Who presses it with the pointer goes on writing where they were.
        onPointerDown={(event) => event.preventDefault()}
        onClick={(event) => {
          const had_focus = event.currentTarget === document.activeElement;
          onPress();
          if (had_focus) onLast();
        }}
        className="pointer-events-auto tabular-nums shadow-md"
      >
        <ArrowDown aria-hidden="true" />
        {count === 1 ? "1 new message" : `${count.toLocaleString()} new messages`}
      </Button>
    </div>
  );
}
