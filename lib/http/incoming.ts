import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { addressOf } from "@/lib/address";
import { config } from "@/lib/config";
import { AppError, ERROR_CODES, toErrorBody } from "@/lib/errors";
import { localPath } from "@/lib/http/local-path";
import { log } from "@/lib/log";
import { isOwnHost } from "@/lib/origin";

/** Where a request comes from. Set by server.ts on every request, so that no client can say it themselves. */
export const ADDRESS_HEADER = "x-parley-address";

/** How long a client may take, in milliseconds; a WebSocket has its own heartbeat instead. */
const PATIENCE = {
  /** To send the head of a request. */
  head: 10_000,
  /** To send all of it: a file of 10 MB over a slow phone. */
  request: 120_000,
  /** Without a byte either way, an answer that is not read among them. A poll waits for 15 s. */
  silence: 60_000,
  /** Between two requests: longer than the 60 s of the usual proxy, which would else meet a close. */
  between: 65_000,
  /** How often the first two are looked at. */
  look_every: 2000,
};

/** An HTTP server that lets no client hold a connection open for nothing. */
export function createHttpServer(patience = PATIENCE): Server {
  const server = createServer({
    headersTimeout: patience.head,
    requestTimeout: patience.request,
    keepAliveTimeout: patience.between,
    connectionsCheckingInterval: patience.look_every,
  });
  server.timeout = patience.silence;
  return server;
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** They call whatever address they found. */
const FOR_MONITORS = /^\/(api\/health|api\/ready|metrics)(\?|$)/;

function problemOf({ url = "", headers }: IncomingMessage): string | null {
  if (!isDecodable(url)) return "The address is malformed.";
  if (isOwnHost(headers.host) || FOR_MONITORS.test(url)) return null;
  return `This server is at ${config().public_url}. Another name of it belongs into PARLEY_HOSTS.`;
}

let is_proxy_told = false;

/** All that comes through such a proxy seems to come from one place, and shares the limits of one. */
function tellOfProxy(address: string): void {
  if (is_proxy_told) return;
  is_proxy_told = true;
  log.warn(
    { address },
    "A proxy says whom it speaks for and is not trusted: if it is yours, name it in PARLEY_TRUSTED_PROXIES.",
  );
}

const IS_API = /^\/api\//;
/** What the page of an error in development asks for. */
const IS_OF_DEVELOPMENT = /^\/__nextjs/;

type Refusal = { status: number; headers: Record<string, string> };

/**
 * Pages are read and nothing else: Next would take what is posted to one for a call of a function of
 * the server, decode it, and log an error with a trace for each. There is none to call. A form that is
 * sent before its script is alive leads back to its page.
 */
function refusedMethod({ method = "", url = "" }: IncomingMessage, dev: boolean): Refusal | null {
  if (method === "GET" || method === "HEAD") return null;
  // As it is resolved: /api/.. is a page.
  const path = localPath(url);
  if (path && (IS_API.test(path) || (dev && IS_OF_DEVELOPMENT.test(path)))) return null;
  return path && method === "POST"
    ? { status: 303, headers: { location: path } }
    : { status: 405, headers: { allow: "GET, HEAD" } };
}

/**
 * What every request goes through before Next has it. False when it was answered here: Next would
 * answer a path that cannot be decoded with a bare 500.
 */
export function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { dev = false } = {},
): boolean {
  const { remoteAddress } = request.socket;
  const forwarded = request.headers["x-forwarded-for"];
  const address = addressOf(remoteAddress, forwarded);
  request.headers[ADDRESS_HEADER] = address ?? undefined;
  if (forwarded && address && remoteAddress?.endsWith(address)) tellOfProxy(address);
  const problem = problemOf(request);
  if (problem === null) {
    const refused = refusedMethod(request, dev);
    if (!refused) return true;
    response.writeHead(refused.status, { ...refused.headers, "cache-control": "no-store" }).end();
    return false;
  }
  const error = toErrorBody(new AppError("VALIDATION", problem));
  response
    .writeHead(ERROR_CODES.VALIDATION.status, { "content-type": "application/json" })
    .end(JSON.stringify({ ok: false, error }));
  return false;
}
