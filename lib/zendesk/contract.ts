import { z } from "zod";

/** Where a Zendesk is and who speaks there; `token` opens it and is for its calls alone. */
export type Zendesk = {
  /** Without a slash at the end. */
  url: string;
  email: string;
  token: string;
  fields: { id: number; value: string }[];
};

/** `waiting` for the first try, `retrying` what has failed and is tried again. */
export const ZENDESK_STATES = ["waiting", "made", "retrying", "gave_up"] as const;
export type ZendeskState = (typeof ZENDESK_STATES)[number];

export type TicketInZendesk = {
  /** Zendesk's own, once it is made. */
  id: number | null;
  /** Where people open it. */
  url: string | null;
  state: ZendeskState;
  /** Why it is retried or was given up, in words. */
  problem: string | null;
  try_again_at: string | null;
};

/** How many tickets were given up; null where there is no Zendesk. */
export type ZendeskReport = { zendesk: { gave_up: number } | null };

/** Of all that were given up, or of one ticket. */
export const retryInput = z.strictObject({ ticket_id: z.uuid().toLowerCase().optional() });
export type RetryInput = z.infer<typeof retryInput>;

export const reportInput = z.strictObject({});
