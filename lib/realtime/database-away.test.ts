import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { closeDatabase, db, openDatabase } from "@/db/client";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded/start";
import { migrateDatabase } from "@/db/migrate";
import { users } from "@/db/schema/users";
import { log } from "@/lib/log";
import { connect, refused } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { makeAgent, makeCustomer, type Person, startActiveChat } from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

/** What is done again and again is done when a test says so. */
vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });

/** A PostgreSQL of its own, that can be killed. */
let database: EmbeddedPostgres;
withServer({}, async () => {
  const data_dir = await mkdtemp(join(tmpdir(), "parley-away-"));
  await chmod(data_dir, 0o711);
  database = await startEmbeddedPostgres({ data_dir });
  await migrateDatabase(database.url);
  openDatabase(database.url, { max: 5 });
  return {
    async drop() {
      await closeDatabase();
      await database.stop();
      await rm(data_dir, { recursive: true });
    },
  };
});

const statusOf = async ({ id }: Person) =>
  (await db().select({ status: users.status }).from(users).where(eq(users.id, id)))[0]?.status;

test("promise 13: an agent whose going could not be written down, the database being dead, is gone afterwards", async () => {
  const [agent, stranger] = await Promise.all([makeAgent(), makeAgent()]);
  const socket = await connect(agent);
  await vi.waitUntil(async () => (await statusOf(agent)) === "online");
  const errors = vi.spyOn(log, "error");
  process.kill(database.pid, "SIGKILL");
  socket.close();
  const away = { code: "UNAVAILABLE", retryable: true };
  expect(await refused(stranger)).toMatchObject(away);
  expect(errorOf(await rest(stranger).get("/api/me"))).toMatchObject(away);
  await vi.waitUntil(() => errors.mock.calls.some((call) => call.includes("status not set")), {
    timeout: 10_000,
  });
  errors.mockRestore();

  database.keep();
  const isReady = async () => (await rest(null).get("/api/ready")).status === 200;
  await vi.waitUntil(isReady, { timeout: 10_000 });
  expect(await statusOf(agent)).toBe("online");
  await vi.advanceTimersByTimeAsync(15_000);
  await vi.waitUntil(async () => (await statusOf(agent)) === "offline", { timeout: 5000 });
  await connect(stranger);
});

test("an agent whose coming could not be written down is there afterwards, unless they chose not to be", async () => {
  const [agent, hidden] = await Promise.all([makeAgent(), makeAgent()]);
  for (const one of [agent, hidden]) {
    await connect(one);
    await vi.waitUntil(async () => (await statusOf(one)) === "online");
  }
  await db().update(users).set({ status: "offline" });
  await db().update(users).set({ chosen_status: "offline" }).where(eq(users.id, hidden.id));
  await vi.advanceTimersByTimeAsync(15_000);
  await vi.waitUntil(async () => (await statusOf(agent)) === "online", { timeout: 5000 });
  expect(await statusOf(hidden)).toBe("offline");
});

test("a chat whose agent was deactivated by a server that did not live to release it goes back to the queue", async () => {
  const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  const { id } = await startActiveChat(customer, agent);
  await db().update(users).set({ is_active: false }).where(eq(users.id, agent.id));
  await vi.advanceTimersByTimeAsync(15_000);
  const read = async () => dataOf(await rest(customer).get(`/api/live-chat/${id}`)).session;
  await expect.poll(async () => (await read()).status, { timeout: 5000 }).toBe("pending");
});
