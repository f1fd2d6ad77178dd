import type { Socket as TcpSocket } from "node:net";
import type { RealtimeServer } from "@/lib/realtime/publish";

/** What Engine.IO keeps of a connection, as far as it is used here. */
type Connection = {
  flush(): void;
  /** `socket`: of `ws`, where the transport is a WebSocket. */
  transport: { socket?: { _socket?: TcpSocket | null } };
};

/**
 * All that one tick has for a connection goes out in one write. The messages of a batch are known
 * together, so most connections get their acknowledgement and the other side's message at once;
 * Engine.IO sends the first packet alone and each frame by a system call of its own, which is more
 * than half of what relaying a message costs.
 */
export function gatherWrites(engine: RealtimeServer["engine"]): void {
  let due = new Set<Connection>();

  function flushAll(): void {
    const now = due;
    due = new Set();
    for (const connection of now) {
      const tcp = connection.transport.socket?._socket;
      tcp?.cork();
      Object.getPrototypeOf(connection).flush.call(connection);
      tcp?.uncork();
    }
  }

  /** One for all connections: of a closure each there would be thousands. */
  function flushSoon(this: Connection): void {
    if (due.add(this).size === 1) process.nextTick(flushAll);
  }

  engine.on("connection", (connection: Connection) => {
    connection.flush = flushSoon;
  });
}
