import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { sessions } from "@/db/schema/sessions";

/**
 * What a customer wrote with their rating. The score stands in the session, which lists and events
 * carry; a comment of 10,000 characters would be carried with it, and is read with its one chat.
 */
export const rating_comments = pgTable("rating_comments", {
  session_id: uuid()
    .primaryKey()
    .references(() => sessions.id, { onDelete: "cascade" }),
  content: text().notNull(),
});
