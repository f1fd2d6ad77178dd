import { z } from "zod";
import { sessionId } from "@/lib/input";
import { multiline } from "@/lib/text";

/** The longest comment, in characters. */
export const COMMENT_LIMIT = 10_000;

/** From bad to great. */
export const SCORES = [1, 2, 3, 4, 5] as const;
export type Score = (typeof SCORES)[number];

/** What a customer said of a chat after its end. */
export type Rating = { score: number; comment: string | null };

export const rateInput = z.strictObject({
  session_id: sessionId,
  score: z.literal(SCORES),
  comment: multiline(COMMENT_LIMIT).optional(),
});
export type RateInput = z.infer<typeof rateInput>;
export type RatingBody = Omit<RateInput, "session_id">;
