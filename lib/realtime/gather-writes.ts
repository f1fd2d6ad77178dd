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
  let due = new Map<Connection, () => void>();

  function flushAll(): void {
    const now = due;
    due = new Map();
    for (const [connection, flush] of now) {
      const tcp = connection.transport.socket?._socket;
      tcp?.cork();
      flush();
      tcp?.uncork();
    }
  }

  engine.on("connection", (connection: Connection) => {
    const flush = connection.flush.bind(connection);
    connection.flush = () => {
      if (due.size === 0) process.nextTick(flushAll);
      due.set(connection, flush);
    };
  });
}
