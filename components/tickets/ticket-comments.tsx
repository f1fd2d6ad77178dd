"use client";

import { type FormEvent, useRef, useState } from "react";
import { uuidv7 } from "uuidv7";
import { MessageText } from "@/components/chat/message-text";
import { useAddComment, useOlderComments } from "@/components/tickets/use-ticket";
import { Avatar } from "@/components/ui/avatar";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ClockTime } from "@/components/ui/clock-time";
import { Field } from "@/components/ui/field";
import { IsolatedText } from "@/components/ui/isolated-text";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import { toErrorBody } from "@/lib/client/api";
import { COMMENT_LIMIT, type Ticket, type TicketComment } from "@/lib/tickets/contract";

type TicketCommentsProps = { ticket: Ticket; comments: TicketComment[]; has_more: boolean };

/** What the staff said about a ticket, and where one says more. */
export function TicketComments({ ticket, comments, has_more }: TicketCommentsProps) {
  const older = useOlderComments(ticket.id);
  const oldest = comments[0];
  return (
    <section
      aria-labelledby="comments"
      className="min-w-0 overflow-hidden rounded-lg border border-border bg-surface"
    >
      <h2 id="comments" className="border-b px-3 py-2 font-semibold sm:px-4">
        Comments
        <span className="ms-2 text-sm font-normal text-text-muted">for the staff alone</span>
      </h2>
      {has_more && oldest && (
        <div className="flex flex-col items-center gap-2 border-b p-3">
          {older.error && <p role="status">Older comments could not be loaded.</p>}
          <Button size="sm" loading={older.isPending} onClick={() => older.mutate(oldest.id)}>
            {older.error ? "Try again" : "Show older"}
          </Button>
        </div>
      )}
      {comments.length === 0 && <p className="px-3 py-3 text-text-muted sm:px-4">None yet.</p>}
      <ul aria-label="Comments" className="divide-y">
        {comments.map(({ id, author, content, created_at }) => (
          <li key={id} className="flex min-w-0 gap-3 px-3 py-3 sm:px-4">
            <Avatar name={author.name} size="sm" />
            <div className="min-w-0 flex-1">
              <p className="flex min-w-0 items-baseline gap-2 text-sm">
                <IsolatedText truncate className="font-medium">
                  {author.name}
                </IsolatedText>
                <ClockTime at={created_at} show="both" className="shrink-0 text-text-muted" />
              </p>
              <MessageText>{content}</MessageText>
            </div>
          </li>
        ))}
      </ul>
      {ticket.status !== "closed" && <CommentForm ticket_id={ticket.id} />}
    </section>
  );
}

function CommentForm({ ticket_id }: { ticket_id: string }) {
  const add = useAddComment(ticket_id);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  /** Kept as long as the text is the same, so that a retry makes no second comment. */
  const attempt = useRef({ content: "", client_id: "" });

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (add.isPending) return;
    const content = text.trim();
    if (!content) return setProblem("Write a comment first.");
    setProblem(null);
    if (attempt.current.content !== content) attempt.current = { content, client_id: uuidv7() };
    add.mutate(attempt.current, {
      onSuccess() {
        attempt.current = { content: "", client_id: "" };
        // What was typed meanwhile stays.
        setText((now) => (now.trim() === content ? "" : now));
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-2 border-t p-3 sm:px-4">
      {add.error && (
        <Banner tone="danger" title="The comment was not added">
          {toErrorBody(add.error).message} It is still here.
        </Banner>
      )}
      <Field
        label={
          <span className="flex items-center gap-1.5">
            Comment
            <span aria-hidden="true" className="inline-flex text-text-subtle pointer-coarse:hidden">
              <Kbd keys="C" />
            </span>
          </span>
        }
        error={problem}
      >
        <Textarea
          data-field="comment"
          rows={2}
          maxRows={12}
          maxLength={COMMENT_LIMIT}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setProblem(null);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
            else if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        shortcut="Mod+Enter"
        loading={add.isPending}
        className="self-end"
      >
        Add comment
      </Button>
    </form>
  );
}
