import { z } from "zod";
import { sessionId } from "@/lib/input";
import type { List, SessionStatus } from "@/lib/sessions/contract";
import type { Ticket } from "@/lib/tickets/contract";

/** `guest`: has no account, only a cookie. `deactivated`: may not sign in any more. */
export const ACCOUNT_STATUSES = ["guest", "registered", "deactivated"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** Another chat of the same customer, in a few words. */
export type CustomerChat = {
  id: string;
  subject: string;
  status: SessionStatus;
  agent: { id: number; name: string } | null;
  created_at: string;
  ended_at: string | null;
  /** From 1 to 5. */
  rating: number | null;
};

/** Who the customer of a chat is, as staff may see it. */
export type CustomerContext = {
  customer: {
    id: number;
    name: string;
    email: string | null;
    /** The address stands there because somebody typed it: it may be anybody's and opens nothing. */
    is_email_typed: boolean;
  };
  account: {
    status: AccountStatus;
    created_at: string;
    /** Whole seconds. */
    age: number;
  };
  /** As it was when the chat started; null where that was not written down. */
  at_start: {
    previous_chats: number;
    previous_tickets: number;
    account_status: AccountStatus;
    /** Whole seconds. */
    account_age: number;
  } | null;
  /** Of all other chats and all tickets of this customer, also those that the reader may not open. */
  counts: {
    open_chats: number;
    previous_chats: number;
    /** Neither solved nor closed. */
    open_tickets: number;
    previous_tickets: number;
  };
  /** The newest of the other chats that go on, at most 20, and only what the reader may open. */
  open_chats: CustomerChat[];
  /** Those that have ended, newest first, and only what the reader may open. */
  previous_chats: List<CustomerChat>;
  /** The newest, at most 10, and only what the reader may open. `GET /api/tickets` has the others. */
  tickets: Ticket[];
};

export const customerContextInput = z.strictObject({
  session_id: sessionId,
  /** Where `previous_chats` goes on. */
  cursor: z.string().max(300).optional(),
});
export type CustomerContextInput = z.infer<typeof customerContextInput>;
