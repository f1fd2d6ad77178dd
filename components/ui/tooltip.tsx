"use client";

import { Slot } from "radix-ui";
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { Kbd } from "./kbd";

const delay = 400;
const gap = 6;
const margin = 8;
// A pointer that comes from another tooltip has shown that it wants one: no second delay.
let lastHidden = 0;

type TooltipProps = {
  content: ReactNode;
  shortcut?: string;
  side?: "top" | "bottom";
  /** False where the tooltip only repeats the control's own name. */
  describes?: boolean;
  /** One element that takes a ref and can have the focus. */
  children: ReactNode;
};

/** Sits in the browser's top layer, so nothing clips it; never the only place of a fact. */
export function Tooltip({
  content,
  shortcut,
  side = "top",
  describes = true,
  children,
}: TooltipProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function showAfter(ms: number) {
    clearTimeout(timer.current);
    // Over what the control has opened it would be in the way, and take its Escape.
    const has_opened = () => trigger.current?.matches("[aria-haspopup][aria-expanded=true]");
    timer.current = setTimeout(() => setOpen(!has_opened()), ms);
  }
  function hideAfter(ms: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(false), ms);
  }
  /** A key that follows at once is no longer its own. */
  function hideNow() {
    clearTimeout(timer.current);
    setOpen(false);
  }
  function enter(pointerType: string) {
    if (pointerType === "touch") return;
    showAfter(Date.now() - lastHidden < delay ? 0 : delay);
  }

  useEffect(() => () => clearTimeout(timer.current), []);

  useLayoutEffect(() => {
    const box = bubble.current;
    if (!open || !box || !trigger.current) return;
    box.showPopover?.();
    place(box, trigger.current.getBoundingClientRect(), side);

    const hide = () => setOpen(false);
    const hideOnEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // The key is spent on the tooltip, not on the dialog that it may stand in.
      event.stopPropagation();
      hide();
    };
    window.addEventListener("keydown", hideOnEscape, true);
    window.addEventListener("scroll", hide, { capture: true, passive: true });
    return () => {
      lastHidden = Date.now();
      window.removeEventListener("keydown", hideOnEscape, true);
      window.removeEventListener("scroll", hide, true);
    };
  }, [open, side]);

  return (
    <>
      <Slot.Root
        ref={trigger}
        aria-describedby={open && describes ? id : undefined}
        onPointerEnter={(event) => enter(event.pointerType)}
        onPointerLeave={() => hideAfter(80)}
        onPointerDown={() => hideAfter(0)}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && showAfter(0)}
        onBlur={hideNow}
      >
        {children}
      </Slot.Root>
      {open && (
        <span
          ref={bubble}
          id={id}
          role="tooltip"
          popover="manual"
          onPointerEnter={() => clearTimeout(timer.current)}
          onPointerLeave={() => hideAfter(80)}
          className="fixed m-0 w-max max-w-64 animate-fade-in overflow-visible rounded-md border border-border bg-surface-raised px-2 py-1 text-sm font-normal wrap-anywhere text-text shadow-md"
        >
          <span className="flex items-center gap-2">
            <span>{content}</span>
            {shortcut && <Kbd keys={shortcut} className="text-text-muted" />}
          </span>
        </span>
      )}
    </>
  );
}

function place(box: HTMLElement, around: DOMRect, side: "top" | "bottom") {
  const { width, height } = box.getBoundingClientRect();
  const above = around.top - height - gap;
  const below = around.bottom + gap;
  const fitsAbove = above >= margin;
  const fitsBelow = below + height <= window.innerHeight - margin;
  const top = side === "top" ? (fitsAbove ? above : below) : fitsBelow ? below : above;
  const centred = around.left + around.width / 2 - width / 2;
  const left = Math.max(margin, Math.min(centred, window.innerWidth - width - margin));
  Object.assign(box.style, { inset: "auto", top: `${top}px`, left: `${left}px` });
}
