import { and, asc, desc, eq, getTableColumns, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Queryable } from "@/db/client";
import { kb_articles } from "@/db/schema/kb-articles";
import { users } from "@/db/schema/users";
import type { Actor, Caller } from "@/lib/actor";
import { decodeCursor, encodeCursor } from "@/lib/cursor";
import { AppError } from "@/lib/errors";
import {
  asSharedArticle,
  type KbArticle,
  type KbArticleInput,
  type KbArticleItem,
  type ListKbArticlesInput,
  type ListPublishedInput,
  type PreviewKbArticleInput,
  type SharedArticleRow,
} from "@/lib/kb/contract";
import { toHtml } from "@/lib/kb/markdown";
import { passageOf } from "@/lib/kb/passage";
import { noSuchArticle } from "@/lib/kb/policy";
import { textOf } from "@/lib/kb/texts";
import { countTry } from "@/lib/limits/attempts";
import { networkOf } from "@/lib/networks";
import { authorize, may } from "@/lib/rights";
import { matchesIn, termsOf, toQuery } from "@/lib/search/matches";
import type { List } from "@/lib/sessions/contract";
import { unfinished } from "@/lib/text";

/** Somebody, or whoever looks at the public pages. */
type Reader = Pick<Actor, "role"> | null;

const readsDrafts = (reader: Reader) => !!reader && may(reader.role, "kb_article.write_draft");

const isReadable = (reader: Reader): SQL | undefined =>
  readsDrafts(reader) ? undefined : isNotNull(kb_articles.published_at);

const { words, ...columns } = getTableColumns(kb_articles);

const selectArticles = (q: Queryable, rank: SQL<number> = sql<number>`0`) =>
  q
    .select({ article: columns, updated_by: { id: users.id, name: users.name }, rank })
    .from(kb_articles)
    .innerJoin(users, eq(users.id, kb_articles.updated_by))
    .$dynamic();

type Row = Awaited<ReturnType<typeof selectArticles>>[number];

function view(reader: Reader, { article, updated_by }: Row) {
  const { id, version, published_at, created_at, updated_at } = article;
  return {
    ...asSharedArticle(article),
    ...{ id, version, published_at, created_at, updated_at },
    status: published_at === null ? ("draft" as const) : ("published" as const),
    updated_by: readsDrafts(reader) ? updated_by : null,
  };
}

/** @throws AppError NOT_FOUND, also for a draft of which the reader may not know */
export async function readArticleIn(q: Queryable, reader: Reader, id: string): Promise<KbArticle> {
  const [row] = await selectArticles(q).where(and(eq(kb_articles.id, id), isReadable(reader)));
  if (!row) throw noSuchArticle();
  const { content } = row.article;
  return { ...view(reader, row), content, html: toHtml(content) };
}

/** @throws AppError FORBIDDEN, NOT_FOUND */
export async function readKbArticle(
  actor: Actor,
  { kb_article_id }: KbArticleInput,
): Promise<{ kb_article: KbArticle }> {
  authorize(actor, "kb_article.read");
  return { kb_article: await readArticleIn(db(), actor, kb_article_id) };
}

/** A published article, for its public page. @throws AppError NOT_FOUND */
export const readPublished = (id: string): Promise<KbArticle> => readArticleIn(db(), null, id);

const DEFAULT_LIMIT = 50;
/** By so much of the title a list is in order, in Unicode characters: it has room in a cursor. */
const SORTED_BY = 40;

type Order = {
  rank: SQL<number>;
  by: SQL[];
  keyOf(row: Row): unknown[];
  after(cursor: string): SQL;
};

const by_title = sql`lower(left(${kb_articles.title}, ${SORTED_BY}::int))`;

const byTitle: Order = {
  rank: sql<number>`0`,
  by: [by_title, asc(kb_articles.id)],
  keyOf: ({ article }) => [[...article.title].slice(0, SORTED_BY).join(""), article.id],
  after(cursor) {
    const [title, id] = decodeCursor(cursor, z.tuple([unfinished(SORTED_BY), z.uuid()]));
    return sql`(${by_title}, ${kb_articles.id}) > (lower(${title}), ${id}::uuid)`;
  },
};

/** A number that PostgreSQL's `real` can hold: it refuses what is too large or too close to 0. */
const real = z
  .number()
  .refine(
    (number) => number === 0 || (Math.fround(number) !== 0 && Number.isFinite(Math.fround(number))),
  );

/** The best first: where the words stand decides, and how often. */
function byRank(query: SQL): Order {
  const rank = sql<number>`ts_rank(${kb_articles.words}, ${query})`;
  return {
    rank,
    by: [desc(rank), desc(kb_articles.id)],
    keyOf: (row) => [row.rank, row.article.id],
    after(cursor) {
      const [last, id] = decodeCursor(cursor, z.tuple([real, z.uuid()]));
      return sql`(${rank}, ${kb_articles.id}) < (${last}::real, ${id}::uuid)`;
    },
  };
}

async function listFor(
  reader: Reader,
  { q, category, status, cursor, limit = DEFAULT_LIMIT }: ListKbArticlesInput,
): Promise<List<KbArticleItem>> {
  const terms = q === undefined ? null : termsOf(q);
  if (terms?.length === 0) return { items: [], next_cursor: null };
  const query = terms && sql`to_tsquery('simple', ${toQuery(terms)})`;
  const order = query ? byRank(query) : byTitle;
  const rows = await selectArticles(db(), order.rank)
    .where(
      and(
        isReadable(reader),
        query ? sql`${kb_articles.words} @@ ${query}` : undefined,
        category === undefined ? undefined : eq(kb_articles.category, category),
        status && (status === "draft" ? isNull : isNotNull)(kb_articles.published_at),
        cursor === undefined ? undefined : order.after(cursor),
      ),
    )
    .orderBy(...order.by)
    .limit(limit + 1);
  const last = rows[limit - 1];
  const items: KbArticleItem[] = [];
  for (const row of rows.slice(0, limit)) items.push(await itemOf(reader, row, terms));
  return {
    items,
    next_cursor: last && rows.length > limit ? encodeCursor(order.keyOf(last)) : null,
  };
}

async function itemOf(reader: Reader, row: Row, terms: string[] | null): Promise<KbArticleItem> {
  const { title, summary } = row.article;
  const found = terms
    ? await passageOf(summary, () => textOf(row.article), terms)
    : { passage: summary, matches: [] };
  return {
    ...view(reader, row),
    passage: found.passage,
    matches: { title: terms ? matchesIn(title, terms) : [], passage: found.matches },
  };
}

/**
 * What the actor may read: by title, or with `q` the best first.
 * @throws AppError FORBIDDEN, RATE_LIMITED
 */
export async function listKbArticles(
  actor: Actor,
  input: ListKbArticlesInput,
): Promise<List<KbArticleItem>> {
  authorize(actor, "kb_article.read");
  if (input.q !== undefined) await countTry("search_by_account", actor.user_id);
  return listFor(actor, input);
}

/**
 * The published ones, for the public pages.
 * @throws AppError VALIDATION for a cursor that none of them gave, RATE_LIMITED
 */
export async function listPublished(
  input: ListPublishedInput,
  { ip_address }: Pick<Caller, "ip_address">,
): Promise<List<KbArticleItem>> {
  await countTry("articles_by_address", networkOf(ip_address));
  return listFor(null, input);
}

async function categoriesFor(reader: Reader): Promise<string[]> {
  const rows = await db()
    .selectDistinct({ category: kb_articles.category })
    .from(kb_articles)
    .where(and(isReadable(reader), isNotNull(kb_articles.category)));
  return rows.flatMap(({ category }) => category ?? []).sort((a, b) => a.localeCompare(b));
}

/** Those of the articles that the actor may read, in order. @throws AppError FORBIDDEN */
export async function listKbCategories(actor: Actor): Promise<{ categories: string[] }> {
  authorize(actor, "kb_article.read");
  return { categories: await categoriesFor(actor) };
}

/** Those of the published articles, for the public pages. */
export const listPublishedCategories = (): Promise<string[]> => categoriesFor(null);

/** What a draft will look like, before it is saved. @throws AppError FORBIDDEN */
export async function previewKbArticle(
  actor: Actor,
  { content }: PreviewKbArticleInput,
): Promise<{ html: string }> {
  authorize(actor, "kb_article.write_draft");
  return { html: toHtml(content) };
}

/**
 * What a message gets of an article that is shared.
 * @throws AppError VALIDATION for one that is no published article
 */
export async function readShared(q: Queryable, id: string): Promise<SharedArticleRow> {
  const { title, category, summary } = kb_articles;
  const [row] = await q
    .select({ id: kb_articles.id, title, category, summary })
    .from(kb_articles)
    .where(and(eq(kb_articles.id, id), isNotNull(kb_articles.published_at)));
  if (row) return row;
  throw new AppError("VALIDATION", "This article is not published.", { field: "kb_article_id" });
}
