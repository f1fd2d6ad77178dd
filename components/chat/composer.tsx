"use client";

import { clsx } from "clsx";
import {
  type ClipboardEvent,
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
import { useChatClient, useClientState } from "@/lib/client/use-chat-client";
import { AttachButton } from "./attach-button";
import { useIsShown } from "./kept-chat";
import { useDraft } from "./use-draft";
import { useDroppedFiles } from "./use-dropped-files";

/** From so many characters before the limit on, the rest is counted, or from its last quarter on. */
const NEAR_LIMIT = 500;

export type ComposerHandle = {
  focus(): void;
  /** Puts text where the cursor is, in place of what is selected. */
  insert(text: string): void;
  /** Puts text in place of all that is written. */
  replace(text: string): void;
};

/** A list that lies over the log and is driven from the text, which keeps the focus. */
export type ComposerPicker = {
  list: ReactNode;
  /** The list and its chosen option, while it is open, as what one writes in refers to them. */
  list_id: string | undefined;
  option_id: string | undefined;
  /** What the text came of, which goes with it when it is sent. */
  canned_response_id: string | null;
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
  picker?: ComposerPicker;
  ref?: Ref<ComposerHandle>;
  className?: string;
};

/** Where one writes. One instance per session: give it `key={session_id}`. */
export function Composer(props: ComposerProps) {
  const {
    session_id,
    is_note = false,
    disabledReason,
    tools,
    placeholder,
    picker,
    className,
  } = props;
  const client = useChatClient();
  const area = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const is_disabled = !!disabledReason;
  const { text, ...draft } = useDraft({ session_id, is_note, is_disabled, area });
  const reason_id = useId();
  /** In Unicode characters. */
  const limit = useClientState((state) => state.message_length);
  const near = limit - Math.min(NEAR_LIMIT, Math.ceil(limit / 4));
  const length = countCharacters(text, near);
  const has_text = text.trim() !== "";
  const is_too_long = length > limit;
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
    client.send(session_id, text, is_note, picker?.canned_response_id);
    draft.write("");
    props.onTextChange?.("");
    props.onSent?.();
  }

  function sendFiles(chosen: Iterable<File>) {
    for (const file of chosen) client?.sendFile(session_id, file, is_note);
    props.onSent?.();
  }
  useDroppedFiles(
    is_disabled,
    is_note ? "Drop the file to add it as a note" : "Drop the file to send it",
    sendFiles,
  );

  function paste(event: ClipboardEvent) {
    const { types, files } = event.clipboardData;
    // Of what is both, as cells of a table are, one means the text.
    if (is_disabled || types.includes("text/plain") || files.length === 0) return;
    event.preventDefault();
    sendFiles(files);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    send();
    area.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    props.onKeyDown?.(event);
    if (event.key === "u" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      files.current?.click();
    }
    if (event.defaultPrevented || event.key !== "Enter" || event.shiftKey) return;
    // An input method takes Enter for itself; Safari tells so by the old key code alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    // On a keyboard of glass there is no Shift+Enter.
    if (matchMedia("(hover: none) and (pointer: coarse)").matches) return;
    event.preventDefault();
    if (!event.repeat) send();
  }

  function put(inserted: string, replaces_all: boolean) {
    const box = area.current;
    if (!box) return;
    box.focus();
    if (replaces_all) box.select();
    const { selectionStart, selectionEnd, value } = box;
    change(value.slice(0, selectionStart) + inserted + value.slice(selectionEnd));
    const place = selectionStart + inserted.length;
    requestAnimationFrame(() => box.setSelectionRange(place, place));
  }

  useImperativeHandle(props.ref, () => ({
    focus: () => area.current?.focus(),
    insert: (inserted) => put(inserted, false),
    replace: (inserted) => put(inserted, true),
  }));

  return (
    <form onSubmit={submit} className={clsx("shrink-0 p-3 sm:px-4", className)}>
      {/* As wide as the messages, which keep a little off the edges of theirs. */}
      <div className="relative mx-auto flex max-w-[62rem] flex-col gap-1.5">
        {picker?.list}
        {disabledReason && (
          <p id={reason_id} className="text-sm text-text-muted">
            {disabledReason}
          </p>
        )}
        <div className="flex items-end gap-2">
          {!is_disabled && <AttachButton input={files} onChoose={sendFiles} />}
          <Field label={is_note ? "Note" : "Message"} hideLabel className="flex-1">
            <Textarea
              ref={area}
              rows={1}
              maxRows={8}
              value={text}
              readOnly={is_disabled}
              aria-describedby={is_disabled ? reason_id : undefined}
              aria-invalid={is_too_long || undefined}
              aria-autocomplete={picker ? "list" : undefined}
              aria-controls={picker?.list_id}
              aria-activedescendant={picker?.option_id}
              placeholder={
                placeholder ?? (is_note ? "Write a note for the staff" : "Write a message")
              }
              onChange={(event) => change(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onPaste={paste}
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
          {length > near && (
            <p
              role="status"
              className={clsx(
                "ms-auto text-sm tabular-nums",
                is_too_long ? "text-danger-text" : "text-text-subtle",
              )}
            >
              {is_too_long
                ? `${(length - limit).toLocaleString()} characters over the limit of ${limit.toLocaleString()}`
                : `${(limit - length).toLocaleString()} characters left`}
            </p>
          )}
        </div>
      </div>
    </form>
  );
}

/** Exactly where it is over `enough`. */
function countCharacters(text: string, enough: number): number {
  if (text.length <= enough) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}
