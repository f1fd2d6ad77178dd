import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** Text that people wrote: keeps its own direction and does not reorder its neighbours. */
export function IsolatedText({
  truncate = false,
  className,
  ...rest
}: ComponentProps<"bdi"> & { truncate?: boolean }) {
  return (
    <bdi
      className={clsx(truncate ? "block min-w-0 truncate" : "wrap-anywhere", className)}
      {...rest}
    />
  );
}
