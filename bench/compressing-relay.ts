/**
 * The server of `bench/compression.ts`: Socket.IO as the gateway sets it up, with the compression that
 * its first argument says, and what a chat brings with it: a page of its log, then message after message.
 */
import { createServer } from "node:http";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Server } from "socket.io";
import { uuidv7 } from "uuidv7";
import { manyDialogues } from "@/e2e/dialogues";
import { FRAME_LIMIT } from "@/lib/answer";
import { compressAlone } from "@/lib/realtime/compress-alone";
import { gatherWrites } from "@/lib/realtime/gather-writes";
import { textParser } from "@/lib/realtime/text-parser";
import { messageOf } from "./bare-server";

/** `compression`: as `ws` has it; `on_the_spot`: by compress-alone.ts instead of its streams. */
export type Setting = { compression: object | false; on_the_spot?: true };

/** Of all connections since they were opened, in bytes; the processor's time in microseconds. */
export type Taken = { sent: number; received: number; resident: number; processor_us: number };

const { on_the_spot, compression } = JSON.parse(process.argv[2] ?? "{}") as Setting;
const dialogues = manyDialogues(200);
const connections = new Set<TcpSocket>();
const server = createServer();
server.on("connection", (connection) => {
  connections.add(connection);
  connection.once("close", () => connections.delete(connection));
});
const io = new Server(server, {
  serveClient: false,
  parser: textParser,
  maxHttpBufferSize: FRAME_LIMIT,
  perMessageDeflate: compression,
});
if (on_the_spot) compressAlone(io.engine);
gatherWrites(io.engine);

io.on("connection", (socket) => {
  socket.data.user_id = socket.handshake.auth.user_id;
  socket.on("chat:join", ({ session_id, dialogue }, ack) => {
    socket.join(session_id);
    const turns = dialogues[dialogue % dialogues.length]?.turns ?? [];
    const messages = turns.map(([, content], index) => ({
      ...messageOf(
        socket,
        { session_id, client_id: uuidv7(), type: "text", content } as never,
        uuidv7(),
      ),
      seq: index + 1,
    }));
    ack({ ok: true, data: { messages, last_seq: messages.length, has_more: false, cursors: [] } });
  });
  socket.on("chat:send_message", (input, ack) => {
    const message = messageOf(socket, input, uuidv7());
    socket.to(input.session_id).emit("chat:new_message", { message });
    ack({ ok: true, data: { message } });
  });
});

process.on("message", async () => {
  const { user, system } = process.cpuUsage();
  // What the collector takes is the question's, not the bench's.
  for (let time = 0; time < 3; time++) {
    globalThis.gc?.();
    await delay(100);
  }
  const sum = (of: "bytesWritten" | "bytesRead") =>
    [...connections].reduce((bytes, connection) => bytes + connection[of], 0);
  const taken: Taken = {
    sent: sum("bytesWritten"),
    received: sum("bytesRead"),
    resident: process.memoryUsage().rss,
    processor_us: user + system,
  };
  process.send?.(taken);
});
process.on("disconnect", () => process.exit());

server.listen(0, "127.0.0.1", () =>
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
