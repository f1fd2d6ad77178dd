import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import { Server } from "socket.io";
import { connect } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatherWrites } from "@/lib/realtime/gather-writes";

let http: HttpServer;
let io: Server;

beforeAll(async () => {
  http = createServer();
  io = new Server(http);
  gatherWrites(io.engine);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
});
afterAll(() => io.close());

test("what one tick has for a connection is one write, whole and in order", async () => {
  const client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    transports: ["websocket"],
  });
  const [socket] = await new Promise<[import("socket.io").Socket]>((resolve) => {
    io.once("connection", (one) => resolve([one]));
  });
  const received: number[] = [];
  const all = new Promise<void>((resolve) => {
    client.on("n", (n: number) => {
      if (received.push(n) === 3) resolve();
    });
  });
  // What the library keeps of its connection: an upgrade that changes it turns this red.
  const { transport } = socket.conn as unknown as { transport: { socket: { _socket: TcpSocket } } };
  const tcp = transport.socket._socket as TcpSocket & { _writev: (...args: unknown[]) => void };
  const writes: unknown[] = [];
  const writev = tcp._writev;
  tcp._writev = (...args) => {
    writes.push(args[0]);
    writev.apply(tcp, args);
  };
  await new Promise((resolve) => setImmediate(resolve));
  writes.length = 0;
  for (const n of [1, 2, 3]) socket.emit("n", n);
  await all;
  client.close();
  expect(received).toEqual([1, 2, 3]);
  expect(writes).toHaveLength(1);
});
