import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { tokenIn } from "@/lib/cookies";

type Handshake = { auth: unknown; headers: IncomingHttpHeaders };

/**
 * The token of a handshake: `auth.token` (a bearer), or else a cookie of the upgrade request, of
 * the side that `auth.side` names. Nothing else is looked at.
 */
export function tokenOfHandshake({ auth, headers }: Handshake): string | null {
  const { token, side } = (auth ?? {}) as Record<string, unknown>;
  if (token !== undefined && token !== null) return typeof token === "string" ? token : null;
  return tokenIn({
    authorization: headers.authorization,
    cookie: headers.cookie,
    side: typeof side === "string" ? side : null,
  }).token;
}

/**
 * Whether a browser's page may open a socket here. CORS does not stop a WebSocket, so the Origin
 * is looked at: a foreign one is refused, a missing one (no browser, or the polling of our own
 * page) is not.
 */
export function isOwnOrigin(request: IncomingMessage, public_url: string | undefined): boolean {
  const { origin, host } = request.headers;
  if (!origin) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  return from === host || (public_url !== undefined && from === new URL(public_url).host);
}
