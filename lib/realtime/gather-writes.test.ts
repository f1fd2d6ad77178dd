import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import { type Socket as Peer, Server } from "socket.io";
import { connect, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { COMPRESSION, compressAlone } from "@/lib/realtime/compress-alone";
import { gatherWrites } from "@/lib/realtime/gather-writes";
import { freezingProxy } from "@/testing/freezing-proxy";

let http: HttpServer;
let io: Server;
let url: string;

beforeAll(async () => {
  http = createServer();
  io = new Server(http, { perMessageDeflate: COMPRESSION });
  gatherWrites(io.engine);
  compressAlone(io.engine);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => io.close());

/** Both ends of a connection, and what the client heard of the event "say". */
async function open(address = url, transports = ["websocket"]) {
  const client: Socket = connect(address, { transports, forceNew: true, reconnection: false });
  onTestFinished(() => void client.close());
  const heard: string[] = [];
  client.on("say", (text: string) => heard.push(text));
  const [peer] = await new Promise<[Peer]>((resolve) => {
    io.once("connection", (one) => resolve([one]));
  });
  await vi.waitUntil(() => client.connected);
  return { client, peer, heard };
}

/** What goes to the system, one entry for each call. */
function writesOf(peer: Peer): unknown[] {
  // What the library keeps of its connection: an upgrade that changes it turns this red.
  const { transport } = peer.conn as unknown as Transported;
  const tcp = transport.socket._socket as unknown as Record<"_write" | "_writev", Write>;
  const writes: unknown[] = [];
  for (const name of ["_write", "_writev"] as const) {
    const write = tcp[name];
    tcp[name] = (...args) => {
      writes.push(args[0]);
      write.apply(tcp, args);
    };
  }
  return writes;
}
type Write = (...args: unknown[]) => void;
type Transported = { transport: { writable: boolean; socket: { _socket: TcpSocket } } };

/** Longer than one piece of memory for frames, shorter than one is compressed from. */
const many = (name: string) =>
  Array.from({ length: 40 }, (_, n) => `${name} ${n} ${"ü😀".repeat(n)}`);

test.each([
  ["short", ["1", "2", "3"]],
  ["of all lengths around those that have another header", ["", "a".repeat(112), "a".repeat(113)]],
  ["short and compressed", ["before", "long ".repeat(1000), "after"]],
  ["more than fits at once", many("one")],
])("what one tick has for a connection is one write, whole and in order: %s", async (_, texts) => {
  const { peer, heard } = await open();
  const writes = writesOf(peer);
  for (const text of texts) peer.emit("say", text);
  await vi.waitUntil(() => heard.length === texts.length);
  expect(heard).toEqual(texts);
  expect(writes).toHaveLength(1);
});

test("every length arrives as it was said, in bytes and in characters", async () => {
  const { peer, heard } = await open();
  const texts = ["a", "ü", "漢", "😀", "\ud800"].flatMap((one) =>
    Array.from({ length: 1100 }, (_, length) => one.repeat(length)),
  );
  for (const [n, text] of texts.entries()) {
    peer.emit("say", text);
    // Each for itself, and now and then several together.
    if (n % 7) await new Promise(setImmediate);
  }
  await vi.waitUntil(() => heard.length === texts.length, { timeout: 10_000 });
  expect(heard).toEqual(texts);
});

test("what the system does not take at once is not overwritten by what is said to others", async () => {
  const proxy = await freezingProxy(url);
  onTestFinished(() => proxy.close());
  const [slow, other] = [await open(proxy.url), await open()];
  proxy.freeze();
  const { transport } = slow.peer.conn as unknown as Transported;
  const texts: string[] = [];
  for (let left = 100; left > 0; ) {
    texts.push(`${texts.length} ${"x".repeat(800)}`);
    slow.peer.emit("say", texts.at(-1));
    other.peer.emit("say", `${texts.length} ${"y".repeat(800)}`);
    await new Promise(setImmediate);
    if (transport.socket._socket.writableLength > 0) left--;
  }
  // The library has it all: here each would keep memory for itself.
  expect(transport.writable).toBe(false);
  proxy.thaw();
  await vi.waitUntil(() => slow.heard.length === texts.length, { timeout: 10_000 });
  expect(slow.heard).toEqual(texts);
});

test("who polls, and changes over in between, gets the same", async () => {
  const { client, peer, heard } = await open(url, ["polling", "websocket"]);
  const texts: string[] = [];
  const say = () => peer.emit("say", texts[texts.push(`${texts.length}`) - 1]);
  say();
  await vi.waitUntil(() => {
    say();
    return client.io.engine.transport.name === "websocket";
  });
  say();
  await vi.waitUntil(() => heard.length === texts.length);
  expect(heard).toEqual(texts);
});
