"use client";

import { clsx } from "clsx";
import { Tabs as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

export function Tabs({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root {...rest} className={clsx("min-w-0", className)} />;
}

export function TabList({
  label,
  className,
  ...rest
}: ComponentProps<typeof Radix.List> & { label: string }) {
  return (
    <Radix.List
      {...rest}
      aria-label={label}
      className={clsx("flex gap-1 overflow-x-auto border-b", className)}
    />
  );
}

export function Tab({
  count,
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.Trigger> & { count?: ReactNode }) {
  return (
    <Radix.Trigger
      {...rest}
      className={clsx(
        "inline-flex min-h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-base font-medium text-text-muted transition-colors hover:text-text focus-visible:-outline-offset-2 disabled:opacity-50 data-[state=active]:border-accent data-[state=active]:text-text pointer-coarse:min-h-11",
        className,
      )}
    >
      {children}
      {count !== undefined && (
        <span className="rounded-sm bg-neutral-soft px-1.5 text-xs text-text-muted tabular-nums">
          {count}
        </span>
      )}
    </Radix.Trigger>
  );
}

export function TabPanel({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content {...rest} className={clsx("min-w-0 pt-4", className)} />;
}
