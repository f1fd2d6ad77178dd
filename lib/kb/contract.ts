import { z } from "zod";
import { multiline, singleLine } from "@/lib/text";

export const KB_ARTICLE_STATUSES = ["draft", "published"] as const;
export type KbArticleStatus = (typeof KB_ARTICLE_STATUSES)[number];

/** An article's length in Unicode characters. */
export const KB_ARTICLE_LIMIT = 20_000;

/** What a message carries of an article, as the database has it. */
export type SharedArticleRow = {
  id: string;
  title: string;
  category: string | null;
  /** Empty where nobody wrote one. */
  summary: string;
};

/** What a message carries, as it was when it was shared. `url` is the article's page, while it is published. */
export type SharedArticle = SharedArticleRow & { url: string };

export const articleUrl = (id: string): string => `/articles/${id}`;

export const asSharedArticle = ({ id, title, category, summary }: SharedArticleRow) => ({
  ...{ id, title, category, summary },
  url: articleUrl(id),
});

/** A help text. Staff read all, everybody else the published ones. */
export type KbArticle = SharedArticle & {
  /** Grows with every change: who names the one that they saw overwrites nobody's. */
  version: number;
  status: KbArticleStatus;
  /** In Markdown. */
  content: string;
  /** The same for a page: without anything that runs, and nothing of it is loaded from elsewhere. */
  html: string;
  created_at: string;
  updated_at: string;
  /** Null for a draft. */
  published_at: string | null;
  /** Who wrote the last change; for staff alone, null for others. */
  updated_by: { id: number; name: string } | null;
};

/** From the first character to the one after the last, in Unicode characters. */
type Match = [start: number, end: number];

export type KbArticleItem = Omit<KbArticle, "content" | "html"> & {
  /** The part of its text in which the words of a search stand, or its summary. */
  passage: string;
  matches: { title: Match[]; passage: Match[] };
};

const title = singleLine(200);
const category = singleLine(50);
const summary = z.union([z.literal(""), singleLine(300)]);
const content = multiline(KB_ARTICLE_LIMIT);
const status = z.enum(KB_ARTICLE_STATUSES);
export const kbArticleId = z.uuid().toLowerCase();

export const kbArticleInput = z.strictObject({ kb_article_id: kbArticleId });
export type KbArticleInput = z.infer<typeof kbArticleInput>;

export const createKbArticleInput = z.strictObject({
  title,
  category: category.nullable().optional(),
  summary: summary.optional(),
  content,
  /** A draft, where nothing is said. */
  status: status.optional(),
});
export type CreateKbArticleInput = z.infer<typeof createKbArticleInput>;

export const updateKbArticleInput = z.strictObject({
  kb_article_id: kbArticleId,
  /** The one that was changed: over another's newer one nothing is saved. */
  version: z.int().min(1).max(2_147_483_647),
  title: title.optional(),
  category: category.nullable().optional(),
  summary: summary.optional(),
  content: content.optional(),
  status: status.optional(),
});
export type UpdateKbArticleInput = z.infer<typeof updateKbArticleInput>;

export const previewKbArticleInput = z.strictObject({ content });
export type PreviewKbArticleInput = z.infer<typeof previewKbArticleInput>;

export const listKbArticlesInput = z.strictObject({
  /** Each of its words is in the article; the last may be the beginning of one. */
  q: singleLine(200).optional(),
  category: category.optional(),
  status: status.optional(),
  cursor: z.string().max(300).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "is a number from 1 to 100")
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .optional(),
});
export type ListKbArticlesInput = z.infer<typeof listKbArticlesInput>;

/** The same for the public page, from its address. */
export const listPublishedInput = listKbArticlesInput.pick({
  q: true,
  category: true,
  cursor: true,
});
export type ListPublishedInput = z.infer<typeof listPublishedInput>;
