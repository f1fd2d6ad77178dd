import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import type { SharedArticleRow } from "@/lib/kb/contract";
import { MESSAGE_TYPES, SENDER_TYPES } from "@/lib/messages/contract";
import type { AttachmentRow } from "@/lib/uploads/contract";

export const messageType = pgEnum("message_type", MESSAGE_TYPES);
export const senderType = pgEnum("sender_type", SENDER_TYPES);

export const messages = pgTable(
  "messages",
  {
    id: uuid().primaryKey(),
    /**
     * No foreign key, nor `sender_id`: the statement that writes them (db/append.ts) holds the
     * session's row and has found the sender there, and to look both up once more for each message
     * was a sixth of its cost. With a session its messages are deleted by a trigger.
     */
    session_id: uuid().notNull(),
    seq: integer().notNull(),
    note_seq: integer().notNull().default(0),
    client_id: text(),
    /** Null for what the system says. */
    sender_id: integer(),
    sender_type: senderType().notNull(),
    type: messageType().notNull(),
    content: text().notNull(),
    is_internal: boolean().notNull().default(false),
    created_at: instant().notNull(),
    /** A copy of what never changes of it, so that a page of the log is read from one table. */
    attachment: jsonb().$type<AttachmentRow>(),
    /** A copy as it was when it was shared: the log says the same for good. */
    kb_article: jsonb().$type<SharedArticleRow>(),
  },
  (t) => [
    uniqueIndex("messages_place_key").on(t.session_id, t.seq, t.note_seq),
    uniqueIndex("messages_client_id_key").on(t.session_id, t.sender_id, t.client_id),
    check("messages_note_check", sql`${t.is_internal} = (${t.note_seq} > 0)`),
    check("messages_seq_check", sql`${t.is_internal} or ${t.seq} > 0`),
  ],
);
