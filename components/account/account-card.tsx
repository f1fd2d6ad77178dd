import { MessagesSquare } from "lucide-react";
import type { ReactNode } from "react";

type AccountCardProps = { title: string; description?: string; children: ReactNode };

/** The one card in the middle of a page on which somebody signs in or sets up. */
export function AccountCard({ title, description, children }: AccountCardProps) {
  return (
    // It stays where it is while what it says grows.
    <main className="grid min-h-window content-start justify-items-center px-4 pt-[max(2rem,16vh)] pb-8">
      <div className="w-full max-w-sm min-w-0">
        <p className="mb-4 flex items-center justify-center gap-2 text-md font-semibold">
          <MessagesSquare aria-hidden="true" className="size-5 text-accent" />
          Parley
        </p>
        <section
          aria-labelledby="account-title"
          className="rounded-xl border border-border bg-surface p-4 shadow-sm sm:p-6"
        >
          <h1 id="account-title" className="text-xl font-semibold">
            {title}
          </h1>
          {description && <p className="mt-0.5 text-text-muted">{description}</p>}
          <div className="mt-4">{children}</div>
        </section>
      </div>
    </main>
  );
}
