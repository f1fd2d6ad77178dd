import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";

/** How long each piece takes on its way, in milliseconds: over a socket, and of REST calls. */
export type Lag = { socket: number; rest: number };

/** A line to a server that can go dead: both ends then see an open connection that carries nothing. */
export type Line = {
  url: string;
  /** From now on. Each connection keeps its order; they overtake each other. */
  slow(lag: Lag): void;
  refuses(): boolean;
  /** How many connections have been made over it. */
  dialed(): number;
  /** The connections that are there carry nothing any more; later ones do. */
  goSilent(): void;
  /** Until `restore` no connection is made; those that are there are cut. */
  refuse(): void;
  restore(): void;
  close(): Promise<void>;
};

/** Passes on what comes, each piece as late as `lag` says when it comes. */
function carry(from: Socket, to: Socket, lag: () => number): void {
  let due = 0;
  from.on("data", (piece) => {
    due = Math.max(due, performance.now() + lag());
    const wait = due - performance.now();
    if (wait <= 0) to.write(piece);
    else setTimeout(() => to.writable && to.write(piece), wait);
  });
}

export async function openLine(to: string): Promise<Line> {
  const target = new URL(to);
  const open = new Set<Socket>();
  let dialed = 0;
  let refuses = false;
  let lag: Lag = { socket: 0, rest: 0 };
  const server = createServer((near) => {
    if (refuses) {
      near.resetAndDestroy();
      return;
    }
    dialed++;
    const far = dial(Number(target.port), target.hostname);
    let kind: keyof Lag = "rest";
    near.once("data", (piece) => {
      if (piece.includes("/socket.io/")) kind = "socket";
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      carry(socket, other, () => lag[kind]);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    slow(to) {
      lag = to;
    },
    refuses: () => refuses,
    dialed: () => dialed,
    goSilent() {
      for (const socket of open) {
        socket.removeAllListeners("data");
        socket.pause();
      }
    },
    refuse() {
      refuses = true;
      for (const socket of open) socket.resetAndDestroy();
    },
    restore() {
      refuses = false;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
