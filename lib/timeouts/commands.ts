import { eq, sql } from "drizzle-orm";
import { type Transaction, transaction } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { freeSlot, tellAgent } from "@/lib/agents/commands";
import { countFigures } from "@/lib/analytics/commands";
import { deleteDrafts } from "@/lib/drafts/commands";
import { log } from "@/lib/log";
import { appendMessage } from "@/lib/messages/commands";
import { orUncertain, publish } from "@/lib/realtime/publish";
import { readViews } from "@/lib/sessions/queries";
import { settings } from "@/lib/settings/queries";
import { endText, type Timeout, timeoutOf, warningText } from "@/lib/timeouts/policy";
import { dueFor, listIdle } from "@/lib/timeouts/queries";

const say = (tx: Transaction, session_id: string, content: string) =>
  appendMessage(tx, session_id, {
    sender_id: null,
    sender_type: "system",
    type: "system",
    content,
    client_id: null,
    is_internal: false,
  });

/**
 * Warns both sides of active sessions in which nobody writes, and ends those that were warned. A
 * pending one is left alone, however long it takes: its customer has said what they want, and waits.
 *
 * Every node looks, and none doubles what another does: a session is attended to under its row's
 * lock, and what is due is read anew once the lock is held.
 */
export async function attendToIdle(): Promise<void> {
  const timeout = timeoutOf(settings().session_timeout);
  for (const session_id of await listIdle(timeout)) {
    // One that fails must not keep the others from their end: the next look tries again.
    await attend(session_id, timeout).catch((error) =>
      log.warn({ err: error, session_id }, "an idle session was not attended to"),
    );
  }
}

async function attend(session_id: string, timeout: Timeout): Promise<void> {
  const uncertain = { type: "session_uncertain", session_id } as const;
  const done = await orUncertain(uncertain, () =>
    transaction(async (tx) => {
      const own = eq(sessions.id, session_id);
      const [held] = await tx
        .select({ id: sessions.id })
        .from(sessions)
        .where(own)
        // Somebody writes or acts there at this moment, or another node was first.
        .for("update", { skipLocked: true });
      // A statement of its own: it sees what was committed before the lock was had.
      const due = held && (await dueFor(session_id, timeout, tx));
      if (!due) return null;
      if (due.what === "warning") {
        await tx.update(sessions).set({ timeout_warned_at: sql`now()` }).where(own);
        return { message: await say(tx, session_id, warningText(timeout)), ended: null };
      }
      const message = await say(tx, session_id, endText(timeout));
      await tx
        .update(sessions)
        .set({
          status: "closed",
          ended_at: sql`now()`,
          waiting_since: null,
          version: sql`${sessions.version} + 1`,
        })
        .where(own);
      await deleteDrafts(tx, session_id);
      await countFigures(tx, session_id);
      const agent = await freeSlot(tx, due.agent_id);
      return { message, ended: { agent, views: await readViews(session_id, tx) } };
    }),
  );
  if (!done) return;
  publish({ type: "message_sent", message: done.message, in_queue: false });
  if (!done.ended) return;
  publish({ type: "session_ended", session: done.ended.views, was_pending: false });
  tellAgent(done.ended.agent);
}
