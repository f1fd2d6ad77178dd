import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { callApi } from "@/lib/client/api";

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { side: "staff" as const, base_url };
}

test("an answer that does not come is UNAVAILABLE in time, and may be tried again", async () => {
  const nothing = await serve(() => {});
  const call = callApi(nothing, "GET", "/api/agents", undefined, { within: 50 });
  await expect(call).rejects.toMatchObject({ body: { code: "UNAVAILABLE", retryable: true } });
});

test("the same holds for one that begins and does not end", async () => {
  const half = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{ "ok": true, "da');
  });
  const call = callApi(half, "GET", "/api/agents", undefined, { within: 50 });
  await expect(call).rejects.toMatchObject({ body: { code: "UNAVAILABLE", retryable: true } });
});

test("and for a body that neither comes nor heeds that it is given up, as Node has them", async () => {
  vi.stubGlobal("fetch", async () => ({ json: () => new Promise(() => {}) }));
  onTestFinished(() => void vi.unstubAllGlobals());
  const deaf = { side: "staff" as const };
  const call = callApi(deaf, "GET", "/api/agents", undefined, { within: 50 });
  await expect(call).rejects.toMatchObject({ body: { code: "UNAVAILABLE", retryable: true } });
});
