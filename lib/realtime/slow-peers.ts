import type { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { getHeapStatistics } from "node:v8";
import { log } from "@/lib/log";

/** What may wait for one client, in bytes: well over what an honest one asks for at once. */
const MOST_FOR_ONE = 4 * 1024 * 1024;
/**
 * And for all of them together: many slow ones must not fill the memory either. A hundred who stop
 * reading cost under 100 MB (`npm run bench:slow-readers`), and 2,000 who come back at once, each
 * with what they missed, are well under it.
 */
const MOST_FOR_ALL = Math.min(64 * 1024 * 1024, getHeapStatistics().heap_size_limit / 8);
const LOOK_EVERY = 500;
/** How long a client may take to say that it heard of the end, in milliseconds. */
const FAREWELL = 2000;

/** Of engine.io: what tells how far behind a client is. */
type Connection = EventEmitter & { transport: Transport; close(discard: boolean): void };
type Transport = { writable: boolean; socket?: WebSocket; res?: ServerResponse | null };
type WebSocket = { bufferedAmount: number; terminate(): void };
type Packet = { data?: string | Buffer };

/** What waits for a client besides what its WebSocket has taken. */
type Waiting = {
  /** Bytes of the packets that the transport has not taken yet. */
  queued: number;
  /** Answers to polls that were not read to their end, and the bytes of each. */
  answers: Map<ServerResponse, number>;
};

const bytesOf = ({ data }: Packet) => (data ? Buffer.byteLength(data) : 0);

/**
 * Watches all connections of engine.io for clients that do not read: what waits for them is bounded,
 * and who is further behind is cut off, to come back and catch up. A connection that ends otherwise
 * is not kept for a client that no longer answers either.
 * @returns an end of the watch
 */
export function cutSlowPeers(
  engine: EventEmitter,
  { most_for_one = MOST_FOR_ONE, most_for_all = MOST_FOR_ALL } = {},
): () => void {
  const open = new Set<Connection>();
  /** Those alone who are behind, which hardly anybody is. */
  const behind = new Map<Connection, Waiting>();

  function waitingFor(connection: Connection): Waiting {
    const waiting = behind.get(connection) ?? { queued: 0, answers: new Map() };
    behind.set(connection, waiting);
    return waiting;
  }

  function unsentOf(connection: Connection): number {
    let bytes = connection.transport.socket?.bufferedAmount ?? 0;
    const waiting = behind.get(connection);
    if (!waiting) return bytes;
    for (const answer of waiting.answers.values()) bytes += answer;
    return bytes + waiting.queued;
  }

  /** A polite end would wait behind all that is unsent, and keep it. */
  function letGo(connection: Connection): void {
    connection.transport.socket?.terminate();
    for (const answer of behind.get(connection)?.answers.keys() ?? []) answer.destroy();
    behind.delete(connection);
  }

  function cut(connection: Connection, unsent: number): void {
    log.info({ unsent }, "a client that does not read is cut off");
    letGo(connection);
    connection.close(true);
  }

  function cutIfOver(connection: Connection): void {
    const unsent = unsentOf(connection);
    if (unsent > most_for_one) cut(connection, unsent);
  }

  function onPacket(this: Connection, packet: Packet): void {
    // Almost always: it is passed on at once.
    if (this.transport.writable) return;
    waitingFor(this).queued += bytesOf(packet);
    cutIfOver(this);
  }

  function onFlush(connection: Connection, packets: Packet[]): void {
    const { res } = connection.transport;
    if (!res) {
      behind.delete(connection);
      return;
    }
    // Who polls may ask again without having read the answer.
    const waiting = waitingFor(connection);
    waiting.queued = 0;
    waiting.answers.set(
      res,
      packets.reduce((sum, packet) => sum + bytesOf(packet), 0),
    );
    res.once("close", () => {
      waiting.answers.delete(res);
      if (waiting.queued === 0 && waiting.answers.size === 0) behind.delete(connection);
    });
    cutIfOver(connection);
  }

  function onClose(this: Connection, reason: string): void {
    open.delete(this);
    if (reason === "ping timeout") letGo(this);
    else setTimeout(() => letGo(this), FAREWELL).unref();
  }

  function onConnection(connection: Connection): void {
    open.add(connection);
    connection.on("packetCreate", onPacket);
    connection.on("close", onClose);
  }

  function lookAtAll(): void {
    let sum = 0;
    const all: { connection: Connection; unsent: number }[] = [];
    for (const connection of open) {
      const unsent = unsentOf(connection);
      if (unsent === 0) continue;
      // What one tick had for it was passed on in one piece.
      if (unsent > most_for_one) {
        cut(connection, unsent);
        continue;
      }
      sum += unsent;
      all.push({ connection, unsent });
    }
    if (sum <= most_for_all) return;
    for (const { connection, unsent } of all.sort((a, b) => b.unsent - a.unsent)) {
      cut(connection, unsent);
      sum -= unsent;
      if (sum <= most_for_all) return;
    }
  }

  engine.on("connection", onConnection);
  engine.on("flush", onFlush);
  const timer = setInterval(lookAtAll, LOOK_EVERY).unref();
  return () => clearInterval(timer);
}
