"use client";

import { BookOpenText } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { useResponsePicker } from "@/components/canned-responses/use-response-picker";
import { Composer, type ComposerHandle } from "@/components/chat/composer";
import { NoteSwitch } from "@/components/inbox/note-switch";
import { Button } from "@/components/ui/button";
import type { KnownSession } from "@/lib/client/state";

type AnswerComposerProps = {
  composer: RefObject<ComposerHandle | null>;
  session: KnownSession;
  is_note: boolean;
  onToggleNote: () => void;
  onShare: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** Where an agent writes in their own chat, and picks what has been written before. */
export function AnswerComposer(props: AnswerComposerProps) {
  const { composer, session, is_note, onToggleNote, onShare } = props;
  const responses = useResponsePicker(session, composer);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus leaves
    <div
      className="contents"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) responses.close();
      }}
    >
      <Composer
        ref={composer}
        session_id={session.id}
        is_note={is_note}
        tools={
          <>
            {/* What is stored is for customers: a note is none of it. */}
            {!is_note && responses.button}
            {!is_note && (
              <Button size="sm" variant="secondary" shortcut="B" onClick={onShare}>
                <BookOpenText aria-hidden="true" />
                Article
              </Button>
            )}
            <NoteSwitch session_id={session.id} is_note={is_note} onToggle={onToggleNote} />
          </>
        }
        {...(!is_note && { picker: responses.picker, onTextChange: responses.onTextChange })}
        onKeyDown={(event) => {
          if (!is_note) responses.onKeyDown(event);
          if (!event.defaultPrevented) props.onKeyDown(event);
        }}
        className="border-t"
      />
    </div>
  );
}
