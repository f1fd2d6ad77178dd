"use client";

import { useState } from "react";
import type { SessionRow } from "@/components/admin/session-rows";
import { Banner } from "@/components/ui/banner";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toErrorBody } from "@/lib/client/api";
import type { ChatClient } from "@/lib/client/chat-client";
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";

type ChatDialogProps = { session: SessionRow; onClose: () => void };

/** The session as it is now, while a dialog about it is open. */
export function useSessionNow(session: SessionRow): SessionRow {
  const known = useClientState((state) => state.sessions[session.id]);
  return known && known.version > session.version ? known : session;
}

/** Does it, and says why not where it is refused. */
function useAct(act: (client: ChatClient) => Promise<unknown>) {
  const client = useChatClient();
  const [problem, setProblem] = useState<string | null>(null);
  async function run(): Promise<boolean> {
    if (!client) return false;
    setProblem(null);
    try {
      await act(client);
      return true;
    } catch (error) {
      setProblem(toErrorBody(error).message);
      return false;
    }
  }
  return { run, notice: problem && <Banner tone="danger">{problem}</Banner> };
}

export function ReleaseDialog({ session, onClose }: ChatDialogProps) {
  const { run, notice } = useAct((client) => client.release(session.id));
  const now = useSessionNow(session);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="Release chat"
      description={`${now.agent?.name ?? "The agent"} gives up “${now.subject}”. It goes back to the queue, to the place it had, and another agent can take it.`}
      confirmLabel="Release"
      tone="primary"
      onConfirm={run}
    >
      {notice}
    </ConfirmDialog>
  );
}

export function EndDialog({ session, onClose }: ChatDialogProps) {
  const { run, notice } = useAct((client) => client.end(session.id));
  const now = useSessionNow(session);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="End chat"
      description={`“${now.subject}” ends for ${now.customer.name}${now.agent ? ` and ${now.agent.name}` : ""}. This cannot be undone.`}
      confirmLabel="End chat"
      onConfirm={run}
    >
      {notice}
    </ConfirmDialog>
  );
}
