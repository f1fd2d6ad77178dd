import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { FRAME_LIMIT } from "@/lib/answer";
import type { RealtimeServer } from "@/lib/realtime/publish";

/**
 * Frames from 1 KB on, such as what was said in a chat that is joined, go out in 17% of their bytes,
 * each compressed for itself. Below, where single messages are, a third less costs as much processor
 * time again: docs/decisions/compression.md has the figures.
 */
export const COMPRESSION = {
  threshold: 1024,
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
};

/** What a message is without on the wire. */
const TRAILER = Buffer.from([0, 0, 0xff, 0xff]);
const NOTHING = Buffer.alloc(0);

type Done = (error: Error | null, data?: Buffer) => void;
/** Of `ws`, which calls `compress` with whole messages alone. */
type Deflate = {
  /** What both ends agreed on. */
  params: { server_max_window_bits?: number } | null;
  compress(data: Buffer | string, is_last: boolean, done: Done): void;
  decompress(data: Buffer, is_last: boolean, done: Done): void;
};
/** Of Engine.IO, as far as it is used here. */
type Connection = {
  transport: { socket?: { _extensions?: { "permessage-deflate"?: Deflate } } };
  once(event: "upgrade", listener: () => void): void;
};

/**
 * A message that is compressed for itself needs nothing of the one before. `ws` keeps two streams of
 * zlib for each connection all the same, 200 KB, and hands each message to another thread and back;
 * here they are done with on the spot.
 */
export function compressAlone(engine: RealtimeServer["engine"]): void {
  engine.on("connection", (connection: Connection) => {
    replace(connection);
    connection.once("upgrade", () => replace(connection));
  });
}

function replace({ transport }: Connection): void {
  const deflate = transport.socket?._extensions?.["permessage-deflate"];
  if (!deflate) return;
  // A client that asked for a small window keeps no more of what it has read to refer to.
  const bits = deflate.params?.server_max_window_bits;
  const window = bits === undefined ? {} : { windowBits: bits };
  /** Of a message that comes in parts; `ws` refuses one whose parts are too large together. */
  let parts: Buffer[] = [];
  deflate.compress = (data, _, done) => {
    const compressed = deflateRawSync(data, { ...window, finishFlush: constants.Z_SYNC_FLUSH });
    done(null, compressed.subarray(0, -TRAILER.length));
  };
  deflate.decompress = (data, is_last, done) => {
    parts.push(data);
    // Never at once: of many messages that came together, each would lie on the stack of the next.
    if (!is_last) return void process.nextTick(done, null, NOTHING);
    const whole = Buffer.concat([...parts, TRAILER]);
    parts = [];
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: FRAME_LIMIT };
      process.nextTick(done, null, inflateRawSync(whole, options));
    } catch (error) {
      process.nextTick(done, error);
    }
  };
}
