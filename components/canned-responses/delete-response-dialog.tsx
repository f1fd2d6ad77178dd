"use client";

import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import { toErrorBody } from "@/lib/client/api";
import { useResponseChanges } from "./use-canned-responses";

type DeleteResponseDialogProps = { response: CannedResponse; onClose: () => void };

export function DeleteResponseDialog({ response, onClose }: DeleteResponseDialogProps) {
  const { remove } = useResponseChanges();
  const [problem, setProblem] = useState<string | null>(null);

  async function run() {
    setProblem(null);
    try {
      await remove(response.id);
    } catch (error) {
      setProblem(toErrorBody(error).message);
      return false;
    }
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${response.name}?`}
      description={`${
        response.is_shared ? "It is gone for all of the staff" : "It is gone"
      }, and so is how often it was used. What was sent stays in the chats. To keep it for later, make it inactive.`}
      confirmLabel="Delete"
      onConfirm={run}
    >
      {problem && <Banner tone="danger">{problem}</Banner>}
    </ConfirmDialog>
  );
}
