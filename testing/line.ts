import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";

/** A line to a server that can go dead: both ends then see an open connection that carries nothing. */
export type Line = {
  url: string;
  /** How many connections have been made over it. */
  dialed(): number;
  /** The connections that are there carry nothing any more; later ones do. */
  goSilent(): void;
  /** Until `restore` no connection is made; those that are there are cut. */
  refuse(): void;
  restore(): void;
  close(): Promise<void>;
};

export async function openLine(to: string): Promise<Line> {
  const target = new URL(to);
  const open = new Set<Socket>();
  let dialed = 0;
  let refuses = false;
  const server = createServer((near) => {
    if (refuses) {
      near.resetAndDestroy();
      return;
    }
    dialed++;
    const far = dial(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.pipe(other);
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
    dialed: () => dialed,
    goSilent() {
      for (const socket of open) {
        socket.unpipe();
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
