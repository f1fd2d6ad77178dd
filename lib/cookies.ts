import { config } from "@/lib/config";

/** Staff and customers hold different cookies: one browser can be both at once. */
export const SIDES = ["staff", "customer"] as const;
export type Side = (typeof SIDES)[number];

/** Behind https cookies are bound to this very host: https://developer.mozilla.org/docs/Web/HTTP/Cookies */
export const isSecure = (): boolean => config().public_url?.startsWith("https:") ?? false;

export const cookieName = (side: Side, part = "session"): string =>
  `${isSecure() ? "__Host-" : ""}parley.${side}.${part}`;

function parse(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  return cookies;
}

/** A large session cookie comes in numbered pieces (`name.0`, `name.1`, …). */
function read(cookies: Map<string, string>, name: string): string | null {
  const whole = cookies.get(name);
  if (whole) return whole;
  let pieces = "";
  for (let n = 0; cookies.has(`${name}.${n}`); n++) pieces += cookies.get(`${name}.${n}`);
  return pieces || null;
}

export type Credentials = {
  authorization: string | null | undefined;
  cookie: string | null | undefined;
  /** Which of its two cookies a browser speaks with; it only chooses, it proves nothing. */
  side: string | null | undefined;
};

/**
 * The token in a request. Where a bearer is sent it counts and the cookie does not, even when the
 * bearer is no good. A browser that is both and does not say which speaks as staff.
 */
export function tokenIn({ authorization, cookie, side }: Credentials): {
  token: string | null;
  is_bearer: boolean;
} {
  const [scheme, token, ...rest] = authorization?.split(" ") ?? [];
  // Another scheme is somebody else's, such as the password that a proxy asks for.
  if (scheme?.toLowerCase() === "bearer") {
    return { token: token && rest.length === 0 ? token : null, is_bearer: true };
  }
  const cookies = parse(cookie ?? "");
  const sides = SIDES.filter((one) => !side || one === side);
  for (const one of sides) {
    const token = read(cookies, cookieName(one));
    if (token) return { token, is_bearer: false };
  }
  return { token: null, is_bearer: false };
}
