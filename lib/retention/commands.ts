import { type Transaction, transaction } from "@/db/client";
import { SERVER } from "@/lib/actor";
import { writeAudit } from "@/lib/audit/commands";
import { log } from "@/lib/log";
import { eraseAccount, eraseChats, eraseTickets } from "@/lib/privacy/commands";
import {
  listGoneCustomers,
  lockGoneCustomer,
  lockOldSessions,
  lockOldTickets,
} from "@/lib/retention/queries";
import { renamePerson } from "@/lib/sessions/commands";
import { settings } from "@/lib/settings/queries";
import { sweepUploads } from "@/lib/uploads/commands";
import { forgetActors } from "@/lib/users/authenticate";

type Counts = Record<string, number>;

/**
 * Erases what is older than the setting `retention` says, as an admin erases a customer: texts and
 * files of chats by their end, those of tickets that are done by their last change, and then the
 * customers of whom nothing else is left. Each transaction leaves its row in the audit log.
 *
 * Every node looks, and none does what another does: rows are held while they are erased. A setting
 * that is changed meanwhile counts with the next transaction.
 */
export async function eraseOld(): Promise<void> {
  for (const erase of [eraseOldChats, eraseOldTickets, eraseGoneCustomers]) {
    while (await eraseSome(erase)) {}
  }
}

type EraseSome = (tx: Transaction, age: number) => Promise<Counts | null>;

async function eraseSome(erase: EraseSome): Promise<boolean> {
  const age = settings().retention;
  if (age === 0) return false;
  const counts = await transaction(async (tx) => {
    const erased = await erase(tx, age);
    if (erased) await writeAudit(tx, SERVER, "retention.erase", "retention", { age, ...erased });
    return erased;
  });
  if (!counts) return false;
  log.info({ age, ...counts }, "what was old enough is erased");
  if (counts.files) await sweepUploads();
  if (counts.customers) forgetActors();
  return true;
}

async function eraseOldChats(tx: Transaction, age: number): Promise<Counts | null> {
  const ids = await lockOldSessions(tx, age);
  return ids.length > 0 ? eraseChats(tx, ids) : null;
}

async function eraseOldTickets(tx: Transaction, age: number): Promise<Counts | null> {
  const ids = await lockOldTickets(tx, age);
  if (ids.length === 0) return null;
  await eraseTickets(tx, ids);
  return { tickets: ids.length };
}

async function eraseGoneCustomers(tx: Transaction, age: number): Promise<Counts | null> {
  let customers = 0;
  for (const user_id of await listGoneCustomers(age)) {
    await renamePerson(tx, user_id, async () => {
      if (!(await lockGoneCustomer(tx, user_id, age))) return;
      await eraseAccount(tx, user_id);
      customers++;
    });
  }
  return customers > 0 ? { customers } : null;
}
