import { eq, sql } from "drizzle-orm";
import { type Transaction, transaction } from "@/db/client";
import { kb_articles } from "@/db/schema/kb-articles";
import type { Actor } from "@/lib/actor";
import { writeAudit } from "@/lib/audit/commands";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type {
  CreateKbArticleInput,
  KbArticle,
  KbArticleInput,
  UpdateKbArticleInput,
} from "@/lib/kb/contract";
import { writing } from "@/lib/kb/policy";
import { readArticleIn } from "@/lib/kb/queries";
import { authorize } from "@/lib/rights";

/** @throws AppError FORBIDDEN, for an agent also where it is to be published at once */
export async function createKbArticle(
  actor: Actor,
  { status = "draft", summary = "", ...values }: CreateKbArticleInput,
): Promise<{ kb_article: KbArticle }> {
  authorize(actor, writing(status));
  const id = newId();
  return transaction(async (tx) => {
    await tx.insert(kb_articles).values({
      ...{ id, summary, ...values },
      updated_by: actor.user_id,
      ...(status === "published" && { published_at: sql`now()` }),
    });
    if (status === "published") await writeAudit(tx, actor, "kb_article.publish", id);
    return { kb_article: await readArticleIn(tx, actor, id) };
  });
}

/** The article as it is, which nobody else changes until the transaction ends. */
async function lockArticle(tx: Transaction, actor: Actor, id: string): Promise<KbArticle> {
  // Whoever may write none is told nothing of one either.
  authorize(actor, "kb_article.write_draft");
  await tx
    .select({ id: kb_articles.id })
    .from(kb_articles)
    .where(eq(kb_articles.id, id))
    .for("update");
  return readArticleIn(tx, actor, id);
}

/**
 * Changes an article, publishes it or makes it a draft again. What is so already may be saved again,
 * whatever the version: a save whose answer was lost is no conflict.
 * @throws AppError NOT_FOUND; FORBIDDEN for an agent and a published one; CONFLICT with
 *   `details: { kb_article }` as it is now when somebody saved since the version that is named
 */
export async function updateKbArticle(
  actor: Actor,
  { kb_article_id: id, version, ...named }: UpdateKbArticleInput,
): Promise<{ kb_article: KbArticle }> {
  return transaction(async (tx) => {
    const before = await lockArticle(tx, actor, id);
    const changed = (Object.keys(named) as (keyof typeof named)[]).filter(
      (field) => named[field] !== undefined && named[field] !== before[field],
    );
    if (changed.length > 0 && before.version !== version) {
      const who = before.updated_by?.name ?? "Somebody";
      throw new AppError("CONFLICT", `${who} has changed this article in the meantime.`, {
        details: { kb_article: before },
      });
    }
    authorize(actor, writing(before.status, named.status));
    if (changed.length === 0) return { kb_article: before };
    const { status, ...texts } = named;
    await tx
      .update(kb_articles)
      .set({
        ...texts,
        ...(changed.includes("status") && {
          published_at: status === "published" ? sql`now()` : null,
        }),
        version: sql`${kb_articles.version} + 1`,
        updated_by: actor.user_id,
        updated_at: sql`now()`,
      })
      .where(eq(kb_articles.id, id));
    await auditChange(tx, actor, before, status ?? before.status, changed);
    return { kb_article: await readArticleIn(tx, actor, id) };
  });
}

/** What happens to a draft is nobody's business but the staff's; what everyone reads leaves a trace. */
async function auditChange(
  tx: Transaction,
  actor: Actor,
  { id, status: from }: KbArticle,
  to: KbArticle["status"],
  changed: string[],
): Promise<void> {
  if (from === "draft" && to === "draft") return;
  const act = from === to ? "update" : to === "published" ? "publish" : "unpublish";
  await writeAudit(tx, actor, `kb_article.${act}`, id, { changed });
}

/**
 * What was shared of it stays in the chats, as it was then.
 * @throws AppError NOT_FOUND; FORBIDDEN for an agent and a published one
 */
export async function deleteKbArticle(
  actor: Actor,
  { kb_article_id: id }: KbArticleInput,
): Promise<Record<string, never>> {
  return transaction(async (tx) => {
    const { status, title } = await lockArticle(tx, actor, id);
    authorize(actor, writing(status));
    await tx.delete(kb_articles).where(eq(kb_articles.id, id));
    if (status === "published") await writeAudit(tx, actor, "kb_article.delete", id, { title });
    return {};
  });
}
