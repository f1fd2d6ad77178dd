import { io, type Socket } from "socket.io-client";
import { type Identity, unreachable, unwrap } from "@/lib/client/api";
import type { ServerEvent } from "@/lib/client/apply-event";
import { watchPage } from "@/lib/client/page-life";
import { createPulse } from "@/lib/client/pulse";
import type { ErrorBody } from "@/lib/errors";
import type { ClientEvents, ServerEvents } from "@/lib/realtime/events";

/** How long a call waits for its acknowledgement, in milliseconds; the server answers within 10 s. */
const ANSWER_TIMEOUT = 12_000;
/** What a handshake has at first, in milliseconds; on a line that is slower it gets more. */
const HANDSHAKE_WITHIN = 10_000;
/** The waits between tries to connect, in milliseconds, before chance makes them 0.5 to 1.5 of it. */
const FIRST_RETRY = 400;
const LONGEST_RETRY = 2000;
/**
 * Quiet for so long on a line that is asked before, the page itself stood still, in milliseconds: the
 * server may have given it up meanwhile, and a new connection is there before an old one has answered.
 */
const SLEPT = 20_000;

type InputOf<E extends keyof ClientEvents> = Parameters<ClientEvents[E]>[0];
type DataOf<E extends keyof ClientEvents> = Extract<
  Parameters<Parameters<ClientEvents[E]>[1]>[0],
  { ok: true }
>["data"];

export type Connection = {
  /** @throws CallError; UNAVAILABLE at once when there is no connection */
  request<E extends keyof ClientEvents>(event: E, payload: InputOf<E>): Promise<DataOf<E>>;
  isOpen(): boolean;
  /** Tries now what it would try later; the person asked for it. */
  wake(): void;
  close(): void;
};

type Listeners = {
  onOpen(): void;
  /**
   * `refusal` says why when the server does not let this identity in; `later` when it does not do
   * so yet.
   */
  onClosed(refusal: ErrorBody | null, later?: ErrorBody | null): void;
  onEvent(event: ServerEvent): void;
};

/**
 * Opens the socket and keeps it open: it comes back by itself until it is closed or refused. One
 * that looks open and carries nothing is found and replaced.
 */
export function openConnection(identity: Identity, listeners: Listeners): Connection {
  const { side, token, base_url, looks_on } = identity;
  const socket: Socket<ServerEvents, ClientEvents> = io(base_url ?? "", {
    auth: { ...(token ? { token } : { side }), ...(looks_on && { looks_on }) },
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    forceNew: true,
    autoConnect: false,
    // The library's own waits grow until they overflow, and then there is none between two tries.
    reconnection: false,
  });
  // Its timeout ends before the server has let us in; ours covers all of the handshake.
  socket.io.timeout(false);

  const pulse = createPulse({
    ask: (onAnswer) => void socket.emit("ping", {}, onAnswer),
    onDead: () => hangUp(),
  });
  let attempts = 0;
  /** More for each time that it was given up, up to four times as much. */
  let handshake_within = HANDSHAKE_WITHIN;
  let is_dialing = false;
  let is_over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function dial(): void {
    clearTimeout(timer);
    is_dialing = true;
    timer = setTimeout(hangUp, handshake_within);
    socket.connect();
  }

  /** `not_before`: the server has said how long to stay away, in milliseconds. */
  function dialLater(not_before = 0): void {
    clearTimeout(timer);
    is_dialing = false;
    const backoff = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(attempts++, 10));
    // Chance, so that clients who lost one server do not all come back in the same instant.
    timer = setTimeout(dial, not_before + backoff * (0.5 + Math.random()));
  }

  /** Gives this connection up, without waiting for the other end to say the same. */
  function hangUp(): void {
    const was_open = socket.connected;
    if (!was_open) handshake_within = Math.min(4 * HANDSHAKE_WITHIN, 2 * handshake_within);
    socket.disconnect();
    if (!was_open) listeners.onClosed(null);
    if (was_open) dial();
    else dialLater();
  }

  function wake(): void {
    if (socket.connected && pulse.quietFor() > SLEPT) hangUp();
    else if (socket.connected) pulse.check("doubtful");
    else if (!is_dialing && !is_over) dial();
  }

  function doubt(): void {
    if (socket.connected) pulse.check("doubtful");
  }

  socket.io.on("open", () => {
    const { engine } = socket.io;
    engine.on("packet", () => {
      // Not what still comes out of one that was given up.
      if (engine === socket.io.engine) pulse.heard();
    });
  });
  socket.on("connect", () => {
    clearTimeout(timer);
    is_dialing = false;
    attempts = 0;
    handshake_within = HANDSHAKE_WITHIN;
    pulse.start();
    listeners.onOpen();
  });
  socket.on("disconnect", (reason) => {
    pulse.stop();
    listeners.onClosed(null);
    // Unless we did it ourselves. The server may have meant it: the client comes back with new rights.
    if (reason !== "io client disconnect") dialLater();
  });
  socket.on("connect_error", (error) => {
    const refusal = (error as Error & { data?: ErrorBody }).data ?? null;
    if (refusal?.retryable === false) {
      clearTimeout(timer);
      is_over = true;
      listeners.onClosed(refusal);
      return;
    }
    listeners.onClosed(null, refusal);
    dialLater(refusal?.retry_after_ms);
  });
  socket.onAny((event, payload) => listeners.onEvent({ event, payload } as ServerEvent));
  const unwatch = watchPage({ onWake: wake, onOffline: doubt });
  dial();

  return {
    async request(event, payload) {
      // Without this the library would keep the packet and send it whenever.
      if (!socket.connected) throw unreachable();
      let envelope: never;
      const answered = pulse.expect();
      try {
        envelope = (await socket
          .timeout(ANSWER_TIMEOUT)
          .emitWithAck(event, ...([payload] as never))) as never;
      } catch {
        throw unreachable();
      } finally {
        answered();
      }
      return unwrap(envelope);
    },
    isOpen: () => socket.connected,
    wake,
    close() {
      is_over = true;
      clearTimeout(timer);
      unwatch();
      pulse.stop();
      socket.close();
    },
  };
}
