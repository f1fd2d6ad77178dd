import { index, integer, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { sessions } from "@/db/schema/sessions";

/**
 * What a closed session comes to. It is counted once, when the session closes, because nothing of
 * it changes after that; to count 1.5 million messages for each report takes seconds. Durations are
 * whole seconds. The session's own columns are repeated, so that a report reads narrow rows.
 */
export const session_figures = pgTable(
  "session_figures",
  {
    session_id: uuid()
      .primaryKey()
      .references(() => sessions.id, { onDelete: "cascade" }),
    started_at: instant().notNull(),
    agent_id: integer(),
    wait: integer(),
    duration: integer(),
    messages: integer().notNull(),
    /** Null where no agent answered. */
    first_response: integer(),
    first_responder_id: integer(),
    /** Of each response, and who gave it. */
    responses: integer().array().notNull(),
    responder_ids: integer().array().notNull(),
  },
  (t) => [index("session_figures_started_idx").on(t.started_at)],
);
