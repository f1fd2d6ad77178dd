import { clsx } from "clsx";
import { ChevronDown, ChevronUp } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { FOLDED_LINES } from "./message-fold";

/**
 * The beginning of a very long text, and a button for all of it. All of it is on the page: the
 * browser's own search finds what is out of sight and scrolls there, which opens the text.
 */
export function FoldedText({ children }: { children: ReactNode }) {
  const id = useId();
  const [is_open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  function open() {
    const scrolled_by = box.current?.scrollTop ?? 0;
    flushSync(() => setOpen(true));
    const log = box.current?.closest("[role=log]");
    if (!log) return;
    // Who is at the end of a log stays there, whatever grows, until they go up. Who opens a text
    // reads on from here: they are told of as somebody who did, and what they went to stays in sight.
    log.scrollTop -= 1;
    log.dispatchEvent(new Event("scroll"));
    log.scrollTop += 1 + scrolled_by;
  }
  function close() {
    flushSync(() => setOpen(false));
    button.current?.scrollIntoView({ block: "nearest" });
  }

  return (
    <>
      <div
        ref={box}
        id={id}
        dir="auto"
        onScroll={is_open ? undefined : open}
        style={is_open ? undefined : { maxHeight: `${FOLDED_LINES}lh` }}
        className={clsx(
          "whitespace-pre-wrap wrap-anywhere",
          !is_open && "mask-b-from-80% overflow-hidden",
        )}
      >
        {children}
      </div>
      <button
        ref={button}
        type="button"
        aria-expanded={is_open}
        aria-controls={id}
        onClick={is_open ? close : open}
        className="mt-1 inline-flex min-h-7 items-center gap-1 text-base font-medium underline underline-offset-2 pointer-coarse:min-h-11"
      >
        {is_open ? "Show less" : "Show all"}
        {is_open ? (
          <ChevronUp aria-hidden="true" className="size-4" />
        ) : (
          <ChevronDown aria-hidden="true" className="size-4" />
        )}
      </button>
    </>
  );
}
