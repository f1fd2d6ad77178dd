import { PacketType } from "socket.io-parser";
import type { Delivery } from "@/lib/realtime/audience";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import type { RealtimeServer } from "@/lib/realtime/publish";
import { textParser } from "@/lib/realtime/text-parser";

const encoder = new textParser.Encoder();

/** Of `ws`, under Engine.IO. */
type Transport = { writable: boolean; socket?: { bufferedAmount: number } };

/** Whether a socket has not read all that it was sent. */
function isBehind({ conn }: ParleySocket): boolean {
  const { writable, socket } = conn.transport as Transport;
  return !writable || (socket?.bufferedAmount ?? 0) > 0;
}

/**
 * To the sockets in the delivery's rooms, to each once and to all where it names none, but not to
 * the one with the id `but`. As Socket.IO's own `to().except().emit()`, without what that makes anew
 * for each event: nearly all go to one or two sockets of one room.
 */
export function deliverToSockets(
  io: RealtimeServer,
  { event, payload, to, except = [], volatile }: Delivery,
  but?: string | null,
): void {
  const { adapter, sockets } = io.sockets;
  const { rooms } = adapter;
  const told = to.length > 1 ? new Set<string>() : null;
  let text: string | undefined;
  for (const ids of to.length > 0 ? to.map((room) => rooms.get(room) ?? []) : [sockets.keys()]) {
    for (const id of ids) {
      if (id === but || told?.has(id)) continue;
      if (except.length > 0 && except.some((room) => rooms.get(room)?.has(id))) continue;
      told?.add(id);
      const socket = sockets.get(id);
      if (!socket || (volatile && isBehind(socket))) continue;
      text ??= encoder.encode({ type: PacketType.EVENT, nsp: "/", data: [event, payload] })[0];
      socket.conn.write(text as string);
    }
  }
}
