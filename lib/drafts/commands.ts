import { and, eq, sql } from "drizzle-orm";
import { type Transaction, transaction } from "@/db/client";
import { draft_versions, drafts } from "@/db/schema/drafts";
import type { Actor } from "@/lib/actor";
import type { Draft, SaveDraftInput } from "@/lib/drafts/contract";
import { AppError } from "@/lib/errors";
import { publish } from "@/lib/realtime/publish";
import { authorizeOnSession } from "@/lib/sessions/policy";
import { authorizedSession } from "@/lib/sessions/queries";

/**
 * A session's drafts are written one after another, so that none comes after its end and the
 * versions are in the order of the commits. Not by the lock of the session's row: there messages
 * would wait.
 */
async function lockDrafts(tx: Transaction, session_id: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${session_id}, 0))`);
}

/**
 * Keeps what the actor has written so far, in the place of what they wrote before; empty content
 * deletes it. The last writer wins. Their other devices are told.
 * @throws AppError NOT_FOUND, FORBIDDEN, CHAT_CLOSED
 */
export async function saveDraft(actor: Actor, input: SaveDraftInput): Promise<{ draft: Draft }> {
  const { content, is_internal = false } = input;
  const draft = await transaction(async (tx) => {
    await lockDrafts(tx, input.session_id);
    const session = await authorizedSession(actor, input.session_id, "draft.write", tx);
    if (is_internal) authorizeOnSession(actor, "note.write", session.relations);
    if (session.status === "closed") throw new AppError("CHAT_CLOSED", "This chat has ended.");
    const version = await nextVersion(tx);
    const saved = { session_id: session.id, is_internal, content, version };
    await write(tx, actor.user_id, saved).catch(rethrowWithoutText);
    return saved;
  });
  publish({ type: "draft_saved", user_id: actor.user_id, draft });
  return { draft };
}

async function nextVersion(tx: Transaction): Promise<number> {
  const [row] = await tx.execute<{ version: string }>(
    sql`select nextval(${draft_versions.seqName}::regclass) as version`,
  );
  return Number(row?.version);
}

async function write(tx: Transaction, user_id: number, draft: Draft): Promise<void> {
  const { session_id, is_internal, content, version } = draft;
  if (content !== "") {
    await tx
      .insert(drafts)
      .values({ user_id, ...draft })
      .onConflictDoUpdate({
        target: [drafts.session_id, drafts.user_id, drafts.is_internal],
        set: { content, version },
      });
    return;
  }
  await tx
    .delete(drafts)
    .where(
      and(
        eq(drafts.session_id, session_id),
        eq(drafts.user_id, user_id),
        eq(drafts.is_internal, is_internal),
      ),
    );
}

/**
 * Of why it failed only PostgreSQL's or the connection's code: errors name the query's parameters
 * and the row, and the log is read by others than the author.
 */
function rethrowWithoutText(error: unknown): never {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  throw Object.assign(new Error("A draft could not be saved."), { code });
}

/** With a session's end nothing can be sent there any more. As part of that transaction. */
export async function deleteDrafts(tx: Transaction, session_id: string): Promise<void> {
  await lockDrafts(tx, session_id);
  await tx.delete(drafts).where(eq(drafts.session_id, session_id));
}
