"use client";

import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { useFieldControl } from "./field";

/** What every box that one types into or picks from looks like. A Field gives it its width. */
export const controlClass = clsx(
  "min-w-0 rounded-md border border-border-strong bg-surface text-base text-text",
  "transition-colors focus-visible:-outline-offset-1 disabled:opacity-50",
  "aria-invalid:border-danger aria-invalid:focus-visible:outline-danger",
  "pointer-coarse:min-h-11 pointer-coarse:text-lg",
);

type InputProps = ComponentProps<"input"> & {
  /** An icon at the start, for the eye only. */
  icon?: ReactNode;
};

export function Input({ icon, className, ...rest }: InputProps) {
  const field = useFieldControl();
  const input = (
    <input
      dir={icon ? undefined : "auto"}
      {...field}
      {...rest}
      className={clsx(
        controlClass,
        "h-9 px-2.5 read-only:bg-background pointer-coarse:h-11",
        icon ? "flex-1 ps-8" : className,
      )}
    />
  );
  if (!icon) return input;
  return (
    <span className={clsx("relative flex min-w-0", className)}>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 start-2.5 flex items-center text-text-subtle [&_svg]:size-4"
      >
        {icon}
      </span>
      {input}
    </span>
  );
}
