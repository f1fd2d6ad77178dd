import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { type Actor, accountOf } from "@/lib/actor";

export type AuditAction =
  | "kb_article.delete"
  | "kb_article.publish"
  | "kb_article.unpublish"
  | "kb_article.update"
  | "message.export"
  | "session.assign"
  | "session.end"
  | "session.release"
  | "ticket.convert"
  | "ticket.create"
  | "ticket.update"
  | "session.transfer"
  | "settings.update"
  | "user.create"
  | "user.invite"
  | "user.update";

/** Leaves a row in the transaction of the act itself: one is never there without the other. */
export async function writeAudit(
  tx: Transaction,
  actor: Actor,
  action: AuditAction,
  subject_id: string | number,
  details: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(audit_log).values({
    id: uuidv7(),
    actor_id: accountOf(actor),
    action,
    subject_id: String(subject_id),
    details,
  });
}
