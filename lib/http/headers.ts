import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isSecure } from "@/lib/cookies";

/**
 * The one script that stands in a page without coming from Next: it remembers a start that is asked
 * for before the page is alive (components/customer/remember-start.ts).
 */
export const REMEMBER_START_HASH = "sha256-nLz2sJw8piZE4r+glhEw/xGOh/+AJpTQ8IQ/qiNwfD0=";

/** A year, in seconds: what browsers ask for before they keep a host in a list of theirs. */
const HTTPS_FOR = 31_536_000;

/**
 * What a page may load and run. Scripts are those of this very answer, by its nonce, and what they
 * load themselves (https://www.w3.org/TR/CSP3/#strict-dynamic-usage). An attribute may hold a style,
 * as React writes it on the server; a sheet needs the nonce.
 */
function policyOf(nonce: string, dev: boolean): string {
  const script = `'nonce-${nonce}' '${REMEMBER_START_HASH}' 'strict-dynamic'`;
  return Object.entries({
    "default-src": "'self'",
    // In development React reads its stacks with eval, and Next swaps sheets in place.
    "script-src": dev ? `${script} 'unsafe-eval'` : script,
    "style-src": dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' blob: data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
  })
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** Of what is no page: whoever opens it as one gets nothing to run. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

const isPage = (url: string) => !/^\/(api|metrics|socket\.io)(\/|\?|$)/.test(url);

/**
 * Gives every answer the headers that keep a browser from doing more with it than is meant. What an
 * answer says itself, as a file with a policy of its own does, stays as it is.
 */
export function harden(
  request: IncomingMessage,
  response: ServerResponse,
  { dev = false } = {},
): void {
  const page_policy = policyOf(randomBytes(16).toString("base64"), dev);
  // Next takes the nonce for its scripts from here; nobody else may say which.
  request.headers["content-security-policy"] = page_policy;
  delete request.headers["content-security-policy-report-only"];
  const headers = {
    "cache-control": "no-store",
    "content-security-policy": isPage(request.url ?? "/") ? page_policy : NO_PAGE,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy":
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    // A link in a chat tells no other site of the chat, nor of a setup link that one came with.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(isSecure() && { "strict-transport-security": `max-age=${HTTPS_FOR}` }),
  };
  const { writeHead } = response;
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    for (const [name, value] of Object.entries(headers)) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
    }
    return writeHead.apply(response, args);
  }) as typeof writeHead;
}
