import { clsx } from "clsx";
import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Before the title: a way back, an avatar. */
  leading?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

export function PageHeader({ title, description, leading, actions, className }: PageHeaderProps) {
  return (
    <header
      className={clsx("flex flex-wrap items-center justify-between gap-x-4 gap-y-2", className)}
    >
      <div className="flex min-w-0 flex-1 basis-48 items-center gap-2">
        {leading}
        <div className="min-w-0">
          <h1 className="text-xl font-semibold text-balance wrap-anywhere text-text">{title}</h1>
          {description && <p className="text-base text-text-muted">{description}</p>}
        </div>
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
