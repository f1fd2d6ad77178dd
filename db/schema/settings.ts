import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { users } from "@/db/schema/users";
import type { SettingValues } from "@/lib/settings/contract";

/** What admins changed of the defaults: one row, or none as long as nobody has saved. */
export const settings = pgTable(
  "settings",
  {
    id: integer().primaryKey().default(1),
    /** Grows with every save, so that who saves what they did not see is told. */
    version: integer().notNull(),
    /** Those alone that are not as they are by default. */
    values: jsonb().$type<Partial<SettingValues>>().notNull(),
    updated_by: integer()
      .notNull()
      .references(() => users.id),
    updated_at: instant().notNull().default(sql`now()`),
  },
  (t) => [check("settings_one_check", sql`${t.id} = 1`)],
);
