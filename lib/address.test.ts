import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressOf } from "@/lib/address";
import { setConfig } from "@/lib/config";
import { testConfig } from "@/testing/database";

const PROXY = "10.0.0.1";

describe("behind no trusted proxy", () => {
  beforeAll(() => setConfig(testConfig()));

  test("the header that anybody can send counts for nothing", () => {
    expect(addressOf("192.0.2.1", "203.0.113.7")).toBe("192.0.2.1");
    expect(addressOf("127.0.0.1", "203.0.113.7")).toBe("127.0.0.1");
    expect(addressOf(undefined, "203.0.113.7")).toBeNull();
  });

  test("IPv4 over an IPv6 socket is IPv4", () => {
    expect(addressOf("::ffff:192.0.2.1", undefined)).toBe("192.0.2.1");
  });
});

describe("behind trusted proxies", () => {
  beforeAll(() => setConfig(testConfig({ PARLEY_TRUSTED_PROXIES: "10.0.0.0/8, fd00::/8" })));
  afterAll(() => setConfig(testConfig()));

  test.each([
    ["what the proxy heard from counts", "203.0.113.7", "203.0.113.7"],
    ["also through several of them", "203.0.113.7, 10.0.0.3, fd00::2", "203.0.113.7"],
    ["what was said to the first of them does not", "198.51.100.1, 203.0.113.7", "203.0.113.7"],
    ["a port is left out", "203.0.113.7:4711", "203.0.113.7"],
    ["that of IPv6 too", "[2001:db8::7]:4711", "2001:db8::7"],
    ["an address in brackets is one", "[2001:db8::7]", "2001:db8::7"],
    ["what is no address ends it", "203.0.113.7, unknown", PROXY],
    ["and so does nothing at all", "", PROXY],
    ["and a header of commas", ",,,", PROXY],
  ])("%s", (_, header, address) => {
    expect(addressOf(PROXY, header)).toBe(address);
  });

  test("a header that came several times is one", () => {
    expect(addressOf(PROXY, ["198.51.100.1", "203.0.113.7"])).toBe("203.0.113.7");
  });

  test("without a header it is the proxy itself", () => {
    expect(addressOf(PROXY, undefined)).toBe(PROXY);
  });

  test("from elsewhere the header counts for nothing", () => {
    expect(addressOf("192.0.2.1", "203.0.113.7")).toBe("192.0.2.1");
  });
});
