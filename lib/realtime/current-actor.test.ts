import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/actor";
import { setConfig } from "@/lib/config";
import { currentActor } from "@/lib/realtime/current-actor";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import { makeDatabase, testConfig } from "@/testing/database";
import { makeGuest, type Person } from "@/testing/people";

let database: { drop(): Promise<void> };
beforeAll(async () => {
  database = await makeDatabase();
  setConfig(testConfig());
});
afterAll(() => database.drop());

/** A socket whose last look at the database is too long ago to count. */
const lateSocket = ({ actor }: Person) => {
  const known: { actor: Actor; read_at: number } = { actor, read_at: performance.now() - 10_000 };
  const data = { known, looks_on: false, slice: 0, ip_address: "", calls_in_flight: 0 };
  return { data, disconnect: vi.fn() as unknown as ParleySocket["disconnect"] };
};

test("what comes while a look is under way does not pass what waits for it", async () => {
  const socket = lateSocket(await makeGuest());
  const order: string[] = [];
  const first = Promise.resolve(currentActor(socket)).then(() => order.push("first"));
  // As the look at all sockets leaves it, when that one ends sooner.
  socket.data.known.read_at = performance.now();
  const second = Promise.resolve(currentActor(socket)).then(() => order.push("second"));
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
});

test("a look that failed is made anew for what comes next", async () => {
  const socket = lateSocket(await makeGuest());
  const { actor } = socket.data.known;
  socket.data.known.actor = { ...actor, login_id: "00000000-0000-7000-8000-000000000000" };
  await expect(currentActor(socket)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  socket.data.known.actor = actor;
  expect(await currentActor(socket)).toEqual(actor);
});
