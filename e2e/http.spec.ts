import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "./fixtures";
import { restClient } from "./rest";

/** What Next itself would answer otherwise, or what only the real server shows. */
test("whatever is asked under /api is answered in the envelope, without a word of the inside", async ({
  server,
  people,
}) => {
  const { token } = await people.customer();
  const answerTo = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(server.url + path, { ...init, headers });
    const text = await response.text();
    expect(text).not.toMatch(/at .*\.(js|ts)|node_modules|select |insert /i);
    return { status: response.status, ...JSON.parse(text) };
  };

  expect(await answerTo("/api/no/such/call")).toMatchObject({
    status: 404,
    error: { code: "NOT_FOUND" },
  });
  expect(await answerTo("/api/live-chat/%E0%A4%A")).toMatchObject({
    status: 400,
    error: { code: "VALIDATION" },
  });
  const too_large = JSON.stringify({ subject: "a".repeat(400_000) });
  expect(await answerTo("/api/live-chat/start", { method: "POST", body: too_large })).toMatchObject(
    { status: 413, error: { code: "TOO_LARGE", retryable: false } },
  );
  expect(await answerTo("/api/live-chat/start", { method: "POST", body: "{" })).toMatchObject({
    status: 400,
    error: { code: "VALIDATION" },
  });
});

test("a monitor sees that the server is alive and ready", async ({ server }) => {
  const ask = restClient(server.url);
  expect(await ask("GET /api/health")).toMatchObject({ ok: true, data: { status: "alive" } });
  expect(await ask("GET /api/ready")).toEqual({ ok: true, data: { status: "ready" } });
});

test("answers of the API are kept by no cache, and no client says its own address", async ({
  server,
  people,
}) => {
  const customer = await people.customer();
  const response = await fetch(`${server.url}/api/live-chat/start`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${customer.token}`,
      "x-parley-address": "203.0.113.9",
      "x-forwarded-for": "203.0.113.9",
    },
    body: JSON.stringify({ subject: "Where do I come from?" }),
  });
  expect(response.headers.get("cache-control")).toBe("no-store");
  const { data } = await response.json();
  const seen = await people.admin.ask(`GET /api/live-chat/${data.session.id}`);
  expect(seen).toMatchObject({ data: { session: { metadata: { ip_address: "127.0.0.1" } } } });
});

test("next-auth's own calls answer bad input in the envelope", async ({ server }) => {
  for (const [body, type] of [
    ["{", "application/json"],
    ['{"callbackUrl":{"a":1}}', "application/json"],
    ["a".repeat(400_000), "application/x-www-form-urlencoded"],
  ] as const) {
    for (const side of ["staff", "customer"]) {
      const url = `${server.url}/api/auth/${side}/callback/password`;
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": type },
        body,
        redirect: "manual",
      });
      const expected = body.length > 300_000 ? "TOO_LARGE" : "VALIDATION";
      expect(await response.json()).toMatchObject({ ok: false, error: { code: expected } });
    }
  }
});

test("an upgrade that is not Socket.IO's is closed and not kept", async ({ server }) => {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    "GET /nope HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  );
  await once(socket, "close");
});
