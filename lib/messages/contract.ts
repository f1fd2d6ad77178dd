import { z } from "zod";
import { clientId, sessionId } from "@/lib/input";
import {
  asSharedArticle,
  kbArticleId,
  type SharedArticle,
  type SharedArticleRow,
} from "@/lib/kb/contract";
import { multiline } from "@/lib/text";
import {
  type Attachment,
  type AttachmentRow,
  asAttachment,
  attachmentUrl,
} from "@/lib/uploads/contract";

export const MESSAGE_TYPES = ["text", "file", "image", "kb_article", "system"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const SENDER_TYPES = ["customer", "agent", "system"] as const;
export type SenderType = (typeof SENDER_TYPES)[number];

/** A message's length in Unicode characters. */
export const MESSAGE_LIMIT = 10_000;

/** One entry in a session's log. Sort by `seq`, then `note_seq`. */
export type Message = {
  id: string;
  session_id: string;
  seq: number;
  note_seq: number;
  client_id: string | null;
  sender_id: number | null;
  sender_type: SenderType;
  type: MessageType;
  content: string;
  is_internal: boolean;
  attachment: Attachment | null;
  kb_article: SharedArticle | null;
  created_at: string;
};

type MessageRow = Omit<Message, "attachment" | "kb_article"> & {
  attachment: AttachmentRow | null;
  kb_article: SharedArticleRow | null;
};

/** A message's row as everyone gets it; what it may carry besides text comes with it. */
export const asMessage = (row: MessageRow): Message => ({
  ...row,
  attachment: row.attachment && asAttachment(row.attachment),
  kb_article: row.kb_article && asSharedArticle(row.kb_article),
});

const sending = {
  session_id: sessionId,
  client_id: clientId,
  is_internal: z.boolean().optional(),
};

export const sendMessageInput = z.discriminatedUnion("type", [
  z.strictObject({ ...sending, type: z.literal("text"), content: multiline(MESSAGE_LIMIT) }),
  z.strictObject({
    ...sending,
    /** An `image` is shown as a picture, a `file` as its name. */
    type: z.enum(["file", "image"]),
    /** What the upload gave to this sender, in this session. */
    attachment_url: attachmentUrl,
    content: multiline(MESSAGE_LIMIT).optional(),
  }),
  z.strictObject({
    ...sending,
    type: z.literal("kb_article"),
    /** A published one. */
    kb_article_id: kbArticleId,
    content: multiline(MESSAGE_LIMIT).optional(),
  }),
]);
export type SendMessageInput = z.infer<typeof sendMessageInput>;

/** A place in a log; 0 stands before the first message. */
export const seq = z.int().min(0).max(2_147_483_647);
const seqText = z
  .string()
  .regex(/^\d{1,10}$/, "is a whole number")
  .transform(Number)
  .pipe(seq);

/** A page of at most this many messages when nothing else is asked for. */
export const PAGE_SIZE = 50;
export const PAGE_LIMIT = 200;
/** And of about this much content, in bytes of UTF-8: a slow phone has it before its heartbeat is missed. */
export const PAGE_BYTES = 128 * 1024;

/**
 * One of `after_seq` and `before_seq`, or neither for the newest page. Who reads notes too names
 * the last one that they have as `after_note_seq`, or their first entry's `note_seq` as
 * `before_note_seq`; without it the notes that follow `after_seq` come again: take them by `id`.
 */
export const listMessagesInput = z
  .strictObject({
    session_id: sessionId,
    after_seq: seqText.optional(),
    after_note_seq: seqText.optional(),
    before_seq: seqText.optional(),
    before_note_seq: seqText.optional(),
    limit: seqText.pipe(z.int().min(1).max(PAGE_LIMIT)).optional(),
  })
  .refine((input) => input.after_seq === undefined || input.before_seq === undefined, {
    message: "goes without after_seq",
    path: ["before_seq"],
  });
export type ListMessagesInput = z.infer<typeof listMessagesInput>;

export type MessagePage = {
  /** In order. */
  messages: Message[];
  /** The session's highest `seq`, which a client that is up to date has. */
  last_seq: number;
  /** Whether there is more in the direction that was asked for. */
  has_more: boolean;
};

export type Cursor = { user_id: number; message_id: string; seq: number; seen_at: string };

export const typingInput = z.strictObject({ session_id: sessionId, is_typing: z.boolean() });
export type TypingInput = z.infer<typeof typingInput>;

export const seenInput = z.strictObject({ session_id: sessionId, message_id: z.uuid() });
export type SeenInput = z.infer<typeof seenInput>;
