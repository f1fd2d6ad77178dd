"use client";

import { InboxScreen } from "@/components/inbox/inbox-screen";
import { ToastProvider } from "@/components/ui/toast";
import type { Me } from "@/lib/client/state";
import { ChatClientProvider } from "@/lib/client/use-chat-client";

type InboxProps = {
  me: Me;
  name: string;
  /** The chat that the address names. */
  selected: string | null;
};

export function Inbox({ me, name, selected }: InboxProps) {
  return (
    <ChatClientProvider me={me}>
      <ToastProvider>
        <InboxScreen name={name} initiallySelected={selected} />
      </ToastProvider>
    </ChatClientProvider>
  );
}
