import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { rating_comments } from "@/db/schema/ratings";
import type { Actor } from "@/lib/actor";
import type { Rating } from "@/lib/ratings/contract";
import type { SessionInput } from "@/lib/sessions/contract";
import { authorizedSession } from "@/lib/sessions/queries";

/** What the customer said of a chat that the actor may read; null where they have not. */
export async function readRating(
  actor: Actor,
  input: SessionInput,
): Promise<{ rating: Rating | null }> {
  const { id, rating: score } = await authorizedSession(actor, input.session_id, "session.read");
  if (score === null) return { rating: null };
  const [comment] = await db()
    .select({ content: rating_comments.content })
    .from(rating_comments)
    .where(eq(rating_comments.session_id, id));
  return { rating: { score, comment: comment?.content ?? null } };
}
