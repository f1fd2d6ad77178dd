"use client";

import { Forward, MessageSquareOff, Undo2 } from "lucide-react";
import { useState } from "react";
import { MakeTicket } from "@/components/inbox/make-ticket";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toErrorBody } from "@/lib/client/api";
import type { KnownSession } from "@/lib/client/state";
import { useChatClient } from "@/lib/client/use-chat-client";

export type Act = "end" | "release" | "share" | "ticket" | "transfer";

type ChatActionsProps = {
  session: KnownSession;
  /** What is being asked; the screen's, because a key asks too. */
  asked: Act | null;
  onAsk: (act: Act | null) => void;
  /** What had the focus before it was asked is gone, as the buttons are once it is done. */
  onFocusLost: () => void;
};

/**
 * What the agent can do with a chat of their own; each is asked for first. Who gets a chat that is
 * handed on is asked by the screen: see `TransferDialog`, and `ShareDialog` for what is shared.
 */
export function ChatActions({ session, asked, onAsk, onFocusLost }: ChatActionsProps) {
  const client = useChatClient();
  const [problem, setProblem] = useState<string | null>(null);
  const { name } = session.customer;

  function ask(act: Act | null) {
    setProblem(null);
    onAsk(act);
  }

  async function run(act: "end" | "release") {
    setProblem(null);
    try {
      await client?.[act](session.id);
    } catch (error) {
      const { code, message } = toErrorBody(error);
      // Somebody else did it first: it is what was wanted.
      if (code === "CHAT_CLOSED") return;
      setProblem(message);
      return false;
    }
  }

  return (
    <>
      <MakeTicket session={session} asked={asked} onAsk={ask} />
      <Button size="sm" shortcut="T" onClick={() => ask("transfer")}>
        <Forward aria-hidden="true" className="rtl:-scale-x-100" />
        Transfer
      </Button>
      <Button size="sm" shortcut="R" onClick={() => ask("release")}>
        <Undo2 aria-hidden="true" className="rtl:-scale-x-100" />
        Release
      </Button>
      <Button size="sm" shortcut="E" onClick={() => ask("end")}>
        <MessageSquareOff aria-hidden="true" />
        End chat
      </Button>
      <ConfirmDialog
        open={asked === "end"}
        onOpenChange={(open) => ask(open ? "end" : null)}
        title="End this chat?"
        description={
          <>
            <bdi>{name}</bdi> can write no more in it. It cannot be opened again.
          </>
        }
        confirmLabel="End"
        focuses="confirm"
        onFocusLost={onFocusLost}
        onConfirm={() => run("end")}
      >
        {problem && <Banner tone="danger">{problem}</Banner>}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === "release"}
        onOpenChange={(open) => ask(open ? "release" : null)}
        title="Release this chat?"
        description={
          <>
            <bdi>{name}</bdi> goes back to their old place in the queue, where any agent can accept
            the chat.
          </>
        }
        confirmLabel="Release"
        tone="primary"
        focuses="confirm"
        onFocusLost={onFocusLost}
        onConfirm={() => run("release")}
      >
        {problem && <Banner tone="danger">{problem}</Banner>}
      </ConfirmDialog>
    </>
  );
}
