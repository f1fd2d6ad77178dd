import { z } from "zod";
import { clientId, sessionId, userId, userIdText } from "@/lib/input";
import {
  type Cursor,
  MESSAGE_LIMIT,
  type Message,
  type MessagePage,
  seq,
} from "@/lib/messages/contract";
import { multiline, singleLine } from "@/lib/text";

export const SESSION_STATUSES = ["pending", "active", "closed"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Where a session was started: Parley's own page, or a client of the API. */
export const CHANNELS = ["page", "api"] as const;
export type Channel = (typeof CHANNELS)[number];

type Person = { id: number; name: string };

/** One time that an agent held a session. */
export type Holder = Person & {
  joined_at: string;
  /** Null while they hold it, and when they held it to its end. */
  left_at: string | null;
  /** They were given it, by somebody else or automatically; absent where they took it. */
  is_given?: true;
};

/** A session as everyone in its room may see it. */
export type Session = {
  id: string;
  version: number;
  subject: string;
  status: SessionStatus;
  priority: Priority;
  channel: Channel;
  required_skills: string[];
  customer_id: number;
  customer: Person;
  agent_id: number | null;
  agent: Person | null;
  /** Who held it, each time and in order; one at a time. */
  agents: Holder[];
  created_at: string;
  assigned_at: string | null;
  ended_at: string | null;
  /**
   * Whole seconds from the start until an agent took it for the first time, or it ended without
   * one; while it is pending, also again, until now.
   */
  wait_time: number;
  last_seq: number;
  /** The last message that the reader may see. */
  last_message: Message | null;
  /** Since when the customer waits for an answer; null when the agent spoke last. */
  waiting_since: string | null;
  ticket_id: string | null;
  ticket_number: number | null;
  rating: number | null;
};

/** What staff see besides. */
export type StaffSession = Session & {
  metadata: Record<string, unknown>;
  last_note_seq: number;
};

/** A session as an answer to one reader; events, which go to many, have no `unread_count`. */
export type ReaderSession = (Session | StaffSession) & { unread_count: number };

export const sessionInput = z.strictObject({ session_id: sessionId });
export type SessionInput = z.infer<typeof sessionInput>;

const skill = singleLine(50);

export const eventsInput = sessionInput.extend({
  /** Which of a browser's two cookies speaks: an EventSource has no header to say it in. */
  side: z.enum(["staff", "customer"]).optional(),
});

/**
 * What the page knows of the visitor. Free keys, bounded in number and length; Parley's page sends
 * page_url, referrer, user_agent, language and time_zone. The server adds ip_address, and what the
 * user_agent tells of browser and device.
 */
const metadata = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, "is a snake_case name"),
    z.union([multiline(2000), z.literal(""), z.number(), z.boolean(), z.null()]),
  )
  .refine((entries) => Object.keys(entries).length <= 30, "has at most 30 entries")
  .refine((entries) => JSON.stringify(entries).length <= 10_000, "is too long as a whole");

export const startInput = z.strictObject({
  subject: singleLine(200),
  message: multiline(10_000).optional(),
  priority: z.enum(PRIORITIES).optional(),
  required_skills: z.array(skill).max(20).optional(),
  metadata: metadata.optional(),
  client_id: clientId.optional(),
});
export type StartInput = z.infer<typeof startInput>;

export const assignInput = z.strictObject({ session_id: sessionId, agent_id: userId });
export type AssignInput = z.infer<typeof assignInput>;

export const transferInput = z.strictObject({
  session_id: sessionId,
  agent_id: userId,
  /** For who gets it; the staff alone see it. */
  note: multiline(MESSAGE_LIMIT).optional(),
});
export type TransferInput = z.infer<typeof transferInput>;

/** Where a list goes on: opaque to clients, from `next_cursor`. */
export const cursor = z.string().max(300).optional();
export const limit = z
  .string()
  .regex(/^\d{1,3}$/, "is a number from 1 to 200")
  .transform(Number)
  .pipe(z.int().min(1).max(200))
  .optional();

export const listOwnInput = z.strictObject({ cursor, limit });
export type ListOwnInput = z.infer<typeof listOwnInput>;

/** `queue`: urgent first, then oldest first. `waiting`: who waits longest for an answer first. */
export const SESSION_SORTS = ["queue", "waiting", "newest", "oldest"] as const;
export type SessionSort = (typeof SESSION_SORTS)[number];

export const listAgentInput = z.strictObject({
  status: z.enum(SESSION_STATUSES).optional(),
  priority: z.enum(PRIORITIES).optional(),
  skill: skill.optional(),
  /** Each of its words is in the customer's name or in the subject. */
  q: singleLine(100).optional(),
  sort: z.enum(SESSION_SORTS).optional(),
  cursor,
  limit,
});
export type ListAgentInput = z.infer<typeof listAgentInput>;

const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A time with a zone, between 1970 and 9999: PostgreSQL knows no year 0, nor ISO 8601 a year 10,000. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= 0 && Date.parse(text) <= LATEST, "is not in 1970 to 9999")
  .transform((text) => new Date(text).toISOString());

export const listAllInput = z.strictObject({
  status: z.enum(SESSION_STATUSES).optional(),
  agent_id: userIdText.optional(),
  /** Each of its words is in the customer's name, in the e-mail they gave, or in the subject. */
  q: singleLine(100).optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor,
  limit,
});
export type ListAllInput = z.infer<typeof listAllInput>;

export type List<T> = { items: T[]; next_cursor: string | null };

export const joinInput = z.strictObject({
  session_id: sessionId,
  after_seq: seq.optional(),
  after_note_seq: seq.optional(),
});
export type JoinInput = z.infer<typeof joinInput>;

/** What joining answers: all that a screen needs of a session, and what came since `after_seq`. */
export type Conversation = MessagePage & { session: ReaderSession; cursors: Cursor[] };
