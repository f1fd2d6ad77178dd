import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { REMEMBER_START } from "@/components/customer/remember-start";
import { setConfig } from "@/lib/config";
import { harden, REMEMBER_START_HASH } from "@/lib/http/headers";
import { testConfig } from "@/testing/database";

const server = createServer((request, response) => {
  harden(request, response);
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/own") response.setHeader("content-security-policy", "sandbox");
  response.end(request.headers["content-security-policy"]);
});
let url = "";

beforeAll(async () => {
  setConfig(testConfig());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  setConfig(undefined);
});

test("the script that a page has besides Next's runs by the checksum of what it is", () => {
  const checksum = createHash("sha256").update(REMEMBER_START).digest("base64");
  expect(REMEMBER_START_HASH).toBe(`sha256-${checksum}`);
});

test("each page's scripts run by a nonce of that answer alone, which no caller chooses", async () => {
  const own = "script-src 'nonce-mine'";
  const headers = { "content-security-policy": own, "content-security-policy-report-only": own };
  const nonces = new Set<string>();
  for (let n = 0; n < 10; n++) {
    const answer = await fetch(url, { headers });
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(await answer.text()).toBe(policy);
    expect(policy).not.toContain("mine");
    nonces.add(/'nonce-([^']{24})'/.exec(policy)?.[1] ?? "");
  }
  expect(nonces.size).toBe(10);
  expect(nonces).not.toContain("");
});

test("what an answer says itself stays", async () => {
  const { headers } = await fetch(`${url}/own`);
  expect(headers.get("content-security-policy")).toBe("sandbox");
  expect(headers.get("x-frame-options")).toBe("DENY");
});

test("browsers are told to come by https where that is how the server is reached, and nowhere else", async () => {
  expect((await fetch(url)).headers.get("strict-transport-security")).toBeNull();
  setConfig(testConfig({ PARLEY_URL: "https://chat.example.org" }));
  expect((await fetch(url)).headers.get("strict-transport-security")).toBe("max-age=31536000");
  setConfig(testConfig({ PARLEY_URL: "http://chat.example.org" }));
  expect((await fetch(url)).headers.get("strict-transport-security")).toBeNull();
});
