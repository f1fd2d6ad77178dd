import { clsx } from "clsx";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon?: ReactNode;
  title: ReactNode;
  /** What to do next. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={clsx("mx-auto flex max-w-sm flex-col items-center p-8 text-center", className)}>
      {icon && (
        <span aria-hidden="true" className="mb-3 text-text-subtle [&_svg]:size-8">
          {icon}
        </span>
      )}
      {/* No paragraph: on a page of its own the title is a heading. */}
      <div className="text-md font-medium text-balance wrap-anywhere text-text">{title}</div>
      {children && <div className="mt-1 text-base text-balance text-text-muted">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
