import { io, type Socket } from "socket.io-client";
import { type Identity, unreachable, unwrap } from "@/lib/client/api";
import type { ServerEvent } from "@/lib/client/apply-event";
import type { ErrorBody } from "@/lib/errors";
import type { ClientEvents, ServerEvents } from "@/lib/realtime/events";

/** How long a call waits for its acknowledgement, in milliseconds; the server answers within 10 s. */
const ANSWER_TIMEOUT = 12_000;

type InputOf<E extends keyof ClientEvents> = Parameters<ClientEvents[E]>[0];
type DataOf<E extends keyof ClientEvents> = Extract<
  Parameters<Parameters<ClientEvents[E]>[1]>[0],
  { ok: true }
>["data"];

export type Connection = {
  /** @throws CallError; UNAVAILABLE at once when there is no connection */
  request<E extends keyof ClientEvents>(event: E, payload: InputOf<E>): Promise<DataOf<E>>;
  isOpen(): boolean;
  close(): void;
};

type Listeners = {
  onOpen(): void;
  /** `refusal` says why when the server does not let this identity in. */
  onClosed(refusal: ErrorBody | null): void;
  onEvent(event: ServerEvent): void;
};

/** How soon a refused but retryable handshake is tried again, in milliseconds. */
const REFUSED_RETRY = 3000;

/** Opens the socket and keeps it open: it comes back by itself until it is closed or refused. */
export function openConnection(identity: Identity, listeners: Listeners): Connection {
  const { side, token, base_url } = identity;
  const socket: Socket<ServerEvents, ClientEvents> = io(base_url ?? "", {
    auth: token ? { token } : { side },
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
  });
  let retry: ReturnType<typeof setTimeout> | undefined;

  socket.on("connect", listeners.onOpen);
  socket.on("disconnect", (reason) => {
    listeners.onClosed(null);
    // The server closed it on purpose, so the library stays away: a role may have changed.
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", (error) => {
    const refusal = (error as Error & { data?: ErrorBody }).data ?? null;
    listeners.onClosed(refusal?.retryable === false ? refusal : null);
    // A refused handshake is not tried again by the library.
    if (refusal?.retryable) {
      clearTimeout(retry);
      retry = setTimeout(() => socket.connect(), refusal.retry_after_ms ?? REFUSED_RETRY);
    }
  });
  socket.onAny((event, payload) => listeners.onEvent({ event, payload } as ServerEvent));

  return {
    async request(event, payload) {
      // Without this the library would keep the packet and send it whenever.
      if (!socket.connected) throw unreachable();
      let envelope: never;
      try {
        envelope = (await socket
          .timeout(ANSWER_TIMEOUT)
          .emitWithAck(event, ...([payload] as never))) as never;
      } catch {
        throw unreachable();
      }
      return unwrap(envelope);
    },
    isOpen: () => socket.connected,
    close() {
      clearTimeout(retry);
      socket.close();
    },
  };
}
