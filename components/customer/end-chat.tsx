"use client";

import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { NativeConfirmDialog } from "@/components/ui/native-confirm-dialog";
import { useHydrated } from "@/components/ui/use-hydrated";
import { toErrorBody } from "@/lib/client/api";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { ReaderSession } from "@/lib/sessions/contract";

/** Ends the chat, or leaves the queue, when one is sure. */
export function EndChat({ session }: { session: ReaderSession }) {
  const client = useChatClient();
  const [is_open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const hydrated = useHydrated();
  const is_waiting = session.status === "pending";
  const leave = is_waiting ? "Leave queue" : "End chat";

  async function end() {
    setProblem(null);
    try {
      await client?.end(session.id);
      return true;
    } catch (error) {
      const { code, message } = toErrorBody(error);
      // Somebody else was quicker; the screen hears of it by itself.
      if (code === "CHAT_CLOSED") return true;
      setProblem(message);
      return false;
    }
  }

  return (
    <>
      <Button
        size="sm"
        disabled={!hydrated}
        onClick={() => setOpen(true)}
        className="disabled:opacity-100"
      >
        {leave}
      </Button>
      <NativeConfirmDialog
        open={is_open}
        onOpenChange={setOpen}
        title={is_waiting ? "Leave the queue?" : "End this chat?"}
        description={
          is_waiting
            ? "Your place in the queue is given up. You can start a new chat at any time."
            : "You can still read it, and start a new chat at any time."
        }
        confirmLabel={leave}
        cancelLabel={is_waiting ? "Keep waiting" : "Keep chatting"}
        onConfirm={end}
      >
        {problem && <Banner tone="danger">The chat has not ended. {problem}</Banner>}
      </NativeConfirmDialog>
    </>
  );
}
