"use client";

import { clsx } from "clsx";
import { type ComponentProps, useLayoutEffect, useRef } from "react";
import { useFieldControl } from "./field";
import { controlClass } from "./input";

type TextareaProps = ComponentProps<"textarea"> & {
  /** Grows with what is written up to so many lines, then scrolls. */
  maxRows?: number;
};

export function Textarea({ maxRows, rows = 3, className, ref, style, ...rest }: TextareaProps) {
  const field = useFieldControl();
  const own = useRef<HTMLTextAreaElement>(null);

  // Where the browser cannot grow a field by itself. Runs after each render and each key.
  function grow() {
    const area = own.current;
    if (!area || !maxRows || CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  }
  useLayoutEffect(grow);

  return (
    <textarea
      dir="auto"
      rows={rows}
      {...field}
      {...rest}
      ref={(area) => {
        own.current = area;
        if (typeof ref === "function") return ref(area);
        if (ref) ref.current = area;
      }}
      onInput={(event) => {
        grow();
        rest.onInput?.(event);
      }}
      style={
        maxRows
          ? {
              fieldSizing: "content",
              minHeight: `calc(${rows}lh + 1rem)`,
              maxHeight: `calc(${maxRows}lh + 1.125rem)`,
              ...style,
            }
          : style
      }
      className={clsx(
        controlClass,
        // With its border one row is as high as a button.
        "block px-2.5 py-[calc(0.5rem-1px)] wrap-anywhere read-only:bg-background pointer-coarse:py-[calc(0.625rem-1px)]",
        maxRows ? "resize-none" : "resize-y",
        className,
      )}
    />
  );
}
