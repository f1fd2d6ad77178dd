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
  let due: { connection: Connection; flush(): void; is_due: boolean }[] = [];

  function flushAll(): void {
    const now = due;
    due = [];
    for (const one of now) {
      one.is_due = false;
      const tcp = one.connection.transport.socket?._socket;
      tcp?.cork();
      one.flush();
      tcp?.uncork();
    }
  }

  engine.on("connection", (connection: Connection) => {
    const one = { connection, flush: connection.flush.bind(connection), is_due: false };
    connection.flush = () => {
      if (one.is_due) return;
      one.is_due = true;
      if (due.push(one) === 1) process.nextTick(flushAll);
    };
  });
}
