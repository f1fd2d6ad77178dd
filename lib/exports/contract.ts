import { z } from "zod";
import type { MessageType, SenderType } from "@/lib/messages/contract";
import { type Channel, instant, type Priority, type SessionStatus } from "@/lib/sessions/contract";

export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The longest period, in days. */
export const LONGEST_EXPORT = 366;
const DAY = 24 * 60 * 60 * 1000;

export const exportInput = z
  .strictObject({
    /** The chats that were started from this time on … */
    from: instant,
    /** … up to this one, both included. */
    to: instant,
    format: z.enum(EXPORT_FORMATS).default("csv"),
    /** Which of a browser's two cookies speaks: a link has no header to say it in. */
    side: z.literal("staff").optional(),
  })
  .refine(({ from, to }) => from <= to, { message: "is before from", path: ["to"] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= LONGEST_EXPORT * DAY, {
    message: `is more than ${LONGEST_EXPORT} days after from`,
    path: ["to"],
  });
export type ExportInput = z.infer<typeof exportInput>;

/** A message with its chat; without a message (all of those null) a chat in which nobody wrote. */
export type ExportRow = {
  session_id: string;
  subject: string;
  status: SessionStatus;
  priority: Priority;
  channel: Channel;
  customer_id: number;
  customer_name: string;
  agent_id: number | null;
  agent_name: string | null;
  session_created_at: string;
  assigned_at: string | null;
  ended_at: string | null;
  rating: number | null;
  message_id: string | null;
  seq: number | null;
  note_seq: number | null;
  message_created_at: string | null;
  sender_type: SenderType | null;
  sender_id: number | null;
  sender_name: string | null;
  type: MessageType | null;
  is_internal: boolean | null;
  content: string | null;
  /** As it was when it was shared. */
  kb_article_title: string | null;
};
