"use client";

import { clsx } from "clsx";
import { AssignDialog } from "@/components/admin/assign-dialog";
import { EndDialog, ReleaseDialog } from "@/components/admin/chat-dialogs";
import type { SessionRow } from "@/components/admin/session-rows";
import { Button } from "@/components/ui/button";

export type ChatAct = "assign" | "release" | "end";
/** What was asked for, of which chat: its dialog is open. */
export type Asked = { act: ChatAct; session: SessionRow };

type ChatActsProps = { session: SessionRow; onAct: (act: ChatAct) => void; className?: string };

/** What an admin can do with a chat as it is now. */
export function ChatActs({ session, onAct, className }: ChatActsProps) {
  if (session.status === "closed") return null;
  const first = session.status === "pending" ? "assign" : "release";
  return (
    <span className={clsx("flex gap-1", className)}>
      <Button size="sm" onClick={() => onAct(first)}>
        {first === "assign" ? "Assign" : "Release"}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => onAct("end")}>
        End
      </Button>
    </span>
  );
}

type ChatActDialogProps = { asked: Asked | null; onClose: () => void };

/** Stands apart from the buttons, which may go while it is open. */
export function ChatActDialog({ asked, onClose }: ChatActDialogProps) {
  if (asked?.act === "assign") return <AssignDialog session={asked.session} onClose={onClose} />;
  if (asked?.act === "release") return <ReleaseDialog session={asked.session} onClose={onClose} />;
  if (asked?.act === "end") return <EndDialog session={asked.session} onClose={onClose} />;
  return null;
}
