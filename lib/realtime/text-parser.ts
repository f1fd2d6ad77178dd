import { Decoder, Encoder, type Packet } from "socket.io-parser";

/** Socket.IO's own protocol, but no payload is searched for binary parts: Parley sends none. */
class TextEncoder extends Encoder {
  override encode(packet: Packet): string[] {
    return [(this as unknown as { encodeAsString(packet: Packet): string }).encodeAsString(packet)];
  }
}

export const textParser = { Encoder: TextEncoder, Decoder };
