import { z } from "zod";
import { userIdText } from "@/lib/input";
import { cursor, instant, limit } from "@/lib/sessions/contract";

/** What leaves a row: `<what it was done to>.<what was done>`. */
export const AUDIT_ACTIONS = [
  "customer.erase",
  "customer.export",
  "kb_article.delete",
  "kb_article.publish",
  "kb_article.unpublish",
  "kb_article.update",
  "message.export",
  "retention.erase",
  "session.assign",
  "session.end",
  "session.release",
  "session.transfer",
  "settings.update",
  "ticket.convert",
  "ticket.create",
  "ticket.update",
  "two_factor.begin",
  "two_factor.end",
  "two_factor.renew_codes",
  "user.change_password",
  "user.create",
  "user.invite",
  "user.reset_password",
  "user.update",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type AuditPerson = { id: number; name: string };

export type AuditEntry = {
  id: string;
  action: AuditAction;
  /** Null for what the server did by itself. */
  actor: AuditPerson | null;
  subject_id: string;
  /** What it is called today; null for what is no more, and for what has no name. */
  subject: string | null;
  /** As it was written: see the callers of `writeAudit`. Numbers with `_id` are users. */
  details: Record<string, unknown>;
  /** Whom `details` names by id. */
  people: AuditPerson[];
  created_at: string;
};

/** All that is given has to be so; `from` and `to` bound `created_at`, both included. */
export const listAuditInput = z.strictObject({
  actor_id: userIdText.optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  subject_id: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "is no id")
    .optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor,
  limit,
});
export type ListAuditInput = z.infer<typeof listAuditInput>;
