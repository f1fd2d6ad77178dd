import { io, type Socket } from "socket.io-client";
import type { Envelope } from "@/lib/errors";
import type { ClientEvents, ServerEvents, ServerPayloads } from "@/lib/realtime/events";

type Input<E extends keyof ClientEvents> = Parameters<ClientEvents[E]>[0];
type Answer<E extends keyof ClientEvents> = Parameters<Parameters<ClientEvents[E]>[1]>[0];

export type Received = {
  [E in keyof ServerPayloads]: { event: E; payload: ServerPayloads[E] };
}[keyof ServerPayloads];

export type SocketClient = {
  /** Sends an event and resolves with its acknowledgement. */
  ask<E extends keyof ClientEvents>(event: E, input: Input<E>): Promise<Answer<E>>;
  /** All that the server sent, in order. */
  received: Received[];
  /**
   * The payload of the first such event that `fits`, among those that came and those that come.
   * Rejects when the connection ends before, or after 10 s.
   */
  until<E extends keyof ServerPayloads>(
    event: E,
    fits: (payload: ServerPayloads[E]) => boolean,
  ): Promise<ServerPayloads[E]>;
  close(): void;
};

/** Nothing goes unanswered for longer, and an event is no slower than an answer. */
const LONGEST_MS = 10_000;

/**
 * Connects a client that is no browser. It does not reconnect: a connection that is lost makes the
 * test fail and is not smoothed over.
 * @throws the envelope's error when the server refuses the connection
 */
export async function openSocket(
  url: string,
  token?: unknown,
  transport: "websocket" | "polling" = "websocket",
): Promise<SocketClient> {
  const socket: Socket<ServerEvents, ClientEvents> = io(url, {
    auth: { token },
    transports: [transport],
    reconnection: false,
    forceNew: true,
  });
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event, payload) => {
    received.push({ event, payload });
    for (const look of waiting) look();
  });
  let lost: string | undefined;
  socket.on("disconnect", (reason) => {
    lost = reason;
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error) => {
      socket.disconnect();
      reject("data" in error ? error.data : error);
    });
  });

  return {
    received,
    async ask(event, input) {
      const emit = socket.timeout(LONGEST_MS).emitWithAck as (
        event: string,
        input: unknown,
      ) => Promise<Envelope<never>>;
      return (await emit.call(socket.timeout(LONGEST_MS), event, input)) as never;
    },
    until(event, fits) {
      return new Promise((resolve, reject) => {
        const settle = (end: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          end();
        };
        const look = () => {
          const found = received.find(
            (one) => one.event === event && fits(one.payload as never),
          )?.payload;
          if (found) settle(() => resolve(found as never));
          else if (lost) settle(() => reject(new Error(`Lost the connection: ${lost}`)));
        };
        const timer = setTimeout(
          () => settle(() => reject(new Error(`No such ${event} came.`))),
          LONGEST_MS,
        );
        waiting.add(look);
        look();
      });
    },
    close: () => socket.disconnect(),
  };
}
