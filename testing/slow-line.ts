import { connect, createServer, type Server, type Socket } from "node:net";

/** How long each piece takes on its way, in milliseconds: of the socket and of REST calls. */
export type Lag = { socket: number; rest: number };

/**
 * A line of its own between a client and the test's server: slow on demand, and cut on demand. What
 * is sent over one connection keeps its order; the connections of a line overtake each other.
 */
export async function openLine(target: string) {
  const { hostname, port } = new URL(target);
  const pairs = new Set<Socket>();
  let lag: Lag = { socket: 0, rest: 0 };
  let is_cut = false;

  function carry(from: Socket, to: Socket, kind: { is_socket: boolean }): void {
    let due = 0;
    from.on("data", (piece) => {
      if (!to.writable) return;
      const delay = kind.is_socket ? lag.socket : lag.rest;
      const at = Math.max(performance.now() + delay, due);
      if (delay === 0 && due <= performance.now()) return void to.write(piece);
      due = at;
      setTimeout(() => to.writable && to.write(piece), at - performance.now());
    });
    const end = () => {
      pairs.delete(from);
      to.destroy();
    };
    from.on("close", end);
    from.on("error", end);
  }

  const server: Server = createServer((near) => {
    if (is_cut) return void near.destroy();
    const far = connect(Number(port), hostname);
    pairs.add(near).add(far);
    const kind = { is_socket: false };
    near.setNoDelay(true);
    far.setNoDelay(true);
    near.once("data", (piece) => {
      kind.is_socket = piece.includes("/socket.io/");
    });
    carry(near, far, kind);
    carry(far, near, kind);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The line has no port.");

  function cut(): void {
    is_cut = true;
    for (const socket of pairs) socket.destroy();
  }

  return {
    url: `http://127.0.0.1:${address.port}`,
    isCut: () => is_cut,
    /** All connections break off, and no new one comes about until `mend`. */
    cut,
    mend(): void {
      is_cut = false;
    },
    slow(to: Lag): void {
      lag = to;
    },
    close(): void {
      cut();
      server.close();
    },
  };
}

export type Line = Awaited<ReturnType<typeof openLine>>;
