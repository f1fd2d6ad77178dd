import { clsx } from "clsx";

/** The shape of what is loading. Size it with `className`; say "loading" once, on the parent. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx("block animate-pulse rounded-md bg-neutral-soft", className ?? "h-4 w-full")}
    />
  );
}
