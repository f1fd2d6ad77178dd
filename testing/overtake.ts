import type { Happening } from "@/lib/realtime/audience";
import type { RealtimeServer } from "@/lib/realtime/publish";
import { slot } from "@/lib/slot";

/** The events that say by themselves how late they are; those of two nodes overtake each other. */
const MAY_BE_LATE = new Set([
  "chat:new_session",
  "chat:session_updated",
  "chat:session_assigned",
  "chat:ended",
  "chat:seen",
  "agent:status",
]);
/** How many are late, come twice, or are lost where a later one shows it. */
const LATE = 0.15;
const TWICE = 0.05;
const LOST = 0.2;
/** In milliseconds. */
const LATEST = 25;

type Packet = { data: [event: string, payload: { message?: MessagePlace }] };
type MessagePlace = { session_id: string; is_internal: boolean };
type Adapter = { broadcast(packet: Packet, options: unknown): void };

/**
 * From now on events of the test's server come late, twice and in another order; and of two
 * messages that follow each other closely the first may not come at all.
 */
export function disturbEvents(random: () => number): void {
  type Realtime = { io: RealtimeServer; listener: (happening: Happening) => void };
  const { io } = slot<Realtime>("realtime").get();
  const adapter = io.sockets.adapter as unknown as Adapter;
  const broadcast = adapter.broadcast.bind(adapter);
  const held = new Map<string, NodeJS.Timeout>();

  adapter.broadcast = (packet, options) => {
    const [event, payload] = packet.data;
    // Encoding changes a packet, so each time has one of its own.
    const later = () => setTimeout(() => broadcast({ ...packet }, options), random() * LATEST);
    if (payload?.message && event === "chat:new_message") {
      const { session_id, is_internal } = payload.message;
      const log = `${session_id} ${is_internal}`;
      const before = held.get(log);
      clearTimeout(before);
      held.delete(log);
      if (random() < LOST) held.set(log, later());
      else broadcast(packet, options);
      return;
    }
    if (MAY_BE_LATE.has(event) && random() < LATE) return void later();
    if (MAY_BE_LATE.has(event) && random() < TWICE) later();
    broadcast(packet, options);
  };
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
