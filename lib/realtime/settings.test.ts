import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { settings as table } from "@/db/schema/settings";
import { createChatClient } from "@/lib/client/chat-client";
import { setConfig } from "@/lib/config";
import { loadSettings, settings } from "@/lib/settings/queries";
import { connect, refused } from "@/testing/connect";
import { testConfig } from "@/testing/database";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import { makeAdmin, makeCustomer } from "@/testing/people";

withServer();

beforeEach(async () => {
  setConfig(testConfig());
  await db().delete(table);
  await loadSettings();
});

/** As another node's admin would: nothing here is told of it. */
async function saveElsewhere(message_length: number): Promise<void> {
  const { id: updated_by } = await makeAdmin();
  await db().insert(table).values({ version: 1, values: { message_length }, updated_by });
}

test("what another node saved is in force here within 5 s, and told to who is connected", async () => {
  const client = await connect(await makeCustomer());
  const began = performance.now();
  await saveElsewhere(200);
  expect(await client.next("settings:changed")).toEqual({ message_length: 200 });
  expect(performance.now() - began).toBeLessThan(5000);
  expect(settings().message_length).toBe(200);
  // Who comes now has it from the start.
  const { actor, id, token } = await makeCustomer();
  const identity = { side: "customer", token, base_url: origin() } as const;
  const page = createChatClient(identity, { user_id: id, role: actor.role });
  await vi.waitUntil(() => page.getState().message_length === 200, { timeout: 5000 });
  page.close();
});

test("one connection too many is told so, and is let in as soon as there is room", async () => {
  const first = await connect(await makeCustomer());
  setConfig(testConfig({ PARLEY_MAX_CONNECTIONS: "1" }));
  expect(await refused(await makeCustomer())).toMatchObject({
    code: "UNAVAILABLE",
    retryable: true,
    retry_after_ms: 5000,
    details: { reason: "full" },
  });
  const { actor, id, token } = await makeCustomer();
  const identity = { side: "customer", token, base_url: origin() } as const;
  const page = createChatClient(identity, { user_id: id, role: actor.role });
  await vi.waitUntil(() => page.getState().is_full, { timeout: 5000 });
  expect(page.getState().connection).toBe("offline");
  first.socket.disconnect();
  // Long before the time that the server named: the person asked for it.
  const began = performance.now();
  const isIn = () => {
    page.connect();
    return page.getState().connection === "online";
  };
  await vi.waitUntil(isIn, {
    timeout: 5000,
    interval: 100,
  });
  expect(performance.now() - began).toBeLessThan(4000);
  expect(page.getState().is_full).toBe(false);
  page.close();
});
