"use client";

import { useState } from "react";
import type { Person } from "@/components/customer/person";
import { Banner } from "@/components/ui/banner";
import { NativeConfirmDialog } from "@/components/ui/native-confirm-dialog";
import { toErrorBody } from "@/lib/client/api";
import { signOut } from "@/lib/client/sign-in";
import { useChatClient } from "@/lib/client/use-chat-client";

type SignOutDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  person: Person;
  open_id: string | null;
};

export function SignOutDialog({ open, onOpenChange, person, open_id }: SignOutDialogProps) {
  const client = useChatClient();
  const [problem, setProblem] = useState<string | null>(null);

  async function leave() {
    setProblem(null);
    try {
      // Nobody could come back to a guest's chat, so no agent should wait in it.
      if (person.is_guest && open_id) await client?.end(open_id);
      await signOut("customer");
      location.assign("/chat");
    } catch (error) {
      setProblem(toErrorBody(error).message);
    }
    // Open until the next page is there.
    return false;
  }

  return (
    <NativeConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Sign out?"
      description={describe(person, open_id)}
      confirmLabel="Sign out"
      tone={person.is_guest ? "danger" : "primary"}
      onConfirm={leave}
    >
      {problem && <Banner tone="danger">You are still signed in. {problem}</Banner>}
    </NativeConfirmDialog>
  );
}

function describe({ is_guest }: Person, open_id: string | null): string {
  if (is_guest) {
    return open_id
      ? "You are here as a guest: your chat ends, and neither it nor earlier ones can be opened again."
      : "You are here as a guest: you cannot open your chats again.";
  }
  return open_id
    ? "Your chat stays open. Sign in again to go on with it."
    : "Your chats are here again when you sign in.";
}
