"use client";

import { InboxScreen } from "@/components/inbox/inbox-screen";
import { SignedOut } from "@/components/inbox/signed-out";
import { ToastProvider } from "@/components/ui/toast";
import type { Me } from "@/lib/client/state";
import { ChatClientProvider, useClientState } from "@/lib/client/use-chat-client";

type InboxProps = {
  me: Me;
  name: string;
  /** The chat that the address names. */
  selected: string | null;
};

export function Inbox({ me, name, selected }: InboxProps) {
  return (
    <ChatClientProvider me={me}>
      <AsLongAsSignedIn name={name} selected={selected} />
    </ChatClientProvider>
  );
}

function AsLongAsSignedIn({ name, selected }: Omit<InboxProps, "me">) {
  const is_refused = useClientState((state) => state.connection === "refused");
  if (is_refused) return <SignedOut />;
  return (
    <ToastProvider>
      <InboxScreen name={name} initiallySelected={selected} />
    </ToastProvider>
  );
}
