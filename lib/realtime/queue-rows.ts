import { setTimeout as delay } from "node:timers/promises";
import { log } from "@/lib/log";
import { publish } from "@/lib/realtime/publish";
import { readQueued } from "@/lib/sessions/queries";
import { slot } from "@/lib/slot";

/** How soon a read that failed is made again, in milliseconds. */
const TRY_AGAIN_AFTER = 1000;

type State = { running: boolean; changed: Set<string> };

const state = slot<State>("queue rows");

function current(): State {
  const found = state.peek() ?? { running: false, changed: new Set() };
  state.set(found);
  return found;
}

/**
 * A waiting chat got a message, so its row in the queue shows another last one. However many come
 * while rows are being read, each chat is read once more after it; none is left out when the
 * database fails in between.
 */
export async function queueRowChanged(session_id: string): Promise<void> {
  const now = current();
  now.changed.add(session_id);
  if (now.running) return;
  now.running = true;
  while (now.changed.size > 0) {
    const ids = [...now.changed];
    now.changed.clear();
    try {
      for (const session of await readQueued(ids)) publish({ type: "queue_row_changed", session });
    } catch (error) {
      log.warn({ err: error }, "rows of the queue could not be read");
      for (const id of ids) now.changed.add(id);
      await delay(TRY_AGAIN_AFTER);
    }
  }
  now.running = false;
}
