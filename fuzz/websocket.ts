import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 1;

/** A WebSocket that sends whatever it is told, also what no client would (RFC 6455). */
export type RawSocket = {
  /** A frame of any opcode, masked as a client's must be. */
  frame(opcode: number, payload: Buffer, first_byte?: number): void;
  text(payload: string): void;
  /** Bytes that are no frame. */
  raw(bytes: Buffer): void;
  /** Every text that came, in order. */
  texts: string[];
  is_open(): boolean;
  /** Resolves once `is_there` holds of the texts or it is closed; false when neither came in time. */
  until(is_there: (texts: string[]) => boolean, milliseconds: number): Promise<boolean>;
  close(): void;
};

function masked(opcode: number, payload: Buffer, first_byte = 0x80 | opcode): Buffer {
  const mask = randomBytes(4);
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([first_byte, 0x80 | length])
      : length < 65_536
        ? Buffer.from([first_byte, 0x80 | 126, length >> 8, length & 255])
        : Buffer.from([first_byte, 0x80 | 127, 0, 0, 0, 0, ...bytesOf(length)]);
  const body = Buffer.from(payload);
  for (let i = 0; i < length; i++) body[i] = (body[i] ?? 0) ^ (mask[i % 4] ?? 0);
  return Buffer.concat([head, mask, body]);
}

const bytesOf = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];

/** Opens one; null when the server refuses. */
export function openRaw(url: URL, path: string): Promise<RawSocket | null> {
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname);
    const key = randomBytes(16).toString("base64");
    const accept = createHash("sha1")
      .update(key + GUID)
      .digest("base64");
    const texts: string[] = [];
    const waiting = new Set<() => void>();
    let buffer = Buffer.alloc(0);
    let is_open = false;
    const look = () => {
      for (const one of [...waiting]) one();
    };
    socket.on("error", () => {});
    socket.on("close", () => {
      is_open = false;
      look();
      resolve(null);
    });
    socket.on("data", (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      if (!is_open) {
        const end = buffer.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!buffer.subarray(0, end).toString().includes(accept)) return socket.destroy();
        buffer = buffer.subarray(end + 4);
        is_open = true;
        resolve(own);
      }
      readFrames();
    });

    function readFrames(): void {
      while (buffer.length >= 2) {
        const short = (buffer[1] ?? 0) & 127;
        const head = short === 126 ? 4 : short === 127 ? 10 : 2;
        if (buffer.length < head) return;
        const length =
          short === 126
            ? buffer.readUInt16BE(2)
            : short === 127
              ? Number(buffer.readBigUInt64BE(2))
              : short;
        if (buffer.length < head + length) return;
        if (((buffer[0] ?? 0) & 15) === TEXT) {
          texts.push(buffer.subarray(head, head + length).toString("utf8"));
        }
        buffer = buffer.subarray(head + length);
      }
      look();
    }

    const write = (bytes: Buffer) => {
      if (is_open) socket.write(bytes);
    };
    const own: RawSocket = {
      frame: (opcode, payload, first_byte) => write(masked(opcode, payload, first_byte)),
      text: (payload) => write(masked(TEXT, Buffer.from(payload))),
      raw: write,
      texts,
      is_open: () => is_open,
      until: (is_there, milliseconds) =>
        new Promise((done) => {
          const end = (answer: boolean) => {
            clearTimeout(timer);
            waiting.delete(look_here);
            done(answer);
          };
          const timer = setTimeout(() => end(false), milliseconds);
          const look_here = () => {
            if (!is_open || is_there(texts)) end(true);
          };
          waiting.add(look_here);
          look_here();
        }),
      close: () => socket.destroy(),
    };
    socket.write(
      [
        `GET ${path} HTTP/1.1`,
        `host: ${url.hostname}:${url.port}`,
        "upgrade: websocket",
        "connection: Upgrade",
        `sec-websocket-key: ${key}`,
        "sec-websocket-version: 13",
        "\r\n",
      ].join("\r\n"),
    );
  });
}
