import { z } from "zod";
import { sessionId } from "@/lib/input";
import { MESSAGE_LIMIT } from "@/lib/messages/contract";
import { unfinished } from "@/lib/text";

/** What its author has written in a session and not sent. Nobody else ever gets it. */
export type Draft = {
  session_id: string;
  /** Of a note, which has a draft of its own beside the message's. */
  is_internal: boolean;
  /** Empty where there is none any more. */
  content: string;
  /** Grows with every save: the higher one is the later one. */
  version: number;
};

export const saveDraftInput = z.strictObject({
  session_id: sessionId,
  content: unfinished(MESSAGE_LIMIT),
  is_internal: z.boolean().optional(),
});
export type SaveDraftInput = z.infer<typeof saveDraftInput>;
