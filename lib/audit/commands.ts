import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { type Actor, accountOf } from "@/lib/actor";
import type { AuditAction } from "@/lib/audit/contract";

/**
 * Leaves a row in the transaction of the act itself: one is never there without the other.
 * @param details ids, choices and numbers. What somebody is called or wrote stays out: the row
 *   stays when a customer is erased.
 */
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
