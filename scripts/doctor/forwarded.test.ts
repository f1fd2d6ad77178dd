import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { checkForwarded, judgeForwarded } from "@/scripts/doctor/forwarded";

const CHAT = "https://chat.example.com";
const ALL = {
  host: "127.0.0.1:3000",
  "x-forwarded-host": "chat.example.com",
  "x-forwarded-proto": "https",
};

const says = (headers: Partial<typeof ALL>) =>
  judgeForwarded(CHAT, headers)
    .slice(1, -1)
    .map((one) => `${one.verdict} ${one.says}`);

test("all that a proxy should pass on may be there", () => {
  expect(says(ALL)).toEqual(["ok with host and scheme"]);
  const { "x-forwarded-host": _, ...rest } = { ...ALL, host: "chat.example.com" };
  expect(says(rest)).toEqual(["ok with host and scheme"]);
});

test("where PARLEY_URL says the address nothing has to be passed on, and another one is no help", () => {
  const verdict = (told: string) => judgeForwarded(CHAT, { host: "127.0.0.1" }, told)[1]?.verdict;
  expect(verdict(`${CHAT}/`)).toBe("ok");
  expect(verdict("https://other.example.com")).toBe("fail");
});

test("each that is missing is told", () => {
  const { host, ...others } = ALL;
  expect(says({ ...others, "x-forwarded-proto": "http" })).toEqual([
    "fail it arrives as asked of http://chat.example.com",
  ]);
  expect(says({ ...ALL, "x-forwarded-host": "parley" })).toEqual([
    "fail it arrives as asked of https://parley",
  ]);
  expect(says({ host })).toEqual(["fail it arrives as asked of http://127.0.0.1:3000"]);
});

/** A proxy that passes everything to the port that it is told later. */
async function proxy() {
  let port = 0;
  const server = createServer((near, response) => {
    const { headers } = near;
    const far = request({ port, host: "127.0.0.1", path: near.url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500);
      answer.pipe(response);
    });
    far.on("error", () => response.writeHead(502).end());
    near.pipe(far);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const at = (server.address() as AddressInfo).port;
  const passTo = (to: number) => {
    port = to;
  };
  return { url: `http://127.0.0.1:${at}`, passTo };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

test("what arrives through a real proxy is looked at, and the port is free afterwards", async () => {
  const { url, passTo } = await proxy();
  const there = { HOST: "127.0.0.1", PORT: await freePort() };
  passTo(there.PORT);
  for (const _ of [1, 2]) {
    const findings = await checkForwarded(url, there);
    expect(findings.map(({ verdict }) => verdict)).toEqual(["ok", "ok", "warn"]);
  }
});

test("a proxy that leads elsewhere is told", async () => {
  const { url, passTo } = await proxy();
  passTo(await freePort());
  const [finding] = await checkForwarded(url, { HOST: "127.0.0.1", PORT: await freePort() });
  expect(finding).toMatchObject({
    verdict: "fail",
    says: `nothing that is asked of ${url} arrives here: it answers 502`,
  });
});
