import { setTimeout as delay } from "node:timers/promises";
import { log } from "@/lib/log";
import type { QueuePosition } from "@/lib/queue/contract";
import { readQueuePositions } from "@/lib/queue/queries";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import { publish } from "@/lib/realtime/publish";
import { slot } from "@/lib/slot";

type Asking = { socket: ParleySocket; session_id: string; answered(): void };

type State = {
  running: boolean;
  again: boolean;
  /** What each waiting customer was last told, as `gist` has it. */
  told: Map<string, string>;
  asking: Asking[];
};

const state = slot<State>("queue positions");

function current(): State {
  const found = state.peek() ?? { running: false, again: false, told: new Map(), asking: [] };
  state.set(found);
  return found;
}

/** The estimate moves on with the clock; that there is one now is worth telling. */
const gist = ({ position, estimated_wait }: QueuePosition) =>
  `${position} ${estimated_wait === null}`;

/**
 * The queue moved: tells everyone whose place changed. The session that moved is told its place
 * anew: its customer has forgotten it whenever it was not waiting.
 */
export async function queueMoved(session_id: string): Promise<void> {
  const now = current();
  now.told.delete(session_id);
  await readAgain(now);
}

/** Tells one socket its place, for a customer who has just come (back). */
export function showPosition(socket: ParleySocket, session_id: string): Promise<void> {
  const now = current();
  return new Promise((answered) => {
    now.asking.push({ socket, session_id, answered });
    void readAgain(now);
  });
}

/** A queue that keeps moving is left alone for so many times as long as reading it took … */
const REST = 4;
/** … but no longer than this, in milliseconds: who comes back waits for it, also after a slow read. */
const LONGEST_REST = 250;

/**
 * One reader for all, so that no place that was read earlier is told later. However many ask while
 * the places are being read, they are read once more after it, and after a rest: where thousands
 * come back at once, each would otherwise bring about a look at all the others.
 */
async function readAgain(now: State): Promise<void> {
  now.again = true;
  if (now.running) return;
  now.running = true;
  while (now.again) {
    now.again = false;
    const asking = now.asking.splice(0);
    const start = performance.now();
    try {
      tell(now, asking, await readQueuePositions());
    } catch (error) {
      // They are told at the next move; a customer who comes back asks anyway.
      log.warn({ err: error }, "the places in the queue could not be read");
    }
    for (const { answered } of asking) answered();
    if (now.again) await delay(Math.min(REST * (performance.now() - start), LONGEST_REST));
  }
  now.running = false;
}

type Place = Awaited<ReturnType<typeof readQueuePositions>>[number];

function tell(now: State, asking: Asking[], places: Place[]): void {
  const waiting = new Map(places.map((place) => [place.session_id, place]));
  for (const { customer_id, ...position } of places) {
    const { session_id } = position;
    if (now.told.get(session_id) === gist(position)) continue;
    now.told.set(session_id, gist(position));
    publish({ type: "queue_moved", customer_id, position });
  }
  for (const session_id of now.told.keys()) {
    if (!waiting.has(session_id)) now.told.delete(session_id);
  }
  for (const { socket, session_id } of asking) {
    const place = waiting.get(session_id);
    if (!place) continue;
    const { customer_id, ...position } = place;
    socket.emit("chat:queue_position", position);
  }
}
