import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customer_contexts } from "@/db/schema/customers";
import { sessions } from "@/db/schema/sessions";
import { tickets } from "@/db/schema/tickets";
import { users } from "@/db/schema/users";
import { accountAge, accountStatus } from "@/lib/customers/queries";

/** Keeps what is known of the customer now, in the transaction that starts the session. */
export async function keepContext(
  tx: Transaction,
  session: { id: string; customer_id: number },
): Promise<void> {
  const ofUser = (column: unknown) =>
    sql`(select ${column} from ${users} where ${users.id} = ${session.customer_id})`;
  await tx.insert(customer_contexts).values({
    session_id: session.id,
    previous_chats: sql`(select count(*) from ${sessions}
      where ${sessions.customer_id} = ${session.customer_id} and ${sessions.id} <> ${session.id})`,
    previous_tickets: sql`(select count(*) from ${tickets}
      where ${tickets.customer_id} = ${session.customer_id})`,
    account_status: ofUser(accountStatus),
    account_age: ofUser(accountAge),
  });
}
