import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "@/db/schema/columns";
import { ROLES } from "@/lib/actor";
import { AGENT_STATUSES } from "@/lib/agents/contract";

export const userRole = pgEnum("user_role", ROLES);
export const agentStatus = pgEnum("agent_status", AGENT_STATUSES);

export const users = pgTable(
  "users",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    /** Lower case. A guest's is only what they typed: it identifies nobody and need not be unique. */
    email: text(),
    password_hash: text(),
    role: userRole().notNull(),
    /** Grows with every change of what colleagues see of a member of staff. */
    version: integer().notNull().default(1),
    is_guest: boolean().notNull().default(false),
    is_active: boolean().notNull().default(true),

    // Staff only. They are columns here, not a table of their own, so that one row's lock guards
    // role, active, limit and count together: an accept and a deactivation cannot pass each other.
    /** What others see: `offline` whenever nobody is connected. */
    status: agentStatus().notNull().default("offline"),
    /** What the agent chose, which counts again when they come back. */
    chosen_status: agentStatus().notNull().default("online"),
    skills: text().array().notNull().default(sql`'{}'`),
    max_concurrent_chats: integer().notNull().default(5),
    active_chats: integer().notNull().default(0),
    last_activity_at: instant(),

    created_at: instant().notNull().default(sql`now()`),
    /** When a customer's name and address were erased. */
    erased_at: instant(),
  },
  (t) => [
    uniqueIndex("users_email_key").on(t.email).where(sql`not ${t.is_guest}`),
    index("users_staff_idx").on(t.role).where(sql`${t.role} <> 'customer'`),
    check("users_active_chats_check", sql`${t.active_chats} >= 0`),
    check("users_max_concurrent_chats_check", sql`${t.max_concurrent_chats} >= 0`),
    check("users_account_check", sql`${t.is_guest} or ${t.email} is not null`),
  ],
);

/** A sign-in. A token names one, so that signing out ends that token and no other. */
export const logins = pgTable(
  "logins",
  {
    id: uuid().primaryKey(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    created_at: instant().notNull().default(sql`now()`),
    expires_at: instant().notNull(),
    revoked_at: instant(),
    /** From where and with what, so that people know their own again; null where nothing told. */
    ip_address: text(),
    user_agent: text(),
  },
  (t) => [index("logins_user_idx").on(t.user_id)],
);

/** The second factor of an account: the codes of an authenticator app (RFC 6238). */
export const two_factors = pgTable("two_factors", {
  user_id: integer()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Sealed with the installation's secret: who reads the table can make no code. */
  sealed_secret: text().notNull(),
  /** Null until a first code has shown that the app has it; until then it is not asked for. */
  confirmed_at: instant(),
  /** The period of the last code that was taken, counted from 1970 in 30 s: none is taken twice. */
  last_period: integer().notNull().default(0),
});

/** For who lost the app: each one signs in once in place of a code. */
export const recovery_codes = pgTable(
  "recovery_codes",
  {
    user_id: integer()
      .notNull()
      .references(() => two_factors.user_id, { onDelete: "cascade" }),
    /** SHA-256 of the code in hex. */
    code_hash: text().notNull(),
    used_at: instant(),
  },
  (t) => [primaryKey({ columns: [t.user_id, t.code_hash] })],
);

/** A one-time link: for the first admin (no user yet), or for staff to choose a password with. */
export const setup_links = pgTable("setup_links", {
  id: uuid().primaryKey(),
  /** SHA-256 of the secret in the link, in hex: who reads the table cannot use it. */
  token_hash: text().notNull().unique(),
  user_id: integer().references(() => users.id, { onDelete: "cascade" }),
  created_at: instant().notNull().default(sql`now()`),
  expires_at: instant().notNull(),
  used_at: instant(),
});
