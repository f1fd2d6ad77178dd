import type { Server } from "socket.io";
import type { Actor, Caller } from "@/lib/actor";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { audienceOf, type Happening, type Leave, type Move } from "@/lib/realtime/audience";
import type { ClientEvents, ServerEvents } from "@/lib/realtime/events";
import { sessionRoom, staffRoom, userRoom } from "@/lib/realtime/rooms";
import { deliverToSockets } from "@/lib/realtime/sockets";
import { deliver } from "@/lib/realtime/streams";
import { slot } from "@/lib/slot";
import type { Known } from "@/lib/users/authenticate";

export type SocketData = {
  /** Who it is, as of the last look at the database. */
  known: Known;
  /** An admin's, from where they take no chats: it does not make them online. */
  looks_on: boolean;
  /** Whether it was an agent's who takes chats when it came: they are missed when it goes. */
  is_at_work?: boolean;
  /** A look at the database that is under way, which what the socket sends waits for. */
  look?: Promise<Actor>;
  /** Its turn for the next look. */
  slice: number;
  ip_address: string | null;
  calls_in_flight: number;
  /** The sessions whose rooms this socket entered, with what its right to do so was read from. */
  entered?: Entry[];
};

type Entry = { session_id: string; version: number };

export const entryOf = ({ entered }: SocketData, session_id: string): Entry | undefined =>
  entered?.find((entry) => entry.session_id === session_id);

export type RealtimeServer = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

type Listener = (happening: Happening) => void;

/** The process's Socket.IO server, and who else wants to know what happened (the gateway). */
const realtime = slot<{ io: RealtimeServer; listener: Listener }>("realtime");

export const setRealtime = realtime.set;

const roomsOf = (move: Move) =>
  move.is_staff
    ? [sessionRoom(move.session_id), staffRoom(move.session_id)]
    : [sessionRoom(move.session_id)];

/**
 * Tells everyone concerned what happened. Call it after the commit. The socket that caused it has
 * its answer as the acknowledgement and gets no message of its own back. Without a running server
 * (a build, a script) nobody is connected and nothing is to be done.
 */
export function publish(happening: Happening, caller?: Pick<Caller, "socket_id">): void {
  const running = realtime.peek();
  if (!running) return;
  const { io, listener } = running;
  const { deliveries, joins = [], leaves = [] } = audienceOf(happening);
  for (const move of joins) io.in(userRoom(move.user_id)).socketsJoin(roomsOf(move));
  for (const delivery of deliveries) {
    deliver(delivery);
    deliverToSockets(
      io,
      delivery,
      delivery.event === "chat:new_message" ? caller?.socket_id : null,
    );
  }
  if (leaves.length > 0) putAllOut(io, leaves);
  listener(happening);
}

type Uncertain = Extract<
  Happening,
  { type: "session_uncertain" | "staff_uncertain" | "person_renamed" }
>;

/**
 * Runs what changes something. The database may be lost in the middle of it, and nobody knows then
 * whether it was committed: what is there is told as soon as it can be read. What failed otherwise
 * is told once more for nothing.
 */
export async function orUncertain<T>(uncertain: Uncertain, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!isAppError(error)) publish(uncertain);
    throw error;
  }
}

function putAllOut(io: RealtimeServer, leaves: Leave[]): void {
  Promise.all(leaves.map((move) => putOut(io, move))).catch((error) =>
    log.error({ err: error }, "a former agent is still in a session's room"),
  );
}

async function putOut(io: RealtimeServer, leave: Leave): Promise<void> {
  for (const socket of await io.in(userRoom(leave.user_id)).fetchSockets()) {
    const { version = 0 } = entryOf(socket.data, leave.session_id) ?? {};
    if (version < leave.version) for (const room of roomsOf(leave)) socket.leave(room);
  }
}
