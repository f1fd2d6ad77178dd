import { type SQL, sql } from "drizzle-orm";
import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { tsvector, wordsOf } from "@/db/schema/search";
import { users } from "@/db/schema/users";

export const kb_articles = pgTable(
  "kb_articles",
  {
    id: uuid().primaryKey(),
    /** Grows with every change, so that who saves what they did not see is told. */
    version: integer().notNull().default(1),
    title: text().notNull(),
    category: text(),
    /** Empty where nobody wrote one. */
    summary: text().notNull(),
    /** In Markdown. */
    content: text().notNull(),
    /** Null for a draft. */
    published_at: instant(),
    updated_by: integer()
      .notNull()
      .references(() => users.id),
    created_at: instant().notNull().default(sql`now()`),
    updated_at: instant().notNull().default(sql`now()`),
    /** For the search, by weight: a word in the title says more of an article than one in its text. */
    words: tsvector()
      .notNull()
      .generatedAlwaysAs(
        (): SQL => sql`setweight(${wordsOf(kb_articles.title)}, 'A')
          || setweight(${wordsOf(sql`coalesce(${kb_articles.category}, '') || ' ' || ${kb_articles.summary}`)}, 'B')
          || setweight(${wordsOf(kb_articles.content)}, 'D')`,
      ),
  },
  (t) => [index("kb_articles_words_idx").using("gin", t.words)],
);
