import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { isStillThere } from "./lock-file";
import { openPlace } from "./place";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./start";

const SLOW = { timeout: 60_000 };

/** Starts over a directory of its own, as often as called; all ends with the test. */
async function house() {
  const data_dir = await mkdtemp(join(tmpdir(), "parley data "));
  // Root without user namespaces runs PostgreSQL as another user, who must get through.
  await chmod(data_dir, 0o711);
  const stops: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const stop of stops) await stop();
    await rm(data_dir, { recursive: true });
  });
  const start = async () => {
    const server = await startEmbeddedPostgres({ data_dir });
    stops.push(server.stop);
    return server;
  };
  return { data_dir, start };
}

/** Runs one statement on a connection of its own. */
async function query(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

/** A zombie, which has ended and waits for its parent to notice, has no command line. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`).length > 0;
  } catch {
    return false;
  }
}

test("the data is there at the second start, and stop ends the process", SLOW, async () => {
  const { start } = await house();
  const first = await start();
  expect(first.adopted).toBe(false);
  await query(first.url, "create table kept as select 42 as answer");
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
  await second.stop();
  expect(isRunning(second.pid)).toBe(false);
});

test("it is durable, in UTF-8, on the loopback with a password", SLOW, async () => {
  const { data_dir, start } = await house();
  const { url } = await start();
  const settings = {
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    data_checksums: "on",
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    server_encoding: "UTF8",
    TimeZone: "UTC",
  };
  for (const [name, value] of Object.entries(settings)) {
    const [row] = await query(url, `select current_setting('${name}') as value`);
    expect(row, name).toEqual({ value });
  }
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect((await stat(join(data_dir, "postgres-password"))).mode & 0o777).toBe(0o600);
  expect((await stat(join(data_dir, "postgres"))).mode & 0o777).toBe(0o700);
});

test("a kill of the app leaves it running, and the next start adopts it", SLOW, async () => {
  const { data_dir, start } = await house();
  const script = `
    import { startEmbeddedPostgres } from "./db/embedded/start.ts";
    const { pid } = await startEmbeddedPostgres({ data_dir: ${JSON.stringify(data_dir)} });
    console.log(pid);
    setInterval(() => {}, 1000);
  `;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const app: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void app.kill("SIGKILL"));
  const [line] = app.stdout ? await once(app.stdout, "data") : [];
  app.kill("SIGKILL");
  await once(app, "exit");

  const server = await start();
  expect(server).toMatchObject({ pid: Number(String(line)), adopted: true });
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await server.stop();
  expect(isRunning(server.pid)).toBe(false);
});

test("committed rows outlive a kill -9 of PostgreSQL", SLOW, async () => {
  const { start } = await house();
  const first = await start();
  await query(first.url, "create table kept (n int)");
  for (let n = 1; n <= 20; n++) await query(first.url, `insert into kept values (${n})`);
  process.kill(first.pid, "SIGKILL");
  await vi.waitUntil(() => !isRunning(first.pid));

  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await query(second.url, "select count(*)::int, max(n) from kept")).toEqual([
    { count: 20, max: 20 },
  ]);
});

test(
  "an interrupted first start does not trip the next, and is cleared away later",
  SLOW,
  async () => {
    const { data_dir, start } = await house();
    await mkdir(join(data_dir, "postgres.new-leftover", "base"), { recursive: true });
    await writeFile(join(data_dir, "postgres.new-leftover", "PG_VERSION"), "1");
    const { url, stop } = await start();
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
    await stop();
    await start();
    const names = (await readdir(data_dir)).sort();
    expect(names).toEqual(["postgres", "postgres-password", "postgres.log"]);
  },
);

test("two first starts at once share one PostgreSQL", SLOW, async () => {
  const { start } = await house();
  const [one, other] = await Promise.all([start(), start()]);
  expect(other.pid).toBe(one.pid);
  expect([one.adopted, other.adopted].sort()).toEqual([false, true]);
});

test("a lock file whose pid another program has got does not trip the start", SLOW, async () => {
  const { data_dir, start } = await house();
  await (await start()).stop();
  const lock = join(data_dir, "postgres", "postmaster.pid");
  await writeFile(lock, `${process.pid}\n${data_dir}/postgres\n1\n5432\n\n\n\nready\n`);
  const { url, adopted } = await start();
  expect(adopted).toBe(false);
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test(
  "a password that is not the database's is said, and nothing is left running",
  SLOW,
  async () => {
    const { data_dir, start } = await house();
    await (await start()).stop();
    await writeFile(join(data_dir, "postgres-password"), "another\n");
    await expect(start()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("does not accept the password"),
    });
    expect(await readdir(join(data_dir, "postgres"))).not.toContain("postmaster.pid");
  },
);

test("a database of another major version is said in one sentence", SLOW, async () => {
  const { data_dir, start } = await house();
  await mkdir(join(data_dir, "postgres"));
  await writeFile(join(data_dir, "postgres", "PG_VERSION"), "16\n");
  await expect(start()).rejects.toThrow(/was made by PostgreSQL 16 and this is PostgreSQL 18/);
});

test("a directory that cannot be made is said in one sentence", SLOW, async () => {
  const { data_dir } = await house();
  await writeFile(join(data_dir, "file"), "");
  await expect(
    startEmbeddedPostgres({ data_dir: join(data_dir, "file", "data") }),
  ).rejects.toMatchObject({
    code: "UNAVAILABLE",
    message: expect.stringMatching(/: a file is in its way; .+ PARLEY_DATA_DIR\.$/),
  });
});

describe("kept running", () => {
  const back = (server: EmbeddedPostgres, before: number) =>
    vi.waitUntil(() => server.pid !== before, { timeout: 10_000 });

  test(
    "a postmaster that is killed is back on its port with all that was committed, each time",
    SLOW,
    async () => {
      const { start } = await house();
      const server = await start();
      server.keep();
      await query(server.url, "create table kept (n int)");
      for (const n of [1, 2]) {
        const before = server.pid;
        await query(server.url, `insert into kept values (${n})`);
        process.kill(before, "SIGKILL");
        await back(server, before);
        expect(await query(server.url, "select count(*)::int, max(n) from kept")).toEqual([
          { count: n, max: n },
        ]);
      }
      await server.stop();
      expect(isRunning(server.pid)).toBe(false);
    },
  );

  test("a port that is taken meanwhile is waited for", SLOW, async () => {
    const { data_dir, start } = await house();
    const server = await start();
    const before = server.pid;
    process.kill(before, "SIGKILL");
    const taker = createServer().unref();
    const take = () =>
      new Promise<boolean>((resolve) => {
        taker.once("error", () => resolve(false));
        taker.listen(Number(new URL(server.url).port), "127.0.0.1", () => resolve(true));
      });
    await vi.waitUntil(take, { timeout: 10_000 });
    // Not before: it would be a race for the port.
    server.keep();
    const log = () => readFileSync(join(data_dir, "postgres.log"), "utf8");
    await vi.waitUntil(() => log().includes("could not bind"), { timeout: 10_000 });
    taker.close();
    await back(server, before);
    expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("a stop while it is being started again leaves nothing running", SLOW, async () => {
    const { data_dir, start } = await house();
    const server = await start();
    server.keep();
    process.kill(server.pid, "SIGKILL");
    const lock = join(data_dir, "postgres", "postmaster.pid");
    /** 0 while there is none. */
    const pidIn = () => (existsSync(lock) ? Number.parseInt(readFileSync(lock, "utf8"), 10) : 0);
    const before = server.pid;
    await vi.waitUntil(() => pidIn() && pidIn() !== before, { timeout: 10_000, interval: 1 });
    const started = pidIn();
    await server.stop();
    expect(isRunning(started)).toBe(false);
    expect(await readdir(join(data_dir, "postgres"))).not.toContain("postmaster.pid");
  });

  test("one that another Parley started meanwhile is left to it", SLOW, async () => {
    const { start } = await house();
    const server = await start();
    const leave = server.keep();
    const port = new URL(server.url).port;
    process.kill(server.pid, "SIGKILL");
    await leave();
    const other = await start();
    expect(new URL(other.url).port).not.toBe(port);
    server.keep();
    await vi.waitUntil(() => server.pid === other.pid, { timeout: 10_000 });
    await server.stop();
    expect(isRunning(other.pid)).toBe(true);
  });

  test("one that is stopped is slow and not dead", SLOW, async () => {
    const { data_dir, start } = await house();
    const { pid } = await start();
    const place = await openPlace(data_dir);
    process.kill(pid, "SIGSTOP");
    onTestFinished(() => void process.kill(pid, "SIGCONT"));
    expect(await isStillThere(pid, place)).toBe(true);
    process.kill(pid, "SIGCONT");
  });
});
