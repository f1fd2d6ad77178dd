import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server on which both ends can be left without a word from each other. */
export type FreezingProxy = {
  url: string;
  /** From now on nothing goes through, either way, and no end of a connection is passed on. */
  freeze(): void;
  /** What waited goes through after all. */
  thaw(): void;
  close(): Promise<void>;
};

export async function freezingProxy(target: string): Promise<FreezingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let is_frozen = false;

  function follow(from: Socket, to: Socket): void {
    sockets.add(from);
    from.on("data", (data) => {
      if (!to.write(data)) from.pause();
    });
    to.on("drain", () => {
      if (!is_frozen) from.resume();
    });
    from.on("error", () => {});
    from.on("close", () => {
      sockets.delete(from);
      if (!is_frozen) to.destroy();
    });
  }

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    follow(near, far);
    follow(far, near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    freeze() {
      is_frozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw() {
      is_frozen = false;
      for (const socket of sockets) socket.resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
