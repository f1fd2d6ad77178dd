"use client";

import { StickyNote } from "lucide-react";
import { readDraft } from "@/components/chat/drafts";
import { Button } from "@/components/ui/button";
import { draftKey } from "@/lib/client/drafts";

type NoteSwitchProps = {
  session_id: string;
  is_note: boolean;
  onToggle: () => void;
};

/** Whether what one writes is for the customer or for the staff alone; said in words beside it. */
export function NoteSwitch({ session_id, is_note, onToggle }: NoteSwitchProps) {
  const has_begun = readDraft(draftKey(session_id, !is_note)).trim() !== "";
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        shortcut="M"
        aria-pressed={is_note}
        onClick={onToggle}
        className="aria-pressed:bg-warning-soft aria-pressed:text-warning-text"
      >
        <StickyNote aria-hidden="true" />
        Note
      </Button>
      <p role="status" className="min-w-0 flex-1 basis-40 text-sm text-text-muted">
        {is_note && "Only the staff can read it."}
        {is_note && has_begun && " Your answer to the customer is kept."}
        {!is_note && has_begun && "You have begun a note."}
      </p>
    </>
  );
}
