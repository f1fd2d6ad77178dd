import { integer, pgEnum, pgTable, uuid } from "drizzle-orm/pg-core";
import { sessions } from "@/db/schema/sessions";
import { ACCOUNT_STATUSES } from "@/lib/customers/contract";

export const accountStatus = pgEnum("account_status", ACCOUNT_STATUSES);

/** What was known of a session's customer when it started: written once, with it. */
export const customer_contexts = pgTable("customer_contexts", {
  session_id: uuid()
    .primaryKey()
    .references(() => sessions.id, { onDelete: "cascade" }),
  previous_chats: integer().notNull(),
  previous_tickets: integer().notNull(),
  account_status: accountStatus().notNull(),
  /** Whole seconds. */
  account_age: integer().notNull(),
});
