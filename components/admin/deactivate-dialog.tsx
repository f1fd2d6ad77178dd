"use client";

import { useState } from "react";
import { useStaff, useUpdateStaff } from "@/components/admin/use-staff";
import { chats } from "@/components/admin/words";
import { Banner } from "@/components/ui/banner";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toErrorBody } from "@/lib/client/api";
import { useClientState } from "@/lib/client/use-chat-client";
import type { Account } from "@/lib/users/contract";

type DeactivateDialogProps = { account: Account; onClose: () => void };

/** Says first what becomes of the agent's chats. */
export function DeactivateDialog({ account, onClose }: DeactivateDialogProps) {
  const update = useUpdateStaff(account.id);
  const { data: staff } = useStaff();
  const is_me = useClientState((state) => state.me.user_id === account.id);
  const [problem, setProblem] = useState<string | null>(null);
  const { name, active_chats } = staff?.find((one) => one.id === account.id) ?? account;

  async function run() {
    setProblem(null);
    try {
      await update({ is_active: false });
    } catch (error) {
      setProblem(toErrorBody(error).message);
      return false;
    }
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Deactivate ${name}`}
      description={`${whatHappens(name, active_chats)} ${
        is_me
          ? "This is you: you are signed out at once, and another admin can reactivate the account."
          : `${name} is signed out at once. You can reactivate the account later.`
      }`}
      confirmLabel="Deactivate"
      onConfirm={run}
    >
      {problem && <Banner tone="danger">{problem}</Banner>}
    </ConfirmDialog>
  );
}

function whatHappens(name: string, active_chats: number): string {
  if (active_chats === 0) return `${name} has no active chats.`;
  const back = active_chats === 1 ? "It goes" : "They go";
  const place = active_chats === 1 ? "the place it had" : "the places they had";
  return `${name} has ${chats(active_chats)}. ${back} back to the queue, to ${place}.`;
}
