import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import postgres, { type Sql } from "postgres";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { holdAlone } from "@/db/hold-alone";
import { makeDatabase } from "@/testing/database";

const REFUSED = "Another Parley is running on this data directory: ";

let url: string;
let sql: Sql;

beforeEach(async () => {
  const database = await makeDatabase();
  url = database.url;
  sql = postgres(url, { max: 1, onnotice: () => {} });
  return async () => {
    await sql.end();
    await database.drop();
  };
});

async function hold(through = url): Promise<() => Promise<void>> {
  const release = await holdAlone(through);
  onTestFinished(release);
  return release;
}

/** The backend that holds this database, or undefined. */
async function holder(): Promise<number | undefined> {
  const [row] = await sql`
    select pid from pg_locks join pg_database on pg_database.oid = database
    where locktype = 'advisory' and granted and datname = current_database()`;
  return row?.pid;
}

test("one server holds it, the next is refused until the first has released it", async () => {
  const release = await hold();
  await expect(hold()).rejects.toThrow(REFUSED);
  await release();
  await hold();
});

test("who has patience waits for the other's end, and no longer than that", async () => {
  const release = await hold();
  const refused = holdAlone(url, { what: "database", patience: 50 });
  await expect(refused).rejects.toThrow("Another Parley is running on this database: ");
  const patient = holdAlone(url, { what: "database", patience: 10_000 });
  onTestFinished(async () => (await patient)());
  await expect(hold()).rejects.toThrow(REFUSED);
  await release();
  await patient;
  await expect(hold()).rejects.toThrow(REFUSED);
});

test("a connection that breaks is made again, the lock taken again, and a second server refused", async () => {
  await hold();
  for (let round = 0; round < 3; round++) {
    const before = await holder();
    await sql`select pg_terminate_backend(${before as number})`;
    await vi.waitUntil(async () => ((await holder()) ?? before) !== before, { timeout: 5000 });
    await expect(hold()).rejects.toThrow(REFUSED);
  }
});

test("while the database is away it is asked for in turn, and taken when it is back", async () => {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let is_away = false;
  let attempts = 0;
  const proxy = createServer((near) => {
    near.on("error", () => {});
    if (is_away) {
      attempts++;
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(port), hostname);
    far.on("error", () => {});
    near.pipe(far).pipe(near);
    sockets.add(near).add(far);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => void proxy.close());
  const through = new URL(url);
  through.port = String((proxy.address() as AddressInfo).port);

  await hold(through.href);
  is_away = true;
  const started = performance.now();
  for (const socket of sockets) socket.destroy();
  await vi.waitUntil(() => attempts >= 6, { timeout: 10_000 });
  // 200 ms between two of them: an attempt that fails must not start a second round of attempts.
  expect(performance.now() - started).toBeGreaterThan(900);
  expect(await holder()).toBeUndefined();
  is_away = false;
  await vi.waitUntil(holder, { timeout: 5000 });
});
