import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import type { AgentStatus } from "@/lib/agents/contract";
import type { Envelope, ErrorBody } from "@/lib/errors";
import type { ClientEvents, ServerPayloads } from "@/lib/realtime/events";
import { origin } from "@/testing/origin";
import { tokenOf } from "@/testing/rest";

/** Longer than anything that a test waits for takes, shorter than the test may. */
const PATIENCE = 10_000;

// biome-ignore lint/suspicious/noExplicitAny: tests look at answers from outside, where nothing is typed
type Json = any;
type Received = { event: string; payload: Json; taken: boolean };
type Event = keyof ServerPayloads;

const open = new Set<Socket>();

export function closeSockets(): void {
  for (const socket of open) socket.disconnect();
  open.clear();
}

/** What a promise did not do in time is said, so that a red test tells what was missing. */
function within<T>(what: string, run: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`Waited ${PATIENCE / 1000} s in vain for ${what}.`));
    }, PATIENCE);
    run((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

/** A socket as a test uses it: it keeps all that it received, in order. */
function client(socket: Socket) {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event, payload) => {
    received.push({ event, payload, taken: false });
    for (const look of [...waiting]) look();
  });

  /** Any event with any arguments, however wrong; the acknowledgement. */
  const emit = (event: string, ...args: unknown[]): Promise<Envelope<Json>> =>
    within(`the acknowledgement of ${event}`, (resolve) => socket.emit(event, ...args, resolve));

  return {
    socket,
    emit,
    call: (event: keyof ClientEvents, payload: unknown = {}) => emit(event, payload),
    /** The next such event that no `next` has taken yet, also when it is there already. */
    next<E extends Event>(
      event: E,
      is_meant: (payload: ServerPayloads[E]) => boolean = () => true,
    ): Promise<ServerPayloads[E]> {
      return within(`${event} with ${is_meant}`, (resolve) => {
        const look = () => {
          const found = received.find(
            (one) => !one.taken && one.event === event && is_meant(one.payload),
          );
          if (!found) return;
          found.taken = true;
          waiting.delete(look);
          resolve(found.payload);
        };
        waiting.add(look);
        look();
      });
    },
    /**
     * All such events that the server has sent until now. Packets of one connection keep their
     * order, so whatever was sent before an acknowledgement is there with it.
     */
    async all<E extends Event>(event: E): Promise<ServerPayloads[E][]> {
      await emit("nothing");
      return received.filter((one) => one.event === event).map((one) => one.payload);
    },
    /** Everything received until now, as text: what must not be in it is looked for. */
    async everything(): Promise<string> {
      await emit("nothing");
      return JSON.stringify(received);
    },
    closed: () =>
      within<string>("the end of the connection", (resolve) =>
        socket.connected ? socket.once("disconnect", resolve) : resolve("gone"),
      ),
    close: () => void socket.disconnect(),
  };
}

export type Client = ReturnType<typeof client>;

type Options = Partial<ManagerOptions & SocketOptions> & {
  /** Stays open after the test in which it was made. */
  keep?: boolean;
};

function dial(who: { token: string } | string | null, { keep, ...options }: Options): Socket {
  const token = tokenOf(who);
  const socket = io(origin(), {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    ...(token !== null && { auth: { token } }),
    ...options,
  });
  if (!keep) open.add(socket);
  return socket;
}

/** Connects, and fails with the server's refusal. */
export async function connect(
  who: { token: string } | string | null,
  options: Options = {},
): Promise<Client> {
  const socket = dial(who, options);
  const connected = client(socket);
  const refusal = await within<Error | null>("a connection", (resolve) => {
    socket.once("connect", () => resolve(null));
    socket.once("connect_error", resolve);
  });
  if (refusal) throw refusal;
  return connected;
}

/** Connects, and must be refused: the error of the envelope, or null where nothing was said. */
export async function refused(
  who: { token: string } | string | null,
  options: Options = {},
): Promise<ErrorBody | null> {
  const socket = dial(who, options);
  return within<ErrorBody | null>("a refusal", (resolve) => {
    socket.once("connect_error", (error) =>
      resolve("data" in error ? (error.data as ErrorBody) : null),
    );
  });
}

/** An agent with a socket and this status: without one they would be found to be gone. */
export async function bePresent(
  person: { token: string },
  status: AgentStatus = "online",
): Promise<Client> {
  const socket = await connect(person);
  const answer = await socket.call("agent:set_status", { status });
  if (!answer.ok) throw new Error(`The status was not set: ${answer.error.message}`);
  return socket;
}
