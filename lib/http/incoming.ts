import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError, ERROR_CODES, toErrorBody } from "@/lib/errors";

/** The peer's address. Set by server.ts on every request, so that no client can say it themselves. */
export const ADDRESS_HEADER = "x-parley-address";

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/**
 * What every request goes through before Next has it. False when it was answered here: Next would
 * answer a path that cannot be decoded with a bare 500.
 */
export function receive(request: IncomingMessage, response: ServerResponse): boolean {
  request.headers[ADDRESS_HEADER] = request.socket.remoteAddress;
  if (isDecodable(request.url ?? "")) return true;
  const error = toErrorBody(new AppError("VALIDATION", "The address is malformed."));
  response
    .writeHead(ERROR_CODES.VALIDATION.status, { "content-type": "application/json" })
    .end(JSON.stringify({ ok: false, error }));
  return false;
}
