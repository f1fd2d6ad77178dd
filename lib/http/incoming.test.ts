import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { setConfig } from "@/lib/config";
import { createHttpServer, receive } from "@/lib/http/incoming";
import { testConfig } from "@/testing/database";

const QUICK = { head: 200, request: 400, silence: 400, between: 10_000, look_every: 50 };
const BIG = Buffer.alloc(64 * 1024 * 1024);

/**
 * A connection to a server that answers with `body` once it has a whole request, and the end that
 * the server puts to it.
 */
async function dial(patience: typeof QUICK, body: string | Buffer = "ok") {
  const server = createHttpServer(patience);
  server.on("request", (request, response) => {
    request.resume().on("end", () => response.end(body));
  });
  const closed = new Promise<void>((resolve) => {
    server.once("connection", (connection) => connection.once("close", resolve));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  return { socket, closed };
}

test.for([
  ["says nothing", "", { request: 60_000 }],
  ["sends half a head", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow", { request: 60_000 }],
  ["sends half a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf", {}],
] as const)("who %s is not waited for", async ([, text, patience]) => {
  const { socket, closed } = await dial({ ...QUICK, silence: 60_000, ...patience });
  socket.resume();
  if (text) socket.write(text);
  await closed;
});

test("who does not read an answer is not waited for", async () => {
  const { socket, closed } = await dial({ ...QUICK, head: 60_000, request: 60_000 }, BIG);
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await closed;
});

test("a connection is kept longer than the proxies before it keep theirs", async () => {
  const { socket } = await dial({ ...QUICK, between: 65_000 });
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const [answer] = await once(socket, "data");
  expect(String(answer)).toMatch(/^Keep-Alive: timeout=65\r$/m);
});

/** What comes of a request: "next" when it is let through. */
async function receivedAs(method: string, path: string, { dev = false } = {}) {
  setConfig(testConfig());
  const server = createHttpServer();
  server.on("request", (request, response) => {
    if (receive(request, response, { dev })) response.setHeader("x-went-to", "next").end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nNext-Action: x\r\nContent-Length: 0\r\n\r\n`,
  );
  let text = "";
  for await (const chunk of socket) text += chunk;
  if (/^x-went-to: next/m.test(text)) return "next";
  const [, status] = /^HTTP\/1.1 (\d+)/.exec(text) ?? [];
  const [, value = ""] = /^(?:location|allow): (.*)\r$/im.exec(text) ?? [];
  return `${status} ${value}`.trim();
}

test.for([
  ["GET", "/chat", "next"],
  ["HEAD", "/chat", "next"],
  ["POST", "/api/live-chat/start", "next"],
  ["PATCH", "/api/settings", "next"],
  ["POST", "/chat", "303 /chat"],
  ["POST", "/login?next=%2Finbox", "303 /login?next=%2Finbox"],
  ["POST", "/apiary", "303 /apiary"],
  ["POST", "/api/../chat", "303 /chat"],
  ["POST", "/api/%2e%2e/chat", "303 /chat"],
  ["POST", "/api/..//evil.example", "405 GET, HEAD"],
  ["POST", "//evil.example/chat", "405 GET, HEAD"],
  ["POST", "/\\evil.example", "405 GET, HEAD"],
  ["POST", "http://evil.example/", "405 GET, HEAD"],
  ["PUT", "/inbox", "405 GET, HEAD"],
  ["DELETE", "/_next/static/x.js", "405 GET, HEAD"],
  ["POST", "/__nextjs_original-stack-frames", "303 /__nextjs_original-stack-frames"],
] as const)("%s %s: %s", async ([method, path, expected]) => {
  expect(await receivedAs(method, path)).toBe(expected);
});

test("what the pages of development ask for is let through there", async () => {
  const path = "/__nextjs_original-stack-frames";
  expect(await receivedAs("POST", path, { dev: true })).toBe("next");
  expect(await receivedAs("POST", "/chat", { dev: true })).toBe("303 /chat");
});
