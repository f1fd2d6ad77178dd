import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { drafts } from "@/db/schema/drafts";
import type { Actor } from "@/lib/actor";
import type { Draft } from "@/lib/drafts/contract";
import type { SessionInput } from "@/lib/sessions/contract";
import { authorizedSession } from "@/lib/sessions/queries";

/**
 * The actor's own drafts in a session: of a message, of a note, both or none. Who may not write
 * there (any more) cannot read them either; they are there again with the right.
 * @throws AppError NOT_FOUND, FORBIDDEN
 */
export async function readDrafts(actor: Actor, input: SessionInput): Promise<{ drafts: Draft[] }> {
  const session = await authorizedSession(actor, input.session_id, "draft.read");
  const found = await db()
    .select({
      session_id: drafts.session_id,
      is_internal: drafts.is_internal,
      content: drafts.content,
      version: drafts.version,
    })
    .from(drafts)
    .where(and(eq(drafts.session_id, session.id), eq(drafts.user_id, actor.user_id)))
    .orderBy(drafts.is_internal);
  return { drafts: found };
}
