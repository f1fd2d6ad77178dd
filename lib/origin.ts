import { config } from "@/lib/config";

/**
 * Whether a browser's page may call or connect. A browser sends its cookie along with whatever any
 * page makes it send, and CORS stops neither a simple POST nor a WebSocket; but it says which
 * origin the page has. A foreign one is refused; a missing one (no browser, or the same-origin
 * polling of our own page) is not.
 */
export function isOwnOrigin(origin: string | null | undefined, host: string | null | undefined) {
  if (!origin) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  const { public_url } = config();
  return from === host || (public_url !== undefined && from === new URL(public_url).host);
}
