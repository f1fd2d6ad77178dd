import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { customType, index, pgTable, uuid } from "drizzle-orm/pg-core";
import { messages } from "@/db/schema/messages";

export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * The words of messages, for the search. A table of its own and not an index of `messages`: it is
 * filled a moment after the message (lib/search/commands.ts), so that whoever sends pays nothing.
 */
export const message_words = pgTable(
  "message_words",
  {
    message_id: uuid()
      .primaryKey()
      .references(() => messages.id, { onDelete: "cascade" }),
    words: tsvector().notNull(),
  },
  (t) => [index("message_words_idx").using("gin", t.words)],
);

/**
 * A text's words in lower case, of any language. PostgreSQL's parser would take addresses, paths
 * and tags for one word each; without what stands between the words it finds just those.
 */
export const wordsOf = (text: SQLWrapper): SQL =>
  sql`to_tsvector('simple', regexp_replace(lower(${text}), '[^[:alnum:]]+', ' ', 'g'))`;
