import { z } from "zod";
import { variableProblem } from "@/lib/canned-responses/fill";
import { clientId, sessionId } from "@/lib/input";
import { MESSAGE_LIMIT } from "@/lib/messages/contract";
import { cursor, limit } from "@/lib/sessions/contract";
import { multiline, singleLine } from "@/lib/text";

/** A stored reply with `{{variables}}`. */
export type CannedResponse = {
  id: string;
  name: string;
  content: string;
  category: string | null;
  tags: string[];
  /** What is not stays stored, and is not offered. */
  is_active: boolean;
  /** All of the staff have it, and admins change it; else it is the caller's own. */
  is_shared: boolean;
  /** How many messages came of it. */
  use_count: number;
  created_at: string;
  updated_at: string;
};

const name = singleLine(100);
const content = multiline(MESSAGE_LIMIT).superRefine((text, context) => {
  const problem = variableProblem(text);
  if (problem) context.addIssue({ code: "custom", message: problem });
});
const category = singleLine(50);
const tag = singleLine(50);
const tags = z
  .array(tag)
  .max(20)
  .transform((all) => [...new Set(all)]);
const canned_response_id = z.uuid().toLowerCase();

export const cannedResponseInput = z.strictObject({ canned_response_id });
export type CannedResponseInput = z.infer<typeof cannedResponseInput>;

export const createCannedResponseInput = z.strictObject({
  name,
  content,
  category: category.nullable().optional(),
  tags: tags.optional(),
  is_active: z.boolean().optional(),
  is_shared: z.boolean().optional(),
});
export type CreateCannedResponseInput = z.infer<typeof createCannedResponseInput>;

export const updateCannedResponseInput = z.strictObject({
  canned_response_id,
  name: name.optional(),
  content: content.optional(),
  category: category.nullable().optional(),
  tags: tags.optional(),
  is_active: z.boolean().optional(),
});
export type UpdateCannedResponseInput = z.infer<typeof updateCannedResponseInput>;

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const listCannedResponsesInput = z.strictObject({
  /** In the name, the text, the category or a tag. */
  q: singleLine(100).optional(),
  category: category.optional(),
  /** With commas between them: those that have all of them. */
  tags: z
    .string()
    .max(1000)
    .transform((text) => text.split(","))
    .pipe(tags)
    .optional(),
  is_active: flag.optional(),
  is_shared: flag.optional(),
  cursor,
  limit,
});
export type ListCannedResponsesInput = z.infer<typeof listCannedResponsesInput>;

export const useCannedResponseInput = z.strictObject({
  session_id: sessionId,
  client_id: clientId,
  canned_response_id,
  /**
   * What is sent in its place: the filled text as the agent saw it, or changed it. Without it the
   * server fills the response as it is now.
   */
  content: multiline(MESSAGE_LIMIT).optional(),
});
export type UseCannedResponseInput = z.infer<typeof useCannedResponseInput>;
