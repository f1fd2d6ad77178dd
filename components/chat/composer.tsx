"use client";

import { clsx } from "clsx";
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
} from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useChatClient } from "@/lib/client/use-chat-client";
import type { MESSAGE_LIMIT } from "@/lib/messages/contract";
import { useIsShown } from "./kept-chat";
import { useDraft } from "./use-draft";

/** In Unicode characters. The type alone is imported, and holds the two equal: zod stays behind. */
const LIMIT: typeof MESSAGE_LIMIT = 10_000;
/** From so many characters before the limit on, the rest is counted. */
const NEAR_LIMIT = 500;

export type ComposerHandle = {
  focus(): void;
  /** Puts text where the cursor is, in place of what is selected. */
  insert(text: string): void;
};

type ComposerProps = {
  session_id: string;
  /** What is written is a note: for staff alone. */
  is_note?: boolean;
  /** Why one cannot write now. What is written stays, and can be copied. */
  disabledReason?: string | null;
  /** Besides the send button: a row of tools under the text. */
  tools?: ReactNode;
  placeholder?: string;
  /** Before the composer's own keys; `preventDefault` keeps them from it. */
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  /** After each change of what is written, for e.g. a list that opens at "/". */
  onTextChange?: (text: string) => void;
  onSent?: () => void;
  ref?: Ref<ComposerHandle>;
  className?: string;
};

/** Where one writes. One instance per session: give it `key={session_id}`. */
export function Composer(props: ComposerProps) {
  const { session_id, is_note = false, disabledReason, tools, placeholder, className } = props;
  const client = useChatClient();
  const area = useRef<HTMLTextAreaElement>(null);
  const is_disabled = !!disabledReason;
  const { text, ...draft } = useDraft({ session_id, is_note, is_disabled, area });
  const reason_id = useId();
  const length = countCharacters(text);
  const has_text = text.trim() !== "";
  const is_too_long = length > LIMIT;
  const is_shown = useIsShown();
  // Who leaves for another chat types here no longer.
  useEffect(() => {
    if (is_shown) return () => client?.typing(session_id, false);
  }, [client, session_id, is_shown]);

  function change(next: string) {
    draft.write(next);
    props.onTextChange?.(next);
    if (!is_note) client?.typing(session_id, next.trim() !== "");
  }

  function send() {
    if (!client || !has_text || is_too_long || is_disabled) return;
    client.send(session_id, text, is_note);
    draft.write("");
    props.onTextChange?.("");
    props.onSent?.();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    send();
    area.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    props.onKeyDown?.(event);
    if (event.defaultPrevented || event.key !== "Enter" || event.shiftKey) return;
    // An input method takes Enter for itself; Safari tells so by the old key code alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    // On a keyboard of glass there is no Shift+Enter.
    if (matchMedia("(hover: none) and (pointer: coarse)").matches) return;
    event.preventDefault();
    if (!event.repeat) send();
  }

  useImperativeHandle(props.ref, () => ({
    focus: () => area.current?.focus(),
    insert(inserted) {
      const box = area.current;
      if (!box) return;
      box.focus();
      const { selectionStart, selectionEnd, value } = box;
      change(value.slice(0, selectionStart) + inserted + value.slice(selectionEnd));
      const place = selectionStart + inserted.length;
      requestAnimationFrame(() => box.setSelectionRange(place, place));
    },
  }));

  return (
    <form onSubmit={submit} className={clsx("shrink-0 p-3 sm:px-4", className)}>
      {/* As wide as the messages, which keep a little off the edges of theirs. */}
      <div className="mx-auto flex max-w-[62rem] flex-col gap-1.5">
        {disabledReason && (
          <p id={reason_id} className="text-sm text-text-muted">
            {disabledReason}
          </p>
        )}
        <div className="flex items-end gap-2">
          <Field label={is_note ? "Note" : "Message"} hideLabel className="flex-1">
            <Textarea
              ref={area}
              rows={1}
              maxRows={8}
              value={text}
              readOnly={is_disabled}
              aria-describedby={is_disabled ? reason_id : undefined}
              aria-invalid={is_too_long || undefined}
              placeholder={
                placeholder ?? (is_note ? "Write a note for the staff" : "Write a message")
              }
              onChange={(event) => change(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onBlur={() => {
                client?.typing(session_id, false);
                draft.flush();
              }}
              className={clsx("w-full", is_note && "bg-warning-soft")}
            />
          </Field>
          {!is_disabled && (
            <Button
              type="submit"
              variant="primary"
              shortcut="Enter"
              aria-disabled={!has_text || is_too_long || undefined}
              // The phone's keyboard stays open: the focus never leaves the text.
              onPointerDown={(event) => event.preventDefault()}
              className="aria-disabled:opacity-50"
            >
              {is_note ? "Add note" : "Send"}
            </Button>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2 empty:hidden">
          {tools}
          {length > LIMIT - NEAR_LIMIT && (
            <p
              role="status"
              className={clsx(
                "ms-auto text-sm tabular-nums",
                is_too_long ? "text-danger-text" : "text-text-subtle",
              )}
            >
              {is_too_long
                ? `${(length - LIMIT).toLocaleString()} characters too many`
                : `${(LIMIT - length).toLocaleString()} characters left`}
            </p>
          )}
        </div>
      </div>
    </form>
  );
}

function countCharacters(text: string): number {
  if (text.length <= LIMIT - NEAR_LIMIT) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}
