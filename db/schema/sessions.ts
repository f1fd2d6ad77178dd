import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { users } from "@/db/schema/users";
import type { Reasons } from "@/lib/assignment/contract";
import { CHANNELS, PRIORITIES, SESSION_STATUSES } from "@/lib/sessions/contract";

export const sessionStatus = pgEnum("session_status", SESSION_STATUSES);
/** Declared from low to urgent: the order of the type is the order of the queue. */
export const sessionPriority = pgEnum("session_priority", PRIORITIES);
export const sessionChannel = pgEnum("session_channel", CHANNELS);

export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    /** Grows with every change of state; each change is made only if it still is what was read. */
    version: integer().notNull().default(1),
    subject: text().notNull(),
    status: sessionStatus().notNull().default("pending"),
    priority: sessionPriority().notNull().default("medium"),
    channel: sessionChannel().notNull(),
    required_skills: text().array().notNull().default(sql`'{}'`),
    metadata: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    customer_id: integer()
      .notNull()
      .references(() => users.id),
    /** Stays once the session is closed: whose chat it was. */
    agent_id: integer().references(() => users.id),
    client_id: text().notNull(),
    created_at: instant().notNull().default(sql`now()`),
    assigned_at: instant(),
    ended_at: instant(),
    /** The highest `seq` and `note_seq` handed out, changed only under this row's lock. */
    last_seq: integer().notNull().default(0),
    last_note_seq: integer().notNull().default(0),
    /** Since when the customer waits for an answer; null when the agent spoke last. */
    waiting_since: instant(),
    /** When both were told that it ends for want of words; counts until somebody writes. */
    timeout_warned_at: instant(),
    ticket_id: uuid(),
    /** The same ticket as people call it: it never changes, and is shown wherever the chat is. */
    ticket_number: integer(),
    rating: smallint(),
    /** When its texts and files were erased; null while it is whole. */
    erased_at: instant(),
  },
  (t) => [
    uniqueIndex("sessions_client_id_key").on(t.customer_id, t.client_id),
    index("sessions_queue_idx")
      .on(t.priority.desc(), t.created_at, t.id)
      .where(sql`${t.status} = 'pending'`),
    index("sessions_agent_idx").on(t.agent_id, t.status),
    index("sessions_customer_idx").on(t.customer_id, t.created_at, t.id),
    /** Of a customer with many closed ones the few that are not. */
    index("sessions_customer_open_idx").on(t.customer_id).where(sql`${t.status} <> 'closed'`),
    index("sessions_created_idx").on(t.created_at, t.id),
    /** Of all sessions the few that can be idle. */
    index("sessions_active_idx").on(t.assigned_at).where(sql`${t.status} = 'active'`),
    /** What is old enough to be erased. */
    index("sessions_ended_idx").on(t.ended_at).where(sql`${t.erased_at} is null`),
    check(
      "sessions_state_check",
      sql`case ${t.status}
        when 'pending' then ${t.agent_id} is null and ${t.assigned_at} is null and ${t.ended_at} is null
        when 'active' then ${t.agent_id} is not null and ${t.assigned_at} is not null and ${t.ended_at} is null
        else ${t.ended_at} is not null end`,
    ),
  ],
);

/** Every time that an agent held a session: who may read what they held, and how long it took. */
export const assignments = pgTable(
  "assignments",
  {
    id: uuid().primaryKey(),
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    agent_id: integer()
      .notNull()
      .references(() => users.id),
    /** Who gave it: the agent themselves when they accepted; null when it was given automatically. */
    assigned_by: integer().references(() => users.id),
    assigned_at: instant().notNull(),
    /** When they had it no more; null while they have it, and when they had it to its end. */
    left_at: instant(),
    /** Of an automatic one. */
    reasons: jsonb().$type<Reasons>(),
  },
  (t) => [
    index("assignments_session_idx").on(t.session_id, t.agent_id),
    index("assignments_agent_idx").on(t.agent_id),
    index("assignments_assigned_idx").on(t.assigned_at),
    /** Who was given one automatically, and how long ago. */
    index("assignments_automatic_idx")
      .on(t.agent_id, t.assigned_at)
      .where(sql`${t.assigned_by} is null`),
  ],
);

/** How far each person has seen a session. Only moves forward. */
export const cursors = pgTable(
  "cursors",
  {
    session_id: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    user_id: integer()
      .notNull()
      .references(() => users.id),
    message_id: uuid().notNull(),
    seq: integer().notNull(),
    seen_at: instant().notNull().default(sql`now()`),
  },
  (t) => [uniqueIndex("cursors_key").on(t.session_id, t.user_id)],
);
