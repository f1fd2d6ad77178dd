import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import {
  type Answer,
  checkProxy,
  judgeCookies,
  judgeDate,
  judgeHealth,
  judgeOrigin,
} from "@/scripts/doctor/proxy";
import { checkWebSocket, judgeRefusal } from "@/scripts/doctor/web-socket";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";

const CHAT = "https://chat.example.com";

const answer = (given: Partial<Answer>): Answer => ({
  status: 200,
  json: null,
  location: null,
  cookies: [],
  date: null,
  failure: "",
  ...given,
});

test.each<[string, Partial<Answer>, string]>([
  ["Parley", { json: { ok: true, data: { status: "alive" } } }, "Parley answers through it"],
  ["no answer", { status: 0, failure: "connect ECONNREFUSED" }, "nothing answers"],
  ["a page", { json: null }, "not as Parley does"],
  ["a redirect", { status: 301, location: "https://www.example.com/" }, "it leads on to"],
  ["a bad gateway", { status: 502 }, "it does not reach Parley"],
])("of its health the proxy gives %s", (_, given, says) => {
  expect(judgeHealth(CHAT, answer(given)).says).toContain(says);
});

test("a certificate that nobody trusts is told as such", () => {
  const failure = "self-signed certificate";
  expect(judgeHealth(CHAT, answer({ status: 0, failure })).todo).toContain("certificate");
});

test("a clock that is a minute away is told", () => {
  const date = "Sun, 22 Nov 2026 12:00:00 GMT";
  expect(judgeDate(date, Date.parse(date) + 59_000)).toEqual([]);
  expect(judgeDate(date, Date.parse(date) - 61_000)).toMatchObject([{ verdict: "warn" }]);
  expect(judgeDate(null, 0)).toEqual([]);
});

test("what the proxy does not pass on of host and scheme is told", () => {
  const told = (callbackUrl: string) => answer({ json: { password: { callbackUrl } } });
  expect(judgeOrigin(CHAT, told(`${CHAT}/api/auth/callback`)).verdict).toBe("ok");
  expect(judgeOrigin(CHAT, told("http://chat.example.com/api/auth/callback"))).toMatchObject({
    verdict: "fail",
    says: "Parley takes itself to be at http://chat.example.com",
    todo: expect.stringContaining(`PARLEY_URL=${CHAT}`),
  });
  expect(judgeOrigin(CHAT, answer({})).verdict).toBe("fail");
});

test.each([
  [CHAT, "__Host-parley.staff.csrf=1; Path=/; HttpOnly; Secure", "ok"],
  [CHAT, "parley.staff.csrf=1; Path=/; HttpOnly", "fail"],
  [CHAT, "parley.staff.csrf=1; Path=/; HttpOnly; Secure", "fail"],
  [CHAT, "__Host-parley.staff.csrf=1; Path=/; Secure", "fail"],
  [CHAT, "route=7; Path=/", "fail"],
  ["http://localhost:3000", "parley.staff.csrf=1; Path=/; HttpOnly", "ok"],
  ["http://localhost:3000", "__Host-parley.staff.csrf=1; HttpOnly; Secure", "fail"],
])("at %s the cookie %s: %s", (at, cookie, verdict) => {
  expect(judgeCookies(at, [cookie]).verdict).toBe(verdict);
});

test("an address that is none is told", async () => {
  for (const address of ["chat.example.com", "ftp://chat.example.com", ""]) {
    expect(await checkProxy(address)).toMatchObject([{ verdict: "fail", about: "Address" }]);
  }
});

test("a server that is full is there", () => {
  const error = Object.assign(new Error("full"), { data: { code: "UNAVAILABLE" } });
  expect(judgeRefusal(CHAT, error).verdict).toBe("warn");
});

/** In front of the server: what a client sends first is changed on its way. */
async function proxy(change: (head: string) => string): Promise<string> {
  const target = new URL(origin());
  const server = createServer((near) => {
    near.once("data", (head) => {
      const far = connect(Number(target.port), target.hostname);
      far.write(change(head.toString()));
      far.pipe(near).pipe(far);
      for (const one of [near, far]) one.on("error", () => {});
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

withServer();

test("a WebSocket opens through a proxy that passes everything on", async () => {
  expect(await checkWebSocket(await proxy((head) => head))).toMatchObject({
    verdict: "ok",
    says: "it opens, and Parley answers in it",
  });
});

test("a proxy that passes no upgrades on is told", async () => {
  const at = await proxy((head) => head.replace(/^(Upgrade|Connection): .*\r\n/gim, ""));
  expect(await checkWebSocket(at)).toMatchObject({
    verdict: "fail",
    todo: expect.stringContaining("Upgrade"),
  });
});

test("a proxy that passes another host on is told", async () => {
  const at = await proxy((head) => head.replace(/^Host: .*$/im, "Host: parley:3000"));
  expect(await checkWebSocket(at)).toMatchObject({
    verdict: "fail",
    todo: expect.stringContaining(`PARLEY_URL=${at}`),
  });
});

test("where nobody listens it says so", async () => {
  expect(await checkWebSocket("http://127.0.0.1:1")).toMatchObject({
    verdict: "fail",
    says: expect.stringContaining("ECONNREFUSED"),
  });
  const [, reached] = await checkProxy("http://127.0.0.1:1");
  expect(reached?.says).toContain("nothing answers at http://127.0.0.1:1");
});
