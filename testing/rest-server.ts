import { readdirSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { fileURLToPath } from "node:url";
import { addressOf } from "@/lib/address";
import { ADDRESS_HEADER } from "@/lib/http/incoming";
import { asCall, CALL_HEADER } from "@/testing/queries";

const ROOT = fileURLToPath(new URL("../app/api", import.meta.url));

type Params = Record<string, string | string[]>;
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
type RouteFile = { path: string; segments: string[]; load(): Promise<Record<string, unknown>> };

const CATCH_ALL = /^\[\[?\.\.\./;

/** As Next orders them: a static segment before `[one]` before `[[...all]]`. */
const rankOf = (segment: string) => (CATCH_ALL.test(segment) ? 2 : segment.startsWith("[") ? 1 : 0);

/** Every route of the app, as its path under `/api` in Next's notation. */
export const ROUTES: RouteFile[] = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => {
    const segments = relative(ROOT, join(ROOT, file, ".."))
      .split(sep)
      .filter(Boolean);
    const absolute = join(ROOT, file);
    return { path: `/api/${segments.join("/")}`, segments, load: () => import(absolute) };
  })
  .sort((a, b) => {
    for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i++) {
      const difference = rankOf(a.segments[i] ?? "[[...") - rankOf(b.segments[i] ?? "[[...");
      if (difference) return difference;
    }
    return 0;
  });

function match(segments: string[], parts: string[]): Params | null {
  const params: Params = {};
  for (const [index, segment] of segments.entries()) {
    if (CATCH_ALL.test(segment)) {
      if (parts.length <= index && !segment.startsWith("[[")) return null;
      params[segment.replace(/[[\].]/g, "")] = parts.slice(index);
      return params;
    }
    const part = parts[index];
    if (part === undefined) return null;
    if (segment.startsWith("[")) params[segment.slice(1, -1)] = part;
    else if (segment !== part) return null;
  }
  return segments.length === parts.length ? params : null;
}

/** Leaves the connection alone when the reader has enough, so that the answer gets through. */
function bodyOf(request: IncomingMessage): ReadableStream {
  return new ReadableStream({
    start(controller) {
      request.on("data", (chunk) => controller.enqueue(new Uint8Array(chunk)));
      request.once("end", () => controller.close());
      request.once("error", (error) => controller.error(error));
    },
    cancel() {
      request.removeAllListeners();
      request.resume();
    },
  });
}

function toRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const from = addressOf(request.socket.remoteAddress, request.headers["x-forwarded-for"]);
  headers.set(ADDRESS_HEADER, from ?? "");
  const has_body = request.method !== "GET" && request.method !== "HEAD";
  return new Request(`http://${request.headers.host}${request.url}`, {
    method: request.method ?? "GET",
    headers,
    ...(has_body && { body: bodyOf(request), duplex: "half" }),
  } as RequestInit);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const parts = pathname.split("/").slice(2).map(decodeURIComponent);
  for (const { segments, load } of ROUTES) {
    const params = match(segments, parts);
    if (!params) continue;
    // Next takes GET for HEAD, and leaves the body where it is.
    const is_head = request.method === "HEAD";
    const handler = (await load())[is_head ? "GET" : (request.method ?? "GET")] as
      | Handler
      | undefined;
    if (!handler) return void response.writeHead(405).end();
    const answer = await handler(toRequest(request), { params: Promise.resolve(params) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (!answer.body || is_head) return void response.end();
    return void (await pipeline(Readable.fromWeb(answer.body as NodeStream), response));
  }
  response.writeHead(404).end();
}

/**
 * The app's real route handlers over real HTTP, without a build of Next: what Next adds (its router
 * and the making of the Request) is done here in its stead.
 */
export const restListener: RequestListener = (request, response) => {
  if (request.url?.startsWith("/socket.io/")) return;
  const call = request.headers[CALL_HEADER]?.toString();
  asCall(call, () => serve(request, response)).catch((error) => {
    // It broke off, or its reader went away.
    if (response.headersSent) return void response.destroy();
    // A handler never throws; what does is a mistake in here, and a test should see it as one.
    response.writeHead(599).end(String(error));
  });
};
