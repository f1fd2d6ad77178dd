import type { KbArticle } from "@/lib/kb/contract";

/** What one writes of an article, as it stands in the fields. */
export const ARTICLE_FIELDS = ["title", "category", "summary", "content"] as const;
export type ArticleField = (typeof ARTICLE_FIELDS)[number];
export type ArticleValues = Record<ArticleField, string>;

const BLANK: ArticleValues = { title: "", category: "", summary: "", content: "" };

export function valuesOf(article: KbArticle | null): ArticleValues {
  if (!article) return BLANK;
  const { title, category, summary, content } = article;
  return { title, category: category ?? "", summary, content };
}

/** Those of the fields in which something else stands than what is saved. */
export const changedFields = (draft: Partial<ArticleValues>, saved: ArticleValues) =>
  ARTICLE_FIELDS.filter((field) => draft[field] !== undefined && draft[field] !== saved[field]);

/** The fields as a call takes them. */
export function inputOf(values: Partial<ArticleValues>) {
  const { title, category, summary, content } = values;
  return {
    ...(title !== undefined && { title: title.trim() }),
    ...(category !== undefined && { category: category.trim() || null }),
    ...(summary !== undefined && { summary: summary.trim() }),
    ...(content !== undefined && { content }),
  };
}
