import { Readable } from "node:stream";
import type { z } from "zod";
import type { Actor, Caller } from "@/lib/actor";
import { answer, LONGEST_UPLOAD, parseInput } from "@/lib/answer";
import { readMultipart } from "@/lib/http/multipart";
import { actorOf, callerOf, type Handler, readInput, toResponse } from "@/lib/http/route";
import type { IncomingFile } from "@/lib/uploads/commands";
import type { StoredFile } from "@/lib/uploads/queries";
import type { ByteRange } from "@/lib/uploads/storage";

const whatOf = (request: Request) => `${request.method} ${new URL(request.url).pathname}`;

/** A REST call that takes a file: who calls → the file, as it comes in → the envelope. */
export function uploadRoute<Data>(
  run: (actor: Actor, file: IncomingFile, caller: Caller) => Promise<Data>,
): Handler {
  return async (request) => {
    const receive = async () => {
      const actor = await actorOf(request);
      return readMultipart(request, (file) => run(actor, file, callerOf(request)));
    };
    return toResponse(await answer(whatOf(request), receive, LONGEST_UPLOAD), 201);
  };
}

type FileRoute<Input> = {
  input: z.ZodType<Input>;
  run: (actor: Actor, input: Input) => Promise<StoredFile>;
};

/** A REST call that answers with a file; what goes wrong is answered with the envelope. */
export function fileRoute<Input>(call: FileRoute<Input>): Handler {
  return async (request, context) => {
    const envelope = await answer(whatOf(request), async () => {
      const actor = await actorOf(request);
      const input = parseInput(call.input, await readInput(request, context));
      return toFileResponse(request, await call.run(actor, input));
    });
    return envelope.ok ? envelope.data : toResponse(envelope);
  };
}

async function toFileResponse({ headers }: Request, file: StoredFile): Promise<Response> {
  const etag = `"${file.version}"`;
  const answered = headersOf(file, etag);
  if (headers.get("if-none-match")?.includes(etag)) {
    return new Response(null, { status: 304, headers: answered });
  }
  const range = rangeIn(headers.get("range"), file.size);
  if (range === "none") {
    answered.set("content-range", `bytes */${file.size}`);
    return new Response(null, { status: 416, headers: answered });
  }
  if (file.size !== null) {
    const { start, end } = range ?? { start: 0, end: file.size - 1 };
    answered.set("accept-ranges", "bytes");
    answered.set("content-length", String(end - start + 1));
    if (range) answered.set("content-range", `bytes ${start}-${end}/${file.size}`);
  }
  // Nothing in advance: an answer to HEAD, or to who is gone by now, is never read nor cancelled, and
  // would leave its file open.
  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: 0 });
  const body = Readable.toWeb(await file.read(range), { strategy }) as ReadableStream;
  return new Response(body, { status: range ? 206 : 200, headers: answered });
}

/** Nothing that is served can run: no script, no frame, no guess at another type. */
function headersOf({ name, mime_type }: StoredFile, etag: string): Headers {
  const shown = mime_type.startsWith("image/") ? "inline" : "attachment";
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return new Headers({
    "content-type": mime_type,
    "content-disposition": `${shown}; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    // Kept by this browser alone and asked for again each time, for rights end.
    "cache-control": "private, no-cache",
    vary: "cookie, authorization",
    etag,
  });
}

/** One range of a file whose size is known; "none" when the file has nothing there. */
function rangeIn(header: string | null, size: number | null): ByteRange | "none" | undefined {
  const [, from = "", to = ""] = header?.match(/^bytes=(\d{0,15})-(\d{0,15})$/) ?? [];
  if (size === null || (from === "" && to === "")) return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end ? { start, end } : "none";
}
