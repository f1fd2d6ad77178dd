import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { messages } from "@/db/schema/messages";
import { users } from "@/db/schema/users";

export const canned_responses = pgTable(
  "canned_responses",
  {
    id: uuid().primaryKey(),
    /** Whose own it is; null for what all of the staff share. */
    owner_id: integer().references(() => users.id),
    name: text().notNull(),
    content: text().notNull(),
    category: text(),
    tags: text().array().notNull().default(sql`'{}'`),
    is_active: boolean().notNull().default(true),
    created_at: instant().notNull().default(sql`now()`),
    updated_at: instant().notNull().default(sql`now()`),
  },
  (t) => [index("canned_responses_owner_idx").on(t.owner_id)],
);

/** Which message came of which response: a message that is sent twice is one use. */
export const canned_response_uses = pgTable(
  "canned_response_uses",
  {
    message_id: uuid()
      .primaryKey()
      .references(() => messages.id, { onDelete: "cascade" }),
    canned_response_id: uuid()
      .notNull()
      .references(() => canned_responses.id, { onDelete: "cascade" }),
  },
  (t) => [index("canned_response_uses_idx").on(t.canned_response_id)],
);
