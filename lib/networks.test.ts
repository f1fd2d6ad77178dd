import { describe, expect, test } from "vitest";
import { networkOf, readNetworks } from "@/lib/networks";

describe("a list of networks", () => {
  test("has addresses and subnets of both kinds", () => {
    const networks = readNetworks("127.0.0.1, 10.0.0.0/8,fd00::/8 ,2001:db8::1");
    const has = (address: string) =>
      networks?.check(address, address.includes(":") ? "ipv6" : "ipv4");
    for (const inside of ["127.0.0.1", "10.255.0.1", "fdab::1", "2001:db8::1"]) {
      expect(has(inside)).toBe(true);
    }
    for (const outside of ["127.0.0.2", "11.0.0.1", "fe80::1", "2001:db8::2"]) {
      expect(has(outside)).toBe(false);
    }
  });

  test.each(["localhost", "10.0.0.0/33", "10.0.0", "::/129", "10.0.0.0/8/8", "*", "10.0.0.0/x"])(
    "is none with %s in it",
    (text) => {
      expect(readNetworks(`127.0.0.1,${text}`)).toBeNull();
    },
  );
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  [null, "unknown"],
])("%s is of the network %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
