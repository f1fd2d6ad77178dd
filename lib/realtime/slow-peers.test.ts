import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io as dial, type Socket } from "socket.io-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { gatherWrites } from "@/lib/realtime/gather-writes";
import { cutSlowPeers } from "@/lib/realtime/slow-peers";
import { type FreezingProxy, freezingProxy } from "@/testing/freezing-proxy";

const MB = 1024 * 1024;
const CHUNK = "x".repeat(64 * 1024);

type Bounds = Parameters<typeof cutSlowPeers>[1];

/** Socket.IO alone, and its clients behind proxies; all ends with the test. */
async function house(bounds: Bounds = {}, heartbeat = {}) {
  const http = createServer();
  const io = new Server(http, { pingInterval: 60_000, pingTimeout: 60_000, ...heartbeat });
  gatherWrites(io.engine);
  const stop = cutSlowPeers(io.engine, bounds);
  http.listen(0, "127.0.0.1");
  await vi.waitUntil(() => http.listening);
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const clients: Socket[] = [];
  const proxies: FreezingProxy[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.disconnect();
    for (const proxy of proxies) await proxy.close();
    await io.close();
    stop();
  });
  /** How many TCP connections the server still has. */
  const connections = () =>
    new Promise<number>((resolve, reject) =>
      http.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  async function connect(transport: "websocket" | "polling" = "websocket") {
    const proxy = await freezingProxy(url);
    proxies.push(proxy);
    const client = dial(proxy.url, { transports: [transport], reconnection: false });
    clients.push(client);
    const received: string[] = [];
    client.on("chunk", (name: string) => received.push(name));
    await vi.waitUntil(() => client.connected && io.sockets.sockets.has(client.id as string));
    const id = client.id as string;
    const ended: string[] = [];
    io.sockets.sockets.get(id)?.once("disconnect", (reason) => ended.push(reason));
    return { ...proxy, id, received, ended, isThere: () => io.sockets.sockets.has(id) };
  }
  /** Sends to all until it is enough, never more than 100 MB, and lets the system take what it can. */
  async function sendUntil(is_enough: () => boolean): Promise<number> {
    let sent = 0;
    for (; sent < 1600 && !is_enough(); sent++) {
      io.emit("chunk", `${sent}`, CHUNK);
      await new Promise(setImmediate);
    }
    expect(is_enough(), `after ${sent} chunks`).toBe(true);
    return sent;
  }
  return { io, url, connect, connections, sendUntil };
}

test.for(["websocket", "polling"] as const)(
  "promise 12: a client that stops reading (%s) is cut off at the bound, its connection destroyed; others get all",
  async (transport) => {
    const { io, connect, connections, sendUntil } = await house({ most_for_one: 2 * MB });
    const [slow, other] = [await connect(transport), await connect()];
    slow.freeze();
    const sent = await sendUntil(() => !slow.isThere());
    // 2 MB here, and what the system buffers on the way.
    expect(sent).toBeLessThan(800);
    expect(slow.ended).toEqual(["forced close"]);
    // At once, and not when the farewell is over.
    await vi.waitUntil(async () => (await connections()) === 1, { timeout: 1000 });
    io.emit("chunk", "last", "");
    await vi.waitUntil(() => other.received.at(-1) === "last", { timeout: 5000 });
    expect(other.received).toHaveLength(sent + 1);
  },
);

test("what came in one piece is seen as well", async () => {
  const { io, connect } = await house({ most_for_one: 2 * MB });
  const slow = await connect();
  slow.freeze();
  for (let n = 0; n < 400; n++) io.emit("chunk", `${n}`, CHUNK);
  await vi.waitUntil(() => !slow.isThere(), { timeout: 5000 });
});

test("who reads, however late, is not cut off", async () => {
  const { io, connect } = await house({ most_for_one: 2 * MB });
  const reader = await connect("polling");
  for (let round = 0; round < 10; round++) {
    // 1.5 MB at once: all of it waits until the next poll.
    for (let n = 0; n < 24; n++) io.emit("chunk", `${round} ${n}`, CHUNK);
    await vi.waitUntil(() => reader.received.length === 24 * (round + 1), { timeout: 5000 });
  }
  expect(reader.isThere()).toBe(true);
});

test("answers to polls that nobody reads count together, each on a connection of its own", async () => {
  const { io, url } = await house({ most_for_one: 12 * MB });
  const path = `${url}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(path)).text()).slice(1));
  await fetch(`${path}&sid=${sid}`, { method: "POST", body: "40" });
  await vi.waitUntil(() => io.sockets.sockets.size === 1);
  let rounds = 0;
  for (; io.sockets.sockets.size === 1 && rounds < 20; rounds++) {
    // 8 MB: more than the system takes of one answer.
    for (let n = 0; n < 128; n++) io.emit("chunk", `${n}`, CHUNK);
    await new Promise<void>((resolve) => {
      const request = get(`${path}&sid=${sid}`, { agent: false });
      onTestFinished(() => void request.destroy());
      request.on("error", () => resolve());
      request.on("response", (response) => {
        response.on("error", () => {});
        response.pause();
        resolve();
      });
    });
  }
  expect(rounds).toBeGreaterThan(1);
  expect(rounds).toBeLessThan(20);
});

test("of many who are behind, those furthest behind go first, until the rest fits", async () => {
  const bounds = { most_for_one: 100 * MB, most_for_all: 4 * MB };
  const { io, connect, sendUntil } = await house(bounds);
  const near = await connect();
  const far = await connect();
  far.freeze();
  await sendUntil(() => !far.isThere());
  expect(near.isThere()).toBe(true);
  io.emit("chunk", "last", "");
  await vi.waitUntil(() => near.received.at(-1) === "last", { timeout: 5000 });
});

test("a client that was told to go and does not answer is not waited for", async () => {
  const { io, connect, connections } = await house();
  const silent = await connect();
  silent.freeze();
  io.sockets.sockets.get(silent.id)?.disconnect(true);
  await vi.waitUntil(async () => (await connections()) === 0, { timeout: 5000 });
});

test("a half-open connection is found by the heartbeat and destroyed", async () => {
  const { connect, connections } = await house({}, { pingInterval: 200, pingTimeout: 200 });
  const vanished = await connect();
  vanished.freeze();
  await vi.waitUntil(() => !vanished.isThere(), { timeout: 5000 });
  expect(vanished.ended).toEqual(["ping timeout"]);
  await vi.waitUntil(async () => (await connections()) === 0, { timeout: 1000 });
});
