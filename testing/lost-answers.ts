import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to PostgreSQL on which an answer can be lost. */
export type LosingProxy = {
  url: string;
  /** The next answer that has `words` in it is not passed on: both ends see their connection end. */
  lose(words: string): void;
  close(): Promise<void>;
};

export async function losingProxy(target: string): Promise<LosingProxy> {
  const url = new URL(target);
  const { hostname, port } = url;
  const sockets = new Set<Socket>();
  let lost: string | null = null;

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const end = () => {
      for (const socket of [near, far]) {
        socket.destroy();
        sockets.delete(socket);
      }
    };
    near.on("data", (data) => far.write(data));
    far.on("data", (data) => {
      if (lost === null || !data.includes(lost)) return void near.write(data);
      lost = null;
      end();
    });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", end);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    lose(words) {
      lost = words;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
