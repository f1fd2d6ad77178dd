import { log } from "@/lib/log";
import { readQueuePositions } from "@/lib/queue/queries";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import { publish } from "@/lib/realtime/publish";
import { slot } from "@/lib/slot";

type State = {
  running: boolean;
  again: boolean;
  /** What each waiting customer was last told. */
  told: Map<string, number>;
};

const state = slot<State>("queue positions");

function current(): State {
  const found = state.peek() ?? { running: false, again: false, told: new Map() };
  state.set(found);
  return found;
}

/**
 * The queue moved: tells everyone whose place changed. However many moves come while the places
 * are being read, they are read once more after it.
 */
export async function queueMoved(): Promise<void> {
  const now = current();
  now.again = true;
  if (now.running) return;
  now.running = true;
  try {
    while (now.again) {
      now.again = false;
      const told = new Map<string, number>();
      for (const { customer_id, ...position } of await readQueuePositions()) {
        told.set(position.session_id, position.position);
        if (now.told.get(position.session_id) === position.position) continue;
        publish({ type: "queue_moved", customer_id, position });
      }
      now.told = told;
    }
  } catch (error) {
    // They are told at the next move; a customer who comes back asks anyway.
    log.warn({ err: error }, "the places in the queue could not be read");
  } finally {
    now.running = false;
  }
}

/** Tells one socket its place, for a customer who has just come (back). */
export async function showPosition(socket: ParleySocket, session_id: string): Promise<void> {
  const positions = await readQueuePositions();
  const found = positions.find((position) => position.session_id === session_id);
  if (!found) return;
  const { customer_id, ...position } = found;
  socket.emit("chat:queue_position", position);
}
