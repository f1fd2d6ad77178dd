"use client";

import { Inbox, MessagesSquare } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { StaffQueries } from "@/components/staff/staff-queries";
import { buttonClass } from "@/components/ui/button";
import { ToastProvider } from "@/components/ui/toast";

/** Around the pages beside the inbox, for all of the staff. */
export function AgentFrame({ children }: { children: ReactNode }) {
  return (
    <StaffQueries>
      <ToastProvider>
        <header className="border-b bg-surface">
          <div className="mx-auto flex h-12 max-w-7xl items-center gap-2 px-4">
            <MessagesSquare aria-hidden="true" className="size-5 text-accent" />
            <span className="font-semibold">Parley</span>
            <Link
              href="/inbox"
              className={`${buttonClass({ variant: "ghost", size: "sm" })} ms-auto`}
            >
              <Inbox aria-hidden="true" />
              Inbox
            </Link>
          </div>
        </header>
        <main className="mx-auto flex w-full max-w-7xl min-w-0 flex-col gap-4 px-4 py-4 sm:py-6">
          {children}
        </main>
      </ToastProvider>
    </StaffQueries>
  );
}
