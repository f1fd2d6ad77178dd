import type { Socket as TcpSocket } from "node:net";
import { FrameWriter, type Packet } from "@/lib/realtime/frames";
import type { RealtimeServer } from "@/lib/realtime/publish";

type Options = { compress?: boolean };
/** What Engine.IO keeps of a connection, as far as it is used here. */
type Connection = {
  readyState: string;
  writeBuffer: Packet[];
  /** Who wants to know when what waits has been sent. */
  packetsFn: unknown[];
  server: { emit(event: "flush", connection: Connection, packets: Packet[]): void };
  emit(event: "packetCreate", packet: Packet): void;
  flush(): void;
  write(data: unknown, options?: Options): Connection;
  /** `socket`: of `ws`, where the transport is a WebSocket. */
  transport: { writable: boolean; socket?: WebSocket };
};
type WebSocket = {
  readyState: number;
  _socket?: TcpSocket | null;
  _sender?: { _state: number };
};

/** Of `ws`: the connection is open … */
const OPEN = 1;
/** … and none of its frames waits for its turn. */
const NOTHING_QUEUED = 0;

/**
 * All that one tick has for a connection goes out in one write. The messages of a batch are known
 * together, so most connections get their acknowledgement and the other side's message at once;
 * Engine.IO sends the first packet alone and each frame by a system call of its own, which is more
 * than half of what relaying a message costs.
 *
 * Where all of it is short messages they become frames here; the rest (what is compressed, a ping,
 * the end, who polls) goes the library's own way. Both leave at once, so what is sent stays in order.
 */
export function gatherWrites(engine: RealtimeServer["engine"]): void {
  let due = new Set<Connection>();
  const frames = new FrameWriter();

  function flushAll(): void {
    const now = due;
    due = new Set();
    for (const connection of now) {
      if (writeFrames(connection)) continue;
      const tcp = connection.transport.socket?._socket;
      tcp?.cork();
      Object.getPrototypeOf(connection).flush.call(connection);
      tcp?.uncork();
    }
  }

  /** Whether what waits was all for here, and is sent. */
  function writeFrames(connection: Connection): boolean {
    const { readyState, writeBuffer, packetsFn, server, transport } = connection;
    const { writable, socket } = transport;
    const tcp = socket?._socket;
    if (writeBuffer.length === 0) return true;
    if (readyState !== "open" || !writable || !tcp || packetsFn.length > 0) return false;
    if (socket.readyState !== OPEN || socket._sender?._state !== NOTHING_QUEUED) return false;
    // Of who is behind the library keeps the count.
    if (tcp.writableLength > 0) return false;
    const bytes = frames.write(writeBuffer);
    if (!bytes) return false;
    server.emit("flush", connection, writeBuffer);
    connection.writeBuffer = [];
    tcp.write(bytes);
    if (tcp.writableLength > 0) frames.leave();
    return true;
  }

  function flushLater(connection: Connection): void {
    if (due.add(connection).size === 1) process.nextTick(flushAll);
  }

  // Of these two there is one for all connections: a closure each would be thousands of them.
  function flush(this: Connection): void {
    flushLater(this);
  }

  /** As the library's own, which besides tells of each packet; here that is told of those that wait. */
  function write(this: Connection, data: unknown, options: Options = {}): Connection {
    if (this.readyState !== "open") return this;
    options.compress ??= true;
    const packet = { type: "message", options, data };
    if (!this.transport.writable) this.emit("packetCreate", packet);
    this.writeBuffer.push(packet);
    flushLater(this);
    return this;
  }

  engine.on("connection", (connection: Connection) => {
    connection.flush = flush;
    connection.write = write;
  });
}
