import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { users } from "@/db/schema/users";

/** Privileged acts, written in the transaction that does them. */
export const audit_log = pgTable(
  "audit_log",
  {
    id: uuid().primaryKey(),
    /** Null for what the server did by itself. */
    actor_id: integer().references(() => users.id),
    action: text().notNull(),
    /** What it was done to: a session's or a user's id. */
    subject_id: text().notNull(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    created_at: instant().notNull().default(sql`now()`),
  },
  (t) => [index("audit_log_created_idx").on(t.created_at)],
);
