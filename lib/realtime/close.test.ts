import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { setConfig } from "@/lib/config";
import { startGateway } from "@/lib/realtime/gateway";
import { closeSockets, connect } from "@/testing/connect";
import { makeDatabase, testConfig } from "@/testing/database";
import { freezingProxy } from "@/testing/freezing-proxy";
import { setOrigin } from "@/testing/origin";
import { makeGuest } from "@/testing/people";

type StartData = { session: { id: string } };

let database: { url: string; drop(): Promise<void> };
let gateway: Awaited<ReturnType<typeof startGateway>>;
let url: string;

beforeAll(async () => {
  database = await makeDatabase();
  setConfig(testConfig());
});
afterAll(() => database.drop());

beforeEach(async () => {
  const server = createServer();
  gateway = await startGateway(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  setOrigin(url);
  return () => {
    closeSockets();
    server.close();
  };
});

test("a call that is being carried out is answered before its connection ends", async () => {
  const client = await connect(await makeGuest());
  const { data } = (await client.call("chat:start", { subject: "Slow" })) as { data: StartData };
  const session_id = data.session.id;
  const sql = postgres(database.url, { max: 2, onnotice: () => {} });
  onTestFinished(() => sql.end({ timeout: 0 }));

  let answered: unknown;
  let letGo = () => {};
  const held = sql.begin(async (tx) => {
    await tx`select from sessions where id = ${session_id} for update`;
    void client.call("chat:end", { session_id }).then((answer) => {
      answered = answer;
    });
    await new Promise<void>((resolve) => {
      letGo = resolve;
    });
  });
  const is_waiting = async () =>
    (
      await sql`select from pg_locks where not granted and pid in
      (select pid from pg_stat_activity where datname = current_database())`
    ).length > 0;
  await vi.waitUntil(is_waiting, { timeout: 5000 });

  const closed = gateway.close();
  const was_waited_for = vi.waitUntil(() => !client.socket.connected, { timeout: 300 });
  await expect(was_waited_for, "the connection outlives the call").rejects.toThrow();
  letGo();
  await held;
  await closed;
  expect(answered).toMatchObject({ ok: true, data: { session: { status: "closed" } } });
  await client.closed();
});

test("who does not let go is cut off, and holds nothing up", async () => {
  const proxy = await freezingProxy(url);
  onTestFinished(proxy.close);
  setOrigin(proxy.url);
  await connect(await makeGuest());
  proxy.freeze();
  const started = performance.now();
  await gateway.close(200);
  // Who was told to go and stays is otherwise given 2 s.
  expect(performance.now() - started).toBeLessThan(1500);
});
