import { type Packet, PacketType } from "socket.io-parser";
import { expect, test } from "vitest";
import { textParser } from "@/lib/realtime/text-parser";

const encoder = new textParser.Encoder();
const usual = (packet: Packet) =>
  (encoder as unknown as { encodeAsString(packet: Packet): string }).encodeAsString(packet);

const event = (data: unknown): Packet => ({
  type: PacketType.EVENT,
  nsp: "/",
  data: ["chat:new_message", data],
});
const ack = (...data: unknown[]): Packet => ({ type: PacketType.ACK, nsp: "/", id: 7, data });

test("what carries a message is written as everything else is, to its readers and its sender", () => {
  const message = { id: "1", content: 'a "word",\n ü😀 \u2028', attachment: null };
  for (const packet of [
    event({ message }),
    ack({ ok: true, data: { message } }),
    ack({ ok: true, data: { message, more: 1 } }),
    ack({ ok: true, data: {} }),
    ack({ ok: false, error: { code: "INTERNAL", message: "No." } }),
    ack("text"),
    ack(),
  ]) {
    expect(encoder.encode(packet)).toEqual([usual(packet)]);
  }
});

test("a later tick knows nothing of it", async () => {
  const message = { content: "first" };
  encoder.encode(event({ message }));
  await new Promise(setImmediate);
  message.content = "second";
  expect(encoder.encode(event({ message }))).toEqual([usual(event({ message }))]);
});
