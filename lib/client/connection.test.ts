import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { expect, type TestContext, test, vi } from "vitest";
import { type Line, openLine } from "@/testing/line";
import { type Connection, openConnection } from "./connection";

/** A server with a line to it, and a connection over that line. */
async function connected(
  { onTestFinished }: TestContext,
  onSocket: (socket: Socket) => void = () => {},
) {
  const http = createServer();
  const io = new Server(http, { pingInterval: 300_000, pingTimeout: 300_000 });
  io.on("connection", (socket) => {
    socket.on("ping", (_, ack) => ack({ ok: true, data: {} }));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void io.close());
  const line: Line = await openLine(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  onTestFinished(line.close);
  const said: string[] = [];
  const connection: Connection = openConnection(
    { side: "customer", token: "t", base_url: line.url },
    {
      onOpen: () => said.push("open"),
      onClosed: (refusal) => said.push(refusal ? refusal.code : "closed"),
      onEvent: () => {},
    },
  );
  onTestFinished(connection.close);
  await vi.waitUntil(() => connection.isOpen(), { timeout: 5000, interval: 5 });
  return { io, line, connection, said };
}

test.concurrent("a connection that has gone silent is found by a call that gets no answer, and replaced at once", async (context) => {
  const { line, connection, said } = await connected(context, (socket) => {
    socket.on("chat:end", (_, ack) =>
      ack({ ok: false, error: { code: "NOT_FOUND", message: "", retryable: false } }),
    );
  });
  const session_id = "s";
  line.goSilent();
  const started = performance.now();
  await expect(connection.request("chat:end", { session_id })).rejects.toMatchObject({
    body: { code: "UNAVAILABLE", retryable: true },
  });
  // 3 s until it is asked, 4 s for its answer: well before the call itself would be given up.
  expect(performance.now() - started).toBeLessThan(11_000);
  await vi.waitUntil(() => connection.isOpen(), { timeout: 2000, interval: 5 });
  expect(said).toEqual(["open", "closed", "open"]);
  await expect(connection.request("chat:end", { session_id })).rejects.toMatchObject({
    body: { code: "NOT_FOUND" },
  });
});

test.concurrent("a server that is merely slow keeps its connection", async (context) => {
  const { line, connection, said } = await connected(context, (socket) => {
    socket.on("chat:leave", (_, ack) =>
      setTimeout(() => ack({ ok: true, data: { left: true } }), 8500),
    );
  });
  const answer = await connection.request("chat:leave", { session_id: "s" });
  expect(answer).toEqual({ left: true });
  expect(said).toEqual(["open"]);
  expect(line.dialed()).toBe(1);
});

test.concurrent("it comes back by itself, soon after there is a server again and not before", async (context) => {
  const { line, connection, said } = await connected(context);
  line.refuse();
  await vi.waitUntil(() => said.length >= 6, { timeout: 15_000, interval: 5 });
  expect(connection.isOpen()).toBe(false);
  line.restore();
  const started = performance.now();
  await vi.waitUntil(() => connection.isOpen(), { timeout: 10_000, interval: 5 });
  // The longest wait between two tries is 3 s.
  expect(performance.now() - started).toBeLessThan(5000);
});

test.concurrent("a server that ends the connection on purpose gets it again, and one that refuses it is believed", async (context) => {
  const { io, connection, said } = await connected(context);
  io.disconnectSockets(true);
  await vi.waitUntil(() => said.length === 3 && connection.isOpen(), { timeout: 5000 });
  io.use((_, next) =>
    next(Object.assign(new Error("no"), { data: { code: "UNAUTHENTICATED", retryable: false } })),
  );
  io.disconnectSockets(true);
  await vi.waitUntil(() => said.includes("UNAUTHENTICATED"), { timeout: 5000 });
  expect(said.slice(3)).toEqual(["closed", "UNAUTHENTICATED"]);
});

test.concurrent("a call without a connection is refused at once", async (context) => {
  const { line, connection } = await connected(context);
  line.refuse();
  await vi.waitUntil(() => !connection.isOpen(), { timeout: 5000, interval: 5 });
  await expect(connection.request("ping", {})).rejects.toMatchObject({
    body: { code: "UNAVAILABLE" },
  });
});

test("a page that wakes up asks at once, and gives a connection up that does not answer within 2 s", async (context) => {
  const { line, connection } = await connected(context);
  line.goSilent();
  const started = performance.now();
  connection.wake();
  await vi.waitUntil(() => line.dialed() === 2, { timeout: 5000, interval: 5 });
  expect(performance.now() - started).toBeLessThan(3500);
  await vi.waitUntil(() => connection.isOpen(), { timeout: 2000, interval: 5 });
});

test("after a sleep it asks nobody: the connection is another one at once", async (context) => {
  const { line, connection } = await connected(context);
  line.goSilent();
  // Where the device sleeps, only the time of day goes on.
  const slept = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
  context.onTestFinished(() => slept.mockRestore());
  const started = performance.now();
  connection.wake();
  await vi.waitUntil(() => line.dialed() === 2, { timeout: 5000, interval: 5 });
  expect(performance.now() - started).toBeLessThan(1500);
  await vi.waitUntil(() => connection.isOpen(), { timeout: 2000, interval: 5 });
});
