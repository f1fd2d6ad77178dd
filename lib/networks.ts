import { BlockList, isIP, isIPv6 } from "node:net";

/**
 * The addresses and subnets of a list such as `127.0.0.1, 10.0.0.0/8, fd00::/8`.
 * @returns null when one of them is neither
 */
export function readNetworks(text: string): BlockList | null {
  const networks = new BlockList();
  for (const part of text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [, address = "", prefix] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(part) ?? [];
    const version = isIP(address);
    if (version === 0) return null;
    const bits = version === 4 ? 32 : 128;
    if (Number(prefix ?? bits) > bits) return null;
    networks.addSubnet(address, Number(prefix ?? bits), version === 4 ? "ipv4" : "ipv6");
  }
  return networks;
}

/** The first four of the eight groups of an IPv6 address. */
function firstHalf(address: string): string {
  const [left = "", right] = address.split("::");
  const groups = left.split(":").filter(Boolean);
  const rest = right?.split(":").filter(Boolean) ?? [];
  while (right !== undefined && groups.length + rest.length < 8) groups.push("0");
  const all = [...groups, ...rest].slice(0, 4);
  return all.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}

/**
 * What counts as one place: an IPv4 address, or the /64 that one IPv6 customer has all to
 * themselves (RFC 6177 and BCOP 690 give a home at least that).
 */
export function networkOf(address: string | null): string {
  if (address === null) return "unknown";
  const [without_zone = ""] = address.split("%");
  return isIPv6(without_zone) ? `${firstHalf(without_zone)}::/64` : without_zone;
}
