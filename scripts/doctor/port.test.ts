import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { checkPort, inodeOf, judgeRefusal } from "@/scripts/doctor/port";

/** A server on a port of its own. */
async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const parley =
  (ready: number): RequestListener =>
  (request, response) => {
    response.statusCode = request.url === "/api/health" ? 200 : ready;
    response.end(JSON.stringify({ ok: true, data: { status: "alive" } }));
  };

const check = async (PORT: number, HOST = "127.0.0.1") =>
  (await checkPort({ HOST, PORT })).map(({ verdict, says }) => [verdict, says]);

test("a free port is free, and still is", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  expect(await check(port)).toEqual([["ok", `${port} is free`]]);
  expect(await check(port)).toEqual([["ok", `${port} is free`]]);
  expect(await check(0)).toEqual([["ok", "any that is free"]]);
});

test("Parley itself may have it", async () => {
  const port = await serve(parley(200));
  expect(await check(port)).toEqual([["ok", `Parley itself listens on ${port}`]]);
});

test("a Parley that does not reach its database is told", async () => {
  const [, ready] = await check(await serve(parley(503)));
  expect(ready).toEqual(["fail", "it is not ready: it does not reach its database"]);
});

test("another program is told, by name where the system tells it", async () => {
  const port = await serve((_, response) => response.end("<html>"));
  const [[verdict, says] = []] = await check(port);
  expect(verdict).toBe("fail");
  const owner = process.platform === "linux" ? `process ${process.pid}` : "another program";
  expect(says).toContain(owner);
});

test("an address of another machine is told", async () => {
  expect(await check(8080, "192.0.2.1")).toEqual([
    ["fail", "192.0.2.1 is no address of this machine"],
  ]);
});

test("a port for root alone is told", () => {
  expect(judgeRefusal("EACCES", "0.0.0.0", 80).todo).toContain("PORT");
  expect(judgeRefusal("ESOMETHING", "0.0.0.0", 80).says).toContain("ESOMETHING");
});

test("the socket that listens is found in the system's table, not one that is connected", () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 111 1
   1: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 222 1`;
  expect(inodeOf(3000, table)).toBe("222");
  expect(inodeOf(3001, table)).toBeNull();
});
