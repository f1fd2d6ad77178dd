"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useEffect, useState } from "react";
import { ConnectionNotice } from "@/components/chat/connection-notice";
import { TicketsHeader } from "@/components/tickets/tickets-header";
import { buttonClass } from "@/components/ui/button";
import { ToastProvider } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import type { Me } from "@/lib/client/state";
import { ChatClientProvider, useChatClient } from "@/lib/client/use-chat-client";

const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // The server may be on this very machine: being without the internet says nothing.
        networkMode: "always",
        retry: (failures, error) => toErrorBody(error).retryable && failures < 2,
      },
      mutations: { networkMode: "always" },
    },
  });

/** The frame of the tickets' pages. Its connection keeps who works here as present as in the inbox. */
export function TicketsShell({ me, children }: { me: Me & { name: string }; children: ReactNode }) {
  const [queries] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <ChatClientProvider me={me}>
        <ToastProvider>
          <Activity />
          <TicketsHeader me={me} />
          <ConnectionNotice
            className="rounded-none!"
            signedOutAction={
              <Link href="/login?next=/tickets" className={buttonClass({ size: "sm" })}>
                Sign in
              </Link>
            }
          />
          <main className="mx-auto flex w-full max-w-6xl min-w-0 flex-col gap-4 px-4 py-4 sm:py-6">
            {children}
          </main>
        </ToastProvider>
      </ChatClientProvider>
    </QueryClientProvider>
  );
}

/** Who does this here is at work and not away. */
const ACTS = ["pointerdown", "keydown"] as const;

function Activity() {
  const client = useChatClient();
  useEffect(() => {
    if (!client) return;
    const tell = () => client.active();
    for (const act of ACTS) addEventListener(act, tell, { passive: true });
    return () => {
      for (const act of ACTS) removeEventListener(act, tell);
    };
  }, [client]);
  return null;
}
