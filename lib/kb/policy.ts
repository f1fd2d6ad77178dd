import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { KbArticleStatus } from "@/lib/kb/contract";
import { may } from "@/lib/rights";

/** What it takes to write, change or delete an article that is, or becomes, one of these. */
export const writing = (...statuses: (KbArticleStatus | undefined)[]) =>
  statuses.includes("published") ? "kb_article.publish" : "kb_article.write_draft";

/** For screens: whether to offer to change or delete an article. The server decides again. */
export const canChange = (actor: Pick<Actor, "role">, article: { status: KbArticleStatus }) =>
  may(actor.role, writing(article.status));

/** The same for one that is not there and for a draft that one may not know of. */
export const noSuchArticle = () =>
  new AppError("NOT_FOUND", "There is no such article.", { field: "kb_article_id" });
