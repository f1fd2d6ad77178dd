import type { IncomingHttpHeaders } from "node:http";
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
