import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { FRAME_LIMIT } from "@/lib/answer";
import { COMPRESSION, compressAlone } from "@/lib/realtime/compress-alone";

/** Of `ws`, on the client's side. */
type Raw = {
  send(data: string, options?: { fin: boolean }): void;
  _extensions: { "permessage-deflate"?: { params: object } };
  _sender: { sendFrame(parts: Buffer[]): void; constructor: { frame: Frame } };
};
type Frame = (data: Buffer, options: object) => Buffer[];

/** A server that says back what it is told, and a client that compresses all, as browsers do. */
async function echo(transports = ["websocket"], compression = {}): Promise<Socket> {
  const http = createServer();
  const server = new Server(http, {
    perMessageDeflate: COMPRESSION,
    maxHttpBufferSize: FRAME_LIMIT,
  });
  compressAlone(server.engine);
  server.on("connection", (socket) => socket.on("say", (text, ack) => ack(text)));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const socket = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    transports,
    reconnection: false,
    perMessageDeflate: { threshold: 0, ...compression },
  });
  onTestFinished(() => void socket.close());
  await vi.waitUntil(() => socket.io.engine?.transport?.name === "websocket" && socket.connected);
  return socket;
}

const rawOf = (socket: Socket) => (socket.io.engine.transport as unknown as { ws: Raw }).ws;

test.each([[["websocket"]], [["polling", "websocket"]]])(
  "what both ends compress arrives as it was said, and in order (%s)",
  async (transports) => {
    const socket = await echo(transports);
    expect(rawOf(socket)._extensions["permessage-deflate"]?.params).toEqual({
      server_no_context_takeover: true,
      client_no_context_takeover: true,
    });
    const said = Array.from({ length: 3000 }, (_, at) => `${at} ${"ü😀".repeat(at % 400)}`);
    expect(await Promise.all(said.map((text) => socket.emitWithAck("say", text)))).toEqual(said);
  },
);

test("a client that looks back no further than it said gets nothing that refers to more", async () => {
  const socket = await echo(["websocket"], { serverMaxWindowBits: 9 });
  const far_away = Array.from({ length: 2500 }, (_, at) => `${at * 7919}`).join();
  const text = far_away + far_away;
  expect(await socket.timeout(2000).emitWithAck("say", text)).toBe(text);
});

test("one that comes in parts is put together", async () => {
  const socket = await echo();
  // Of the same words, so that each part refers to the one before.
  const part = "over and over again, the same words; ";
  rawOf(socket).send(`420["say","${part}`, { fin: false });
  rawOf(socket).send(part, { fin: false });
  rawOf(socket).send(`${part}"]`, { fin: true });
  const answer = new Promise((resolve) => socket.io.once("packet", resolve));
  expect(await answer).toMatchObject({ data: [part.repeat(3)] });
});

test("what would be larger than a frame may be ends the connection, not the server", async () => {
  const socket = await echo();
  const closed = new Promise((resolve) => socket.once("disconnect", resolve));
  // A few KB on the wire.
  rawOf(socket).send(`2${"a".repeat(FRAME_LIMIT)}`);
  await closed;
});

test("so does what is no compressed text", async () => {
  const socket = await echo();
  const closed = new Promise((resolve) => socket.once("disconnect", resolve));
  const { _sender } = rawOf(socket);
  const options = { fin: true, rsv1: true, opcode: 1, mask: true, readOnly: false };
  _sender.sendFrame(_sender.constructor.frame(Buffer.from([7, 7, 7, 7]), options));
  await closed;
});
