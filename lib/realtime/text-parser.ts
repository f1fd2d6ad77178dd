import { Decoder, Encoder, type Packet, PacketType } from "socket.io-parser";
import type { Message } from "@/lib/messages/contract";

/**
 * The messages of this tick as they are written. A new map for each: one that is cleared leads from
 * its old memory to its new, and so each tick keeps the next alive until the next full collection.
 */
let written = new Map<Message, string>();
const forget = () => {
  written = new Map();
};

/** A message goes to its readers and back to its sender in one tick: it is written once for all. */
function jsonOf(message: Message): string {
  const known = written.get(message);
  if (known !== undefined) return known;
  const json = JSON.stringify(message);
  if (written.set(message, json).size === 1) process.nextTick(forget);
  return json;
}

/** Socket.IO's own protocol, but no payload is searched for binary parts: Parley sends none. */
class TextEncoder extends Encoder {
  override encode(packet: Packet): string[] {
    const { type, id, data } = packet;
    if (type === PacketType.EVENT && id === undefined && data[0] === "chat:new_message") {
      return [`${type}["chat:new_message",{"message":${jsonOf(data[1].message)}}]`];
    }
    if (type === PacketType.ACK && isMessageAlone(data[0]?.data)) {
      return [`${type}${id}[{"ok":true,"data":{"message":${jsonOf(data[0].data.message)}}}]`];
    }
    return [(this as unknown as { encodeAsString(packet: Packet): string }).encodeAsString(packet)];
  }
}

/** What a sender gets: an envelope with data is a good one. */
const isMessageAlone = (data: object | undefined) =>
  data !== undefined && "message" in data && Object.keys(data).length === 1;

export const textParser = { Encoder: TextEncoder, Decoder };
