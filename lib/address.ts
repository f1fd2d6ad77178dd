import { isIP, isIPv4 } from "node:net";
import { config } from "@/lib/config";

/** IPv4 that came over an IPv6 socket is IPv4: ::ffff:192.0.2.1 */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");

/** An entry of `X-Forwarded-For`, some of which have a port: 192.0.2.1:80, [2001:db8::1]:80 */
const withoutPort = (entry: string): string =>
  entry
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");

const isTrusted = (address: string): boolean =>
  isIP(address) !== 0 && config().trusted_proxies.check(address, isIPv4(address) ? "ipv4" : "ipv6");

/**
 * Where a request comes from. What `X-Forwarded-For` says counts only as far as the proxies that
 * are trusted said it: each of them adds, on the right, whom it heard from.
 * @param peer the other end of the connection
 */
export function addressOf(
  peer: string | undefined,
  forwarded: string | string[] | undefined,
): string | null {
  if (peer === undefined) return null;
  let address = plain(peer);
  const entries = [forwarded ?? []].flat().join(",").split(",");
  while (isTrusted(address)) {
    const before = plain(withoutPort(entries.pop() ?? ""));
    if (isIP(before) === 0) break;
    address = before;
  }
  return address;
}
