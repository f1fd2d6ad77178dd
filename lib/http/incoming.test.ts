import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createHttpServer } from "@/lib/http/incoming";

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
