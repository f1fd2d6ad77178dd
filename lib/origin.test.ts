import { afterEach, beforeEach, expect, test } from "vitest";
import { setConfig } from "@/lib/config";
import { isOwnHost, isOwnOrigin } from "@/lib/origin";
import { testConfig } from "@/testing/database";

beforeEach(() => setConfig(testConfig()));
afterEach(() => setConfig(undefined));

test.for([
  [undefined, true],
  ["", true],
  ["http://chat.example.org", true],
  ["https://chat.example.org", true],
  ["https://CHAT.example.org", true],
  ["https://chat.example.org:8443", false],
  ["https://chat.example.org.evil.example", false],
  ["https://evil.example/chat.example.org", false],
  ["https://example.org", false],
  ["null", false],
  ["chat.example.org", false],
] as const)("a page of %s calls chat.example.org: %s", ([origin, is_own]) => {
  expect(isOwnOrigin(origin, "chat.example.org")).toBe(is_own);
});

test("behind a proxy that hides the name, it is the one that the server was told", () => {
  expect(isOwnOrigin("https://chat.example.org", "10.0.0.5:3000")).toBe(false);
  setConfig(testConfig({ PARLEY_URL: "https://chat.example.org" }));
  expect(isOwnOrigin("https://chat.example.org", "10.0.0.5:3000")).toBe(true);
  expect(isOwnOrigin("https://evil.example", "10.0.0.5:3000")).toBe(false);
});

test("until it was told its name, it may be called by any", () => {
  expect(isOwnHost("chat.example.org")).toBe(true);
  expect(isOwnHost("192.0.2.1:3000")).toBe(true);
});

test.each([
  ["chat.example.org", true],
  ["Chat.Example.org", true],
  ["localhost:3000", true],
  ["127.0.0.1", true],
  ["[::1]:3000", true],
  ["parley:3000", true],
  ["chat.example.org:8443", false],
  ["chat.example.org.evil.example", false],
  ["localhost.evil.example", false],
  ["127.0.0.1.evil.example:3000", false],
  ["192.0.2.1", false],
  ["", false],
  [undefined, false],
])("told its names, it may be called %s: %s", (host, is_own) => {
  setConfig(testConfig({ PARLEY_URL: "https://chat.example.org", PARLEY_HOSTS: "Parley:3000" }));
  expect(isOwnHost(host)).toBe(is_own);
});
