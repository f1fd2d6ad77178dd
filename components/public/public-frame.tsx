import { BookOpenText, MessagesSquare } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";

/** Around the pages that everybody reads, without a sign-in. */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="border-b bg-surface print:hidden">
        <div className="mx-auto flex min-h-12 max-w-3xl items-center gap-2 px-4">
          <a
            href="/articles"
            className="flex min-h-11 items-center gap-2 rounded-sm font-semibold hover:underline"
          >
            <BookOpenText aria-hidden="true" className="size-5 text-accent" />
            Articles
          </a>
          <a href="/chat" className={`${buttonClass({ variant: "ghost", size: "sm" })} ms-auto`}>
            <MessagesSquare aria-hidden="true" />
            Ask in the chat
          </a>
        </div>
      </header>
      <main className="mx-auto w-full max-w-3xl min-w-0 px-4 py-6 sm:py-10">{children}</main>
    </>
  );
}
