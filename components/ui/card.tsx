import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

type CardProps = {
  title?: ReactNode;
  description?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  footer?: ReactNode;
  /** False for a table or list that runs to the edges. */
  padded?: boolean;
  className?: string;
  children?: ReactNode;
};

export function Card({
  title,
  description,
  actions,
  footer,
  padded = true,
  className,
  children,
}: CardProps) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={title ? titleId : undefined}
      className={clsx("min-w-0 rounded-lg border border-border bg-surface", className)}
    >
      {(title || actions) && (
        <header
          className={clsx(
            "flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3",
            padded ? "pb-0" : "border-b pb-3",
          )}
        >
          <div className="min-w-0">
            <h2 id={titleId} className="text-md font-semibold wrap-anywhere text-text">
              {title}
            </h2>
            {description && <p className="text-sm text-text-muted">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={clsx("min-w-0", padded && "p-4")}>{children}</div>
      {footer && (
        <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</footer>
      )}
    </section>
  );
}
