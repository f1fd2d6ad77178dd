import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import type { Actor } from "@/lib/actor";

export type AuditAction =
  | "session.assign"
  | "session.end"
  | "session.release"
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
    actor_id: actor.user_id,
    action,
    subject_id: String(subject_id),
    details,
  });
}
