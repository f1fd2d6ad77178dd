import {
  bigint,
  boolean,
  integer,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";

/** Of which of two saves is the later one: it goes on where a draft was deleted and is begun anew. */
export const draft_versions = pgSequence("draft_versions");

/** What somebody has written in a session and not sent: at most a text and a note of each person. */
export const drafts = pgTable(
  "drafts",
  {
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    user_id: integer()
      .notNull()
      .references(() => users.id),
    is_internal: boolean().notNull(),
    content: text().notNull(),
    version: bigint({ mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.session_id, t.user_id, t.is_internal] })],
);
