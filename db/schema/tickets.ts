import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { sessionPriority, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { TICKET_STATUSES } from "@/lib/tickets/contract";

export const ticketStatus = pgEnum("ticket_status", TICKET_STATUSES);

export const tickets = pgTable(
  "tickets",
  {
    id: uuid().primaryKey(),
    /** What people call it. There may be gaps. */
    number: integer().notNull().generatedAlwaysAsIdentity(),
    /** Grows with every change, comments aside. */
    version: integer().notNull().default(1),
    subject: text().notNull(),
    status: ticketStatus().notNull().default("open"),
    priority: sessionPriority().notNull().default("medium"),
    customer_id: integer()
      .notNull()
      .references(() => users.id),
    assignee_id: integer().references(() => users.id),
    /** The chat that it was made from, if it was. */
    session_id: uuid().references(() => sessions.id),
    /**
     * The transcript is the chat's log up to here: what stands in a log never changes, so a copy
     * would say the same and take the room twice.
     */
    last_seq: integer().notNull().default(0),
    last_note_seq: integer().notNull().default(0),
    created_at: instant().notNull().default(sql`now()`),
    updated_at: instant().notNull().default(sql`now()`),
    /** When its texts were erased; null while it is whole. */
    erased_at: instant(),
  },
  (t) => [
    uniqueIndex("tickets_number_key").on(t.number),
    uniqueIndex("tickets_session_key").on(t.session_id),
    index("tickets_customer_idx").on(t.customer_id, t.number),
    index("tickets_assignee_idx").on(t.assignee_id, t.status),
    check("tickets_transcript_check", sql`${t.session_id} is not null or ${t.last_seq} = 0`),
  ],
);

/** What the staff say to each other about a ticket. */
export const ticket_comments = pgTable(
  "ticket_comments",
  {
    id: uuid().primaryKey(),
    ticket_id: uuid()
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    author_id: integer()
      .notNull()
      .references(() => users.id),
    client_id: text().notNull(),
    content: text().notNull(),
    /** What took it to Zendesk, or is about to. */
    zendesk_update_id: uuid(),
    created_at: instant().notNull().default(sql`now()`),
  },
  (t) => [
    index("ticket_comments_ticket_idx").on(t.ticket_id, t.id),
    uniqueIndex("ticket_comments_client_id_key").on(t.ticket_id, t.author_id, t.client_id),
  ],
);

/**
 * How far a ticket has come in Zendesk, and when it is looked at again: a job and its outcome in one
 * row. Nothing is put into it for a message: what is to follow is read from the log itself.
 */
export const zendesk_tickets = pgTable(
  "zendesk_tickets",
  {
    ticket_id: uuid()
      .primaryKey()
      .references(() => tickets.id, { onDelete: "cascade" }),
    /** Zendesk's own; null until it is made. */
    zendesk_id: bigint({ mode: "number" }),
    /** The chat's log is there up to here. */
    sent_seq: integer().notNull().default(0),
    /** What is being sent, fixed before the first try, so that each one sends the same. */
    update_id: uuid(),
    update_seq: integer(),
    /** Null when nothing is left to do: it is over, or it was given up. */
    due_at: instant(),
    /** Whoever works at it. A claim lasts until `due_at`; what an older one learns counts no more. */
    claim: uuid(),
    /** Of what is being sent; more than 0 says that it may have arrived. */
    tries: integer().notNull().default(0),
    failing_since: instant(),
    /** In words for staff. */
    problem: text(),
    gave_up_at: instant(),
  },
  (t) => [
    index("zendesk_tickets_due_idx").on(t.due_at).where(sql`${t.due_at} is not null`),
    index("zendesk_tickets_gave_up_idx").on(t.gave_up_at).where(sql`${t.gave_up_at} is not null`),
  ],
);
