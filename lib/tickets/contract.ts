import { z } from "zod";
import { clientId, sessionId, userId, userIdText } from "@/lib/input";
import { type Message, seq } from "@/lib/messages/contract";
import { PRIORITIES, type Priority } from "@/lib/sessions/contract";
import { multiline, singleLine } from "@/lib/text";
import { type TicketInZendesk, ZENDESK_STATES } from "@/lib/zendesk/contract";

/** In the order in which a ticket goes through them; which steps there are stands in policy.ts. */
export const TICKET_STATUSES = ["open", "pending", "solved", "closed"] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

type Person = { id: number; name: string };

/** What a chat becomes when it must be followed up. */
export type Ticket = {
  id: string;
  number: number;
  /** Grows with every change: who names the one that they saw overwrites nobody's. */
  version: number;
  subject: string;
  status: TicketStatus;
  priority: Priority;
  session_id: string | null;
  customer: Person;
  assignee: Person | null;
  created_at: string;
  updated_at: string;
  /** Only where there is a Zendesk; null for what is not to be there. */
  zendesk?: TicketInZendesk | null;
};

export type TicketComment = {
  id: string;
  author: Person;
  content: string;
  created_at: string;
};

/** Comments in order; `has_more` of them are older. */
export type CommentPage = { comments: TicketComment[]; has_more: boolean };

export type TicketPage = { ticket: Ticket } & CommentPage;

/** A part of the chat as it was when the ticket was made. */
export type TranscriptPage = {
  /** In order, notes among them. */
  messages: Message[];
  /** Who wrote them, by user id. */
  names: Record<number, string>;
  has_more: boolean;
};

const ticket_id = z.uuid().toLowerCase();
const subject = singleLine(200);
const priority = z.enum(PRIORITIES);
const status = z.enum(TICKET_STATUSES);

export const ticketInput = z.strictObject({ ticket_id });
export type TicketInput = z.infer<typeof ticketInput>;

export const convertInput = z.strictObject({
  session_id: sessionId,
  /** The chat's own, where none is given. */
  subject: subject.optional(),
  priority: priority.optional(),
});
export type ConvertInput = z.infer<typeof convertInput>;

export const createTicketInput = z.strictObject({
  customer_id: userId,
  subject,
  priority: priority.optional(),
});
export type CreateTicketInput = z.infer<typeof createTicketInput>;

export const listTicketsInput = z.strictObject({
  status: status.optional(),
  /** A member of staff, the caller, or nobody yet. */
  assignee: z.union([z.enum(["me", "none"]), userIdText]).optional(),
  priority: priority.optional(),
  customer_id: userIdText.optional(),
  /** How it stands with Zendesk. */
  zendesk: z.enum(ZENDESK_STATES).optional(),
  /** A number, or words each of which is in the subject or in the customer's name. */
  q: singleLine(100).optional(),
  cursor: z.string().max(300).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "is a number from 1 to 200")
    .transform(Number)
    .pipe(z.int().min(1).max(200))
    .optional(),
});
export type ListTicketsInput = z.infer<typeof listTicketsInput>;

export const changeTicketInput = z
  .strictObject({
    ticket_id,
    /** The version that the change was decided on; with another one it is refused. */
    version: z.int().min(1).max(2_147_483_647).optional(),
    subject: subject.optional(),
    status: status.optional(),
    priority: priority.optional(),
    /** Null takes it from whom it was assigned to. */
    assignee_id: userId.nullable().optional(),
  })
  .refine(
    ({ ticket_id, version, ...change }) => Object.values(change).some((one) => one !== undefined),
    "changes nothing",
  );
export type ChangeTicketInput = z.infer<typeof changeTicketInput>;

/** A comment's length in Unicode characters. */
export const COMMENT_LIMIT = 10_000;

export const commentInput = z.strictObject({
  ticket_id,
  client_id: clientId,
  content: multiline(COMMENT_LIMIT),
});
export type CommentInput = z.infer<typeof commentInput>;

export const listCommentsInput = z.strictObject({
  ticket_id,
  /** The id of the oldest comment that the caller has. */
  before: z.uuid().toLowerCase().optional(),
});
export type ListCommentsInput = z.infer<typeof listCommentsInput>;

const seqText = z
  .string()
  .regex(/^\d{1,10}$/, "is a whole number")
  .transform(Number)
  .pipe(seq);

export const transcriptInput = z.strictObject({
  ticket_id,
  after_seq: seqText.optional(),
  after_note_seq: seqText.optional(),
});
export type TranscriptInput = z.infer<typeof transcriptInput>;
