import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { messages } from "@/db/schema/messages";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";

/** A file that was uploaded to a session: what is known of it; the storage has it under its id. */
export const attachments = pgTable(
  "attachments",
  {
    id: uuid().primaryKey(),
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    uploader_id: integer()
      .notNull()
      .references(() => users.id),
    /** The one message that carries it; null while it is not sent: only its uploader knows of it. */
    message_id: uuid()
      .unique()
      .references(() => messages.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** In bytes. */
    size: integer().notNull(),
    mime_type: text().notNull(),
    /** A picture's, in pixels, as it is seen; null for what is none. */
    width: integer(),
    height: integer(),
    created_at: instant().notNull(),
  },
  (t) => [
    index("attachments_unused_idx").on(t.created_at).where(sql`${t.message_id} is null`),
    index("attachments_session_idx").on(t.session_id),
  ],
);
