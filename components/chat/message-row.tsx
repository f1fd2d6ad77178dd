import { clsx } from "clsx";
import { StickyNote } from "lucide-react";
import { memo } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ClockTime } from "@/components/ui/clock-time";
import { IsolatedText } from "@/components/ui/isolated-text";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Message } from "@/lib/messages/contract";
import { ArticleBox } from "./article-box";
import { AttachmentBox } from "./attachment-box";
import { bubbleClass } from "./bubble";
import { MessageText } from "./message-text";

type MessageRowProps = {
  message: Message;
  /** Who wrote it; null for the reader's own. */
  name: string | null;
  /** Whether it was written on the reader's side: by them or by a colleague. */
  is_own_side: boolean;
  starts: boolean;
  ends: boolean;
  /** Under the reader's last message: how far it got. */
  receipt: "Sent" | "Seen" | null;
};

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, name, is_own_side, starts, ends, receipt } = props;
  if (message.sender_type === "system") {
    return (
      <p className="px-4 pt-3 text-center text-sm wrap-anywhere text-text-subtle">
        <IsolatedText>{message.content}</IsolatedText>
        {message.content.endsWith(".") ? " " : " at "}
        <ClockTime at={message.created_at} />
      </p>
    );
  }
  const { is_internal } = message;
  return (
    <div
      data-message={message.id}
      className={clsx(
        "flex gap-2 px-4",
        starts ? "pt-3" : "pt-0.5",
        is_own_side && "flex-row-reverse",
      )}
    >
      {!is_own_side && (
        <div className="w-6 shrink-0">{starts && <Avatar name={name} size="sm" />}</div>
      )}
      <div
        className={clsx(
          "flex max-w-[min(85%,36rem)] min-w-0 flex-col",
          is_own_side ? "items-end" : "items-start",
        )}
      >
        {starts ? (
          <p className="mb-1 flex max-w-full min-w-0 items-center gap-1.5 text-xs text-text-subtle">
            {is_internal && <Badge icon={<StickyNote aria-hidden="true" />}>Note</Badge>}
            {name === null ? (
              <VisuallyHidden>You</VisuallyHidden>
            ) : (
              <IsolatedText truncate className="font-medium text-text-muted">
                {name}
              </IsolatedText>
            )}
            <ClockTime at={message.created_at} />
          </p>
        ) : (
          <VisuallyHidden>
            {is_internal ? "Note, " : ""}
            {name ?? "You"}:
          </VisuallyHidden>
        )}
        <div
          className={bubbleClass(
            is_internal ? "note" : name === null ? "own" : is_own_side ? "colleague" : "other",
            { is_own_side, starts, ends },
          )}
        >
          {message.kb_article && <ArticleBox article={message.kb_article} />}
          {message.attachment && <AttachmentBox attachment={message.attachment} />}
          {message.content && <MessageText>{message.content}</MessageText>}
        </div>
        {receipt && <p className="mt-0.5 text-xs text-text-subtle">{receipt}</p>}
      </div>
    </div>
  );
});
