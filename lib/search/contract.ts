import { z } from "zod";
import { sessionId } from "@/lib/input";
import type { Message } from "@/lib/messages/contract";
import { cursor, limit, type Session } from "@/lib/sessions/contract";
import { singleLine } from "@/lib/text";

export const searchInput = z.strictObject({
  /** Each of its words is in the message; the last may be the beginning of one. */
  q: singleLine(200),
  /** In this chat alone. */
  session_id: sessionId.optional(),
  cursor,
  limit,
});
export type SearchInput = z.infer<typeof searchInput>;

/** Where a chat is known by, besides the message. */
export type FoundSession = Pick<
  Session,
  "id" | "subject" | "status" | "customer" | "agent" | "created_at" | "ended_at"
>;

export type FoundMessage = {
  session: FoundSession;
  message: Message;
  /**
   * What was found in `content`: from the first character to the one after the last, in Unicode
   * characters (not UTF-16 units). In order, at most 100.
   */
  matches: [start: number, end: number][];
};
