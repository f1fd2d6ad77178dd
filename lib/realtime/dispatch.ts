import { PacketType } from "socket.io-parser";
import { answer, parseInput } from "@/lib/answer";
import { AppError } from "@/lib/errors";
import { currentActor } from "@/lib/realtime/current-actor";
import { agentHandlers } from "@/lib/realtime/handlers/agents";
import { cannedResponseHandlers } from "@/lib/realtime/handlers/canned-responses";
import { connectionHandlers } from "@/lib/realtime/handlers/connection";
import type { Handler, On, ParleySocket } from "@/lib/realtime/handlers/handler";
import { messageHandlers } from "@/lib/realtime/handlers/messages";
import { sessionHandlers } from "@/lib/realtime/handlers/sessions";

/** Calls of one socket that are carried out at once: a flood must not take the pool from the others. */
const MOST_CALLS = 100;

/** What a client sent, as Socket.IO has it: `data` is the event and what came with it. */
export type EventPacket = { id?: number; data: unknown[] };

/** Of Socket.IO: how its own acknowledgements go out. */
type Acknowledging = { packet(packet: { type: PacketType; id: number; data: unknown[] }): void };

/** Which domain function is behind which event. */
export function registerHandlers(): Map<string, Handler> {
  const handlers = new Map<string, Handler>();
  const on: On = (event, schema, run, longest) => {
    handlers.set(event, { schema, run, longest } as unknown as Handler);
  };
  connectionHandlers(on);
  sessionHandlers(on);
  messageHandlers(on);
  agentHandlers(on);
  cannedResponseHandlers(on);
  return handlers;
}

/** The one place where an event of a client meets code: nothing thrown in there ends the process. */
export function dispatch(
  handlers: Map<string, Handler>,
  socket: ParleySocket,
  { id, data }: EventPacket,
): void {
  const event = String(data[0]);
  const handler = handlers.get(event);
  socket.data.calls_in_flight++;
  void answer(event, () => call(handler, socket, data), handler?.longest).then((envelope) => {
    socket.data.calls_in_flight--;
    if (id === undefined) return;
    const acknowledging = socket as unknown as Acknowledging;
    acknowledging.packet({ type: PacketType.ACK, id, data: [envelope] });
  });
}

async function call(
  handler: Handler | undefined,
  socket: ParleySocket,
  [, payload, ...more]: unknown[],
): Promise<unknown> {
  const { calls_in_flight, ip_address } = socket.data;
  if (calls_in_flight > MOST_CALLS) {
    throw new AppError("RATE_LIMITED", "Too much at once. Try again in a moment.", {
      retry_after_ms: 1000,
    });
  }
  if (!handler) throw new AppError("UNKNOWN_EVENT", "There is no such event.");
  if (more.length > 0) {
    throw new AppError("VALIDATION", "An event takes one payload and an acknowledgement.");
  }
  // Waiting for nothing would be a turn of its own for each message.
  const known = currentActor(socket);
  const actor = known instanceof Promise ? await known : known;
  const input = parseInput(handler.schema, payload ?? {});
  return handler.run(actor, input, { ip_address, socket_id: socket.id }, socket);
}
