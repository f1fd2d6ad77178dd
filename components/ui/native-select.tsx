"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { useFieldControl } from "./field";
import { controlClass } from "./input";

type NativeSelectProps = Omit<ComponentProps<"select">, "size"> & { size?: "sm" | "md" };

/** The platform's own picker, which every reader and every phone knows how to work. */
export function NativeSelect({ size = "md", className, children, ...rest }: NativeSelectProps) {
  const field = useFieldControl();
  return (
    <span className={clsx("relative inline-flex h-fit max-w-full min-w-0", className)}>
      <select
        {...field}
        {...rest}
        className={clsx(
          controlClass,
          "w-full appearance-none truncate ps-2.5 pe-8",
          size === "sm" ? "h-7 text-sm" : "h-9",
          "pointer-coarse:h-11",
        )}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 end-2 my-auto size-4 text-text-subtle"
      />
    </span>
  );
}
