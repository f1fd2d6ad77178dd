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
/** What both ends agreed on. */
type Params = {
  server_max_window_bits?: number;
  server_no_context_takeover?: true;
  client_no_context_takeover?: true;
};
/** Of `ws`, which calls `compress` with whole messages alone. */
type Deflate = {
  params: Params | null;
  compress(data: Buffer | string, is_last: boolean, done: Done): void;
  decompress(data: Buffer, is_last: boolean, done: Done): void;
  cleanup(): void;
};
/** Of Engine.IO, as far as it is used here. */
type Connection = {
  transport: { name: string; socket?: { _extensions?: { "permessage-deflate"?: Deflate } } };
  once(event: "upgrade", listener: () => void): void;
};

/** What nearly all clients agree on, once for all of them. */
const USUAL: Params = Object.freeze({
  server_no_context_takeover: true,
  client_no_context_takeover: true,
});

/**
 * A message that is compressed for itself needs nothing of the one before. `ws` keeps two streams of
 * zlib for each connection all the same, 200 KB, and hands each message to another thread and back;
 * here they are done with on the spot.
 */
export function compressAlone(engine: RealtimeServer["engine"]): void {
  engine.on("connection", (connection: Connection) => {
    if (connection.transport.name === "websocket") replace(connection);
    else connection.once("upgrade", () => replace(connection));
  });
}

function replace({ transport }: Connection): void {
  const extensions = transport.socket?._extensions;
  const deflate = extensions?.["permessage-deflate"];
  if (!deflate) return;
  const has_window = deflate.params?.server_max_window_bits !== undefined;
  extensions["permessage-deflate"] = new Alone(has_window ? (deflate.params as Params) : USUAL);
}

/** In the place of the one of `ws`, whose options and settings are 0.8 KB for each connection. */
class Alone implements Deflate {
  /** Of a message that comes in parts; `ws` refuses one whose parts are too large together. */
  private parts: Buffer[] | null = null;

  constructor(readonly params: Params) {}

  get _isServer(): boolean {
    return true;
  }

  get _threshold(): number {
    return COMPRESSION.threshold;
  }

  compress(data: Buffer | string, _: boolean, done: Done): void {
    // A client that asked for a small window keeps no more of what it has read to refer to.
    const bits = this.params.server_max_window_bits;
    const window = bits === undefined ? {} : { windowBits: bits };
    const compressed = deflateRawSync(data, { ...window, finishFlush: constants.Z_SYNC_FLUSH });
    done(null, compressed.subarray(0, -TRAILER.length));
  }

  decompress(data: Buffer, is_last: boolean, done: Done): void {
    const parts = this.parts ?? [];
    parts.push(data);
    this.parts = is_last ? null : parts;
    // Never at once: of many messages that came together, each would lie on the stack of the next.
    if (!is_last) return void process.nextTick(done, null, NOTHING);
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: FRAME_LIMIT };
      const whole = Buffer.concat([...parts, TRAILER]);
      process.nextTick(done, null, inflateRawSync(whole, options));
    } catch (error) {
      process.nextTick(done, error);
    }
  }

  cleanup(): void {
    this.parts = null;
  }
}
