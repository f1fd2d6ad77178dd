import { setTimeout as delay } from "node:timers/promises";
import { readToldStaff } from "@/lib/agents/queries";
import { log } from "@/lib/log";
import { readSeen } from "@/lib/messages/queries";
import { publish } from "@/lib/realtime/publish";
import { isHandedOn } from "@/lib/sessions/policy";
import { readQueued, readUncertain } from "@/lib/sessions/queries";

/** How soon a read that failed is made again, in milliseconds. */
const TRY_AGAIN_AFTER = 1000;

/**
 * For what has to be read before it can be told. However many keys come while some are being read,
 * each is read once more after it; none is left out when the database fails in between.
 */
function createTeller<Key>(what: string, tell: (keys: Key[]) => Promise<void>) {
  const asked = new Set<Key>();
  let is_running = false;

  return async (...keys: Key[]): Promise<void> => {
    for (const key of keys) asked.add(key);
    if (is_running) return;
    is_running = true;
    while (asked.size > 0) {
      const now = [...asked];
      asked.clear();
      try {
        await tell(now);
      } catch (error) {
        log.warn({ err: error }, `${what} could not be read`);
        for (const key of now) asked.add(key);
        await delay(TRY_AGAIN_AFTER);
      }
    }
    is_running = false;
  };
}

/** A waiting chat got a message, so its row in the queue shows another last one. */
export const queueRowChanged = createTeller<string>("rows of the queue", async (ids) => {
  for (const session of await readQueued(ids)) publish({ type: "queue_row_changed", session });
});

/**
 * Nobody knows whether a change of these sessions was committed, so they are told as they are. Who
 * knew already takes nothing from it: states are in the order of their versions.
 */
export const sessionsUncertain = createTeller<string>("sessions", async (ids) => {
  const [sessions, cursors] = await Promise.all([readUncertain(ids), readSeen(ids)]);
  const people: number[] = [];
  for (const { views: session, former_agent_id } of sessions) {
    const { status, agent_id } = session.staff;
    if (status === "active") {
      publish({ type: "session_assigned", session });
      if (isHandedOn(session.staff)) publish({ type: "session_transferred", session });
    } else if (status === "closed") publish({ type: "session_ended", session, was_pending: true });
    else publish({ type: "session_released", session, former_agent_id });
    people.push(...[agent_id, former_agent_id].filter((id) => id !== null));
  }
  for (const seen of cursors) publish({ type: "message_seen", seen });
  if (people.length > 0) await staffUncertain(...people);
});

/** The same for colleagues; whoever these people are, all who are staff now are told of. */
export const staffUncertain = createTeller<number>("staff", async (user_ids) => {
  for (const agent of await readToldStaff(user_ids)) publish({ type: "agent_changed", agent });
});
