import { rating_comments } from "@/db/schema/ratings";
import type { Actor } from "@/lib/actor";
import { AppError, hasCode } from "@/lib/errors";
import type { RateInput } from "@/lib/ratings/contract";
import { readRating } from "@/lib/ratings/queries";
import { publish } from "@/lib/realtime/publish";
import { changeSession } from "@/lib/sessions/commands";
import type { ReaderSession } from "@/lib/sessions/contract";
import { readSession } from "@/lib/sessions/queries";

/**
 * The customer says how a chat was that has ended, once. The same again is the same rating: the
 * answer to the first was lost on its way.
 * @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT before the end, and when it is rated otherwise
 */
export async function rateSession(
  actor: Actor,
  input: RateInput,
): Promise<{ session: ReaderSession }> {
  const { session_id, score, comment } = input;
  const rate = () =>
    changeSession(actor, session_id, "session.rate", {
      async decide({ status, rating }) {
        if (status !== "closed") throw new AppError("CONFLICT", "This chat has not ended yet.");
        if (rating !== null) throw new AppError("CONFLICT", "You have rated this chat already.");
        return { rating: score };
      },
      async also(tx) {
        if (comment !== undefined) {
          await tx.insert(rating_comments).values({ session_id, content: comment });
        }
        return [];
      },
    });
  try {
    const { views, session } = await rate();
    publish({ type: "session_rated", session: views });
    return { session };
  } catch (error) {
    if (!hasCode(error, "CONFLICT") || !(await isRatedSo(actor, input))) throw error;
    return readSession(actor, { session_id });
  }
}

async function isRatedSo(actor: Actor, input: RateInput): Promise<boolean> {
  const { rating } = await readRating(actor, { session_id: input.session_id });
  return rating?.score === input.score && rating.comment === (input.comment ?? null);
}
