import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy } from "@fastify/busboy";
import { AppError, isAppError } from "@/lib/errors";
import { settings } from "@/lib/settings/queries";
import type { IncomingFile } from "@/lib/uploads/commands";
import { FILE_LIMIT } from "@/lib/uploads/contract";
import { tooLarge } from "@/lib/uploads/staging";

/** Of what is over the limit so much is read and thrown away, so that who is still sending sees the answer. */
const DRAINED = FILE_LIMIT;

const LIMITS = {
  parts: 10,
  fields: 8,
  fieldSize: 1000,
  files: 2,
  headerPairs: 20,
  headerSize: 8192,
};

const malformed = () => new AppError("VALIDATION", "The body is not a whole multipart form.");

function parserOf(request: Request) {
  try {
    const content_type = request.headers.get("content-type") ?? "";
    return new Busboy({ headers: { "content-type": content_type }, limits: LIMITS });
  } catch {
    throw malformed();
  }
}

async function* bounded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const most = settings().file_size;
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > most + DRAINED) throw tooLarge(most);
    yield chunk;
  }
}

/**
 * Hands the `file` of a multipart form to `take` while it comes in, and the other fields once all
 * is there. What `take` leaves unread is thrown away.
 * @throws AppError VALIDATION, TOO_LARGE, and what `take` throws
 */
export async function readMultipart<T>(
  request: Request,
  take: (file: IncomingFile) => Promise<T>,
): Promise<T> {
  const parser = parserOf(request);
  const fields = new Map<string, unknown>();
  let taken: Promise<T> | undefined;
  let source: Readable | undefined;
  let wrong: AppError | undefined;

  let resolveAll: (all: Record<string, unknown>) => void = () => {};
  let rejectAll: (reason: AppError) => void = () => {};
  const all = new Promise<Record<string, unknown>>((resolve, reject) => {
    resolveAll = resolve;
    rejectAll = reject;
  });
  // Whether anybody waits for it depends on how far the file came.
  all.catch(() => {});

  parser.on("field", (name, value) => {
    if (fields.has(name)) {
      wrong ??= new AppError("VALIDATION", `${name}: is given twice`, { field: name });
    }
    fields.set(name, value);
  });
  parser.on("file", (name, stream, given) => {
    // Without a listener an error of the stream would end the process.
    stream.on("error", (error) => parser.destroy(error));
    if (name !== "file" || taken) {
      wrong ??= new AppError("VALIDATION", `${name}: is one file too many`, { field: name });
      stream.resume();
      return;
    }
    source = stream;
    const chunks = stream.iterator({ destroyOnReturn: false });
    taken = take({ name: given ?? "", chunks, fields: () => all });
    taken.catch(() => stream.resume());
  });

  try {
    await pipeline(bounded(request.body ?? emptyBody()), parser);
    if (wrong) throw wrong;
    resolveAll(Object.fromEntries(fields));
  } catch (error) {
    const reason = isAppError(error) ? error : malformed();
    rejectAll(reason);
    source?.destroy(reason);
    if (!taken) throw reason;
  }
  if (!taken) throw new AppError("VALIDATION", "file: is missing", { field: "file" });
  return taken;
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
