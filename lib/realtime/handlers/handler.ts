import type { Socket } from "socket.io";
import type { z } from "zod";
import type { Actor, Caller } from "@/lib/actor";
import type { ClientEvents, ServerEvents } from "@/lib/realtime/events";
import type { SocketData } from "@/lib/realtime/publish";

export type ParleySocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

type InputOf<E extends keyof ClientEvents> = Parameters<ClientEvents[E]>[0];
type DataOf<E extends keyof ClientEvents> = Parameters<
  Parameters<ClientEvents[E]>[1]
>[0] extends infer Envelope
  ? Extract<Envelope, { ok: true }> extends { data: infer Data }
    ? Data
    : never
  : never;

/** A domain function as an event runs it: `socket` for those few that concern the connection itself. */
export type Run<Input, Data> = (
  actor: Actor,
  input: Input,
  caller: Caller,
  socket: ParleySocket,
) => Promise<Data>;

export type Handler = {
  schema: z.ZodType<unknown>;
  run: Run<unknown, unknown>;
  /** How long its answer may take, in milliseconds, where that is less than usual. */
  longest: number | undefined;
};

/** Names the domain function behind an event. */
export type On = <E extends keyof ClientEvents>(
  event: E,
  schema: z.ZodType<InputOf<E>>,
  run: Run<InputOf<E>, DataOf<E>>,
  longest?: number,
) => void;
