import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Socket, Server as SocketServer } from "socket.io";
import { FRAME_LIMIT } from "@/lib/answer";
import type { Message, SendMessageInput } from "@/lib/messages/contract";

type Send = (socket: Socket, input: SendMessageInput) => Promise<{ message: Message }>;

/** The sender's message as everyone gets it, with the bytes of one of Parley's. */
export const messageOf = (
  { data }: Socket,
  { session_id, client_id, content }: SendMessageInput,
  id: string,
): Message => ({
  id,
  session_id,
  seq: 100,
  note_seq: 0,
  client_id,
  sender_id: data.user_id,
  sender_type: "customer",
  type: "text",
  content: content ?? "",
  is_internal: false,
  attachment: null,
  kb_article: null,
  created_at: new Date().toISOString(),
});

/** What Parley is held against: Socket.IO as its gateway sets it up, with nothing around `send`. */
export function serve(send: Send): void {
  const server = createServer();
  const io = new SocketServer(server, {
    serveClient: false,
    maxHttpBufferSize: FRAME_LIMIT,
    pingInterval: 15_000,
    pingTimeout: 15_000,
  });
  io.on("connection", (socket) => {
    socket.data.user_id = socket.handshake.auth.user_id;
    socket.on("chat:join", ({ session_id }, ack) => {
      socket.join(`session_${session_id}`);
      ack({ ok: true, data: {} });
    });
    socket.on("chat:send_message", (input, ack) => {
      send(socket, input).then(
        (data) => ack({ ok: true, data }),
        (error) => ack({ ok: false, error: { code: "INTERNAL", message: String(error) } }),
      );
    });
  });
  server.listen(0, "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port} is ready`);
  });
}
