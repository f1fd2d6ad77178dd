import { COMPRESSION } from "@/lib/realtime/compress-alone";

/** One of Engine.IO, as far as it is used here. */
export type Packet = { type: string; data?: unknown };

/** A text in one piece: FIN and the opcode 1 (RFC 6455, section 5.2). */
const WHOLE_TEXT = 0x81;
/** A payload of up to so many bytes has its length in the header's second byte. */
const SHORT = 125;
/** In the place of a length: the next two bytes are the length. */
const IN_TWO_BYTES = 126;
const SHORT_HEADER = 2;
const HEADER = 4;
/** Engine.IO's sign of a message, before its data. */
const MESSAGE = "4".charCodeAt(0);
/** One UTF-16 unit is at most so many bytes of UTF-8. */
const MOST_BYTES = 3;
/** Enough for what a tick has for one connection; each that does not read may keep as much. */
const SCRATCH = 16 * 1024;

/**
 * Makes WebSocket frames of messages, one after the other in one piece of memory that is used again
 * and again. Header, payload and the list of both are an object each otherwise, for every message.
 */
export class FrameWriter {
  private scratch = Buffer.allocUnsafe(SCRATCH);

  /**
   * The frames of these packets, good until the next call. Null where the library has to send them:
   * one of them is no message or long enough to be compressed, or there are too many.
   */
  write(packets: Packet[]): Buffer | null {
    const { scratch } = this;
    let end = 0;
    for (const { type, data } of packets) {
      if (type !== "message" || typeof data !== "string") return null;
      if (data.length >= COMPRESSION.threshold) return null;
      if (end + HEADER + 1 + MOST_BYTES * data.length > SCRATCH) return null;
      const start = end;
      const payload = start + HEADER;
      const length = 1 + scratch.write(data, payload + 1);
      if (length >= COMPRESSION.threshold) return null;
      scratch[payload] = MESSAGE;
      scratch[start] = WHOLE_TEXT;
      if (length > SHORT) {
        scratch[start + 1] = IN_TWO_BYTES;
        scratch[start + 2] = length >> 8;
        scratch[start + 3] = length & 0xff;
        end = payload + length;
      } else {
        scratch[start + 1] = length;
        scratch.copyWithin(start + SHORT_HEADER, payload, payload + length);
        end = start + SHORT_HEADER + length;
      }
    }
    return scratch.subarray(0, end);
  }

  /** The frames written last are still being read: from now on others are written elsewhere. */
  leave(): void {
    this.scratch = Buffer.allocUnsafe(SCRATCH);
  }
}
