import type { Delivery, Happening } from "@/lib/realtime/audience";
import type { SocketData } from "@/lib/realtime/publish";
import { slot } from "@/lib/slot";

/** Somebody who listens to one session over HTTP. To the gateway they are a socket that says nothing. */
export type Stream = {
  session_id: string;
  data: SocketData;
  /** As those of a socket, so that the audience decides over both. */
  rooms: ReadonlySet<string>;
  take(delivery: Delivery): void;
  /** Ends it after what it has; whoever still may comes back and goes on from there. */
  disconnect(): unknown;
};

const open = slot<Set<Stream>>("streams");

export function streams(): Set<Stream> {
  const found = open.peek() ?? new Set();
  open.set(found);
  return found;
}

/** The session that an event is about, or null. */
function sessionOf({ payload }: Delivery): string | null {
  if ("session" in payload) return payload.session.id;
  if ("message" in payload) return payload.message.session_id;
  return "session_id" in payload ? payload.session_id : null;
}

/** To the streams in its rooms; a stream hears of its own session alone. */
export function deliver(delivery: Delivery): void {
  if (streams().size === 0) return;
  const session_id = sessionOf(delivery);
  const { to, except = [] } = delivery;
  for (const stream of streams()) {
    if (stream.session_id !== session_id) continue;
    if (!to.some((room) => stream.rooms.has(room))) continue;
    if (except.some((room) => stream.rooms.has(room))) continue;
    stream.take(delivery);
  }
}

/** The session whose readers may be others after this. */
export function sessionWithOthers(happening: Happening): string | null {
  switch (happening.type) {
    case "session_assigned":
    case "session_released":
    case "session_ended":
      return happening.session.staff.id;
    default:
      return null;
  }
}
