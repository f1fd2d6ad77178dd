import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { connect, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { Delivery } from "@/lib/realtime/audience";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import type { RealtimeServer } from "@/lib/realtime/publish";
import { deliverToSockets } from "@/lib/realtime/sockets";
import { freezingProxy } from "@/testing/freezing-proxy";

let io: RealtimeServer;
let url: string;

beforeAll(async () => {
  const http = createServer();
  io = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => io.close());

/** A client in these rooms, and the cursors that it was told of. */
async function join(rooms: string[], address = url) {
  const client: Socket = connect(address, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
  onTestFinished(() => void client.close());
  const told: number[] = [];
  client.on("chat:seen", ({ seq }: { seq: number }) => told.push(seq));
  await vi.waitUntil(() => client.connected && io.sockets.sockets.has(client.id as string));
  const socket = io.sockets.sockets.get(client.id as string) as ParleySocket;
  await socket.join(rooms);
  return { id: client.id as string, told, socket };
}

const seen = (seq: number, more: Partial<Delivery>): Delivery =>
  ({ event: "chat:seen", payload: { session_id: "s", user_id: 1, seq }, ...more }) as Delivery;

test("each socket of the rooms is told once; who is in an excepted one, or caused it, is not", async () => {
  const [both, one, out, own] = [
    await join(["a", "b"]),
    await join(["b"]),
    await join(["b", "c"]),
    await join(["a"]),
  ];
  const elsewhere = await join(["d"]);
  deliverToSockets(io, seen(1, { to: ["a", "b", "unknown"], except: ["c", "none"] }), own.id);
  deliverToSockets(io, seen(2, { to: [] }));
  const all = [both, one, out, own, elsewhere];
  await vi.waitUntil(() => all.every(({ told }) => told.at(-1) === 2));
  expect(all.map(({ told }) => told)).toEqual([[1, 2], [1, 2], [2], [2], [2]]);
});

test("what is stale a moment later does not wait for who is behind; the rest does", async () => {
  const proxy = await freezingProxy(url);
  onTestFinished(() => proxy.close());
  const [slow, other] = [await join(["a"], proxy.url), await join(["a"])];
  proxy.freeze();
  const { transport } = slow.socket.conn as unknown as {
    transport: { socket: { bufferedAmount: number } };
  };
  while (transport.socket.bufferedAmount === 0) {
    slow.socket.emit("chat:ended", "x".repeat(64 * 1024) as never);
    await new Promise(setImmediate);
  }
  deliverToSockets(io, seen(1, { to: ["a"], volatile: true }));
  deliverToSockets(io, seen(2, { to: ["a"] }));
  proxy.thaw();
  await vi.waitUntil(() => slow.told.length > 0 && other.told.at(-1) === 2);
  expect(slow.told).toEqual([2]);
  expect(other.told).toEqual([1, 2]);
});
