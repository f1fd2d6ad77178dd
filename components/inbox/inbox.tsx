"use client";

import { InboxScreen } from "@/components/inbox/inbox-screen";
import { SignedOut } from "@/components/inbox/signed-out";
import { StaffQueries } from "@/components/staff/staff-queries";
import { ToastProvider } from "@/components/ui/toast";
import { createStaffLists } from "@/lib/client/staff-lists";
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
    <ChatClientProvider me={me} createLists={createStaffLists}>
      <AsLongAsSignedIn name={name} selected={selected} />
    </ChatClientProvider>
  );
}

/**
 * Notices lie over what can be missed for a moment: the earlier messages, and where the customer has
 * a pane of their own, its end. Never over a header, a button to accept, or where one writes.
 */
const noticePlace = "top-40 w-88 xl:top-auto xl:bottom-4 xl:w-72";

function AsLongAsSignedIn({ name, selected }: Omit<InboxProps, "me">) {
  const is_refused = useClientState((state) => state.connection === "refused");
  if (is_refused) return <SignedOut />;
  return (
    <ToastProvider placeClass={noticePlace}>
      <StaffQueries>
        <InboxScreen name={name} initiallySelected={selected} />
      </StaffQueries>
    </ToastProvider>
  );
}
