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

/** The machine itself, such as its proxy and its monitors: no page of another site gets to be called so. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Whether the server is called by a name of its own: once it was told one, by that, by those of
 * `PARLEY_HOSTS`, or from the machine itself. A page whose name was made to lead here (DNS
 * rebinding) is of no foreign origin to a browser, but its name is in `Host`.
 */
export function isOwnHost(host: string | undefined): boolean {
  const { public_url, hosts } = config();
  if (public_url === undefined) return true;
  const called = host?.toLowerCase() ?? "";
  return LOOPBACK.test(called) || called === new URL(public_url).host || hosts.includes(called);
}
