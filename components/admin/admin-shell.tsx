"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { AdminHeader } from "@/components/admin/admin-header";
import { AdminsOnly } from "@/components/admin/admins-only";
import { ConnectionNotice } from "@/components/admin/connection-notice";
import { LiveQueries } from "@/components/admin/live-queries";
import { useOwnSteps } from "@/components/admin/use-own-steps";
import { useStaff } from "@/components/admin/use-staff";
import { ToastProvider } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { createStaffLists } from "@/lib/client/staff-lists";
import type { Me } from "@/lib/client/state";
import { ChatClientProvider } from "@/lib/client/use-chat-client";

const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // The server may be on this very machine: being without the internet says nothing.
        networkMode: "always",
        retry: (failures, error) => toErrorBody(error).retryable && failures < 2,
      },
    },
  });

/** The frame of all admin pages: one connection, one store of what was fetched, the header. */
export function AdminShell({ me, children }: { me: Me & { name: string }; children: ReactNode }) {
  const [queries] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <ChatClientProvider me={me} looks_on createLists={createStaffLists}>
        <ToastProvider>
          <LiveQueries />
          <Frame name={me.name}>{children}</Frame>
        </ToastProvider>
      </ChatClientProvider>
    </QueryClientProvider>
  );
}

function Frame({ name, children }: { name: string; children: ReactNode }) {
  useOwnSteps();
  // Asked on every page: it also tells when somebody is an admin no more.
  const { error } = useStaff();
  if (error && toErrorBody(error).code === "FORBIDDEN") return <AdminsOnly />;
  return (
    <>
      <AdminHeader name={name} />
      <ConnectionNotice />
      <main className="mx-auto flex w-full max-w-7xl 2xl:max-w-[100rem] min-w-0 flex-col gap-4 px-4 py-4 sm:py-6">
        {children}
      </main>
    </>
  );
}
