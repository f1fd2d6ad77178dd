import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import connectTo from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded/start";
import type { MessagePage } from "@/lib/messages/contract";
import type { ReaderSession } from "@/lib/sessions/contract";
import type { Account, SignedIn } from "@/lib/users/contract";
import { expect, type Home, test } from "./home";
import { dataOf, restClient } from "./rest";
import {
  ADMIN,
  ADMIN_SETTINGS,
  isRunning,
  postgresOf,
  type ServerProcess,
  spawnNpmStart,
  spawnServer,
} from "./server";
import { openSocket } from "./socket";

// Most start two servers, one after the other, and a machine at work takes 10 s for each.
test.describe.configure({ timeout: 60_000 });

/** What a database that is not the server's own asks for. */
const SECRET = { PARLEY_SECRET: "a secret of the tests, of 32 bytes or more" };

const tokenOf = async (server: ServerProcess, account: { email: string; password: string }) =>
  dataOf(await restClient(server.url)<SignedIn>("POST /api/auth/token", account)).token;

/** Ends a server in order and sees that nothing of it is left. */
async function endInOrder(server: ServerProcess, { data_dir }: Home): Promise<void> {
  const { pid } = await postgresOf(data_dir);
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  // The compiler that tsx keeps beside it ends when it sees that the server is gone.
  await expect.poll(() => isRunning(-server.pid), "the server's processes").toBe(false);
  expect(await isRunning(pid), "PostgreSQL").toBe(false);
  await expect(fetch(`${server.url}/api/health`)).rejects.toThrow();
}

/** A guest's waiting chat with one message that was acknowledged. */
async function startChat(server: ServerProcess) {
  const { token } = dataOf(await restClient(server.url)<SignedIn>("POST /api/auth/guest", {}));
  const socket = await openSocket(server.url, token);
  const { session } = dataOf(await socket.ask("chat:start", { subject: "Kept?", message: "one" }));
  const client_id = randomUUID();
  const two = { session_id: session.id, client_id, type: "text", content: "two" } as const;
  const { message } = dataOf(await socket.ask("chat:send_message", two));
  return { token, session_id: session.id, message };
}

/** A call whose body is announced and does not come; the server is at work on it. */
async function halfACall({ url }: ServerProcess): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(
    `POST /api/auth/token HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 50\r\nExpect: 100-continue\r\n\r\n`,
  );
  // "100 Continue": the head was read, and the body is waited for.
  await once(socket, "data");
  return socket;
}

test("a first start without an admin prints a link that makes one, once", async ({
  home,
  browser,
}) => {
  const server = await home.start();
  const [, token] = await server.says(/works once\):\n +http\S+\/setup\?token=(\S+)\n/);
  const page = await browser.newPage();
  await page.goto(`${server.url}/setup?token=${token}`);
  await page.getByRole("textbox", { name: "Name" }).fill("Ada");
  await page.getByRole("textbox", { name: "E-mail" }).fill("ada@");
  await page.getByRole("textbox", { name: "Password" }).fill("too short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Enter your e-mail, for example ada@example.com.")).toBeVisible();
  await expect(page.getByText("Choose a password of at least 10 characters.")).toBeVisible();
  await expect(page.getByText("Enter your name")).toBeHidden();
  await expect(page.getByRole("textbox", { name: "E-mail" })).toBeFocused();
  await page.close();
  const setUp = (email: string) =>
    restClient(server.url)<{ user: Account }>("POST /api/setup", {
      ...{ token, name: "Ada", email, password: ADMIN.password },
    });
  expect(dataOf(await setUp(ADMIN.email)).user).toMatchObject({ name: "Ada", role: "admin" });
  expect(await setUp("second@parley.test")).toMatchObject({ error: { code: "NOT_FOUND" } });

  const ask = restClient(server.url, await tokenOf(server, ADMIN));
  const { items } = dataOf(await ask<{ items: Account[] }>("GET /api/users"));
  expect(items.map((user) => user.email)).toEqual([ADMIN.email]);
  await endInOrder(server, home);

  const again = await home.start();
  await tokenOf(again, ADMIN);
  await endInOrder(again, home);
  expect(again.words()).not.toContain("/setup");
});

test("SIGTERM ends the server in order, whoever is connected, and the next start has all that was there", async ({
  home,
}) => {
  const first = await home.start(ADMIN_SETTINGS);
  const admin_token = await tokenOf(first, ADMIN);
  const staff = await openSocket(first.url, admin_token);
  const { token, session_id, message } = await startChat(first);
  await staff.until("chat:new_session", (payload) => payload.session.id === session_id);
  // Neither these sockets nor a connection that is kept, nor a call that never comes to its end,
  // may hold the end up.
  await (await fetch(`${first.url}/api/health`)).text();
  const slow = await halfACall(first);
  await endInOrder(first, home);
  slow.destroy();

  const second = await home.start(ADMIN_SETTINGS);
  const as_admin = restClient(second.url, admin_token);
  const { session } = dataOf(
    await as_admin<{ session: ReaderSession }>(`GET /api/live-chat/${session_id}`),
  );
  expect(session).toMatchObject({ id: session_id, status: "pending", last_message: message });
  const { items } = dataOf(await as_admin<{ items: Account[] }>("GET /api/users?role=admin"));
  expect(items).toHaveLength(1);
  const log = await restClient(
    second.url,
    token,
  )<MessagePage>(`GET /api/live-chat/${session_id}/messages`);
  expect(dataOf(log).messages.map(({ content }) => content)).toEqual(["one", "two"]);
  await endInOrder(second, home);
});

test("after kill -9 the next start takes over the database that was left running, with every acknowledged message (1)", async ({
  home,
}) => {
  const first = await home.start(ADMIN_SETTINGS);
  const { pid } = await postgresOf(home.data_dir);
  const { token, session_id, message } = await startChat(first);
  expect(await first.end("SIGKILL")).toEqual({ code: null, signal: "SIGKILL" });
  expect(await isRunning(pid), "PostgreSQL outlives the server").toBe(true);

  const second = await home.start(ADMIN_SETTINGS);
  expect((await postgresOf(home.data_dir)).pid).toBe(pid);
  const socket = await openSocket(second.url, token);
  const { messages } = dataOf(await socket.ask("chat:join", { session_id }));
  expect(messages).toHaveLength(2);
  expect(messages[1]).toEqual(message);
  socket.close();
  await endInOrder(second, home);
});

test("a start that cannot go on says why in one sentence and leaves nothing running", async ({
  home,
}) => {
  const server = spawnServer(home.data_dir, { PARLEY_ADMIN_EMAIL: ADMIN.email });
  expect(await server.exit).toEqual({ code: 1, signal: null });
  expect(server.words()).toBe(
    "Parley cannot start. PARLEY_ADMIN_EMAIL and PARLEY_ADMIN_PASSWORD go together; one of them is not set.\n",
  );
  await expect.poll(() => isRunning(-server.pid)).toBe(false);
  await expect(postgresOf(home.data_dir)).rejects.toThrow("was not running");
});

test("a database that may lose what was acknowledged is refused in one sentence (1)", async ({
  home,
}) => {
  const postgres = await startEmbeddedPostgres({ data_dir: home.data_dir });
  const sql = connectTo(postgres.url, { max: 1 });
  await sql`alter database parley set synchronous_commit = off`;
  await sql.end();
  // As another's database, and then as the server's own.
  const ways = [{ ...SECRET, DATABASE_URL: postgres.url }, {}];
  for (const settings of ways) {
    expect(await isRunning(postgres.pid)).toBe(true);
    const server = spawnServer(home.data_dir, settings);
    expect(await server.exit).toEqual({ code: 1, signal: null });
    expect(server.words()).toBe(
      "Parley cannot start. The database may lose messages that were acknowledged, because it runs with synchronous_commit off: switch it on for this server, database and user.\n",
    );
  }
  expect(await isRunning(postgres.pid)).toBe(false);
});

for (const [signal, to] of [
  ["SIGTERM", "process"],
  ["SIGINT", "group"],
] as const) {
  test(`npm start ends in order with ${signal} to its ${to}, and leaves nothing running`, async ({
    home,
  }) => {
    const npm = spawnNpmStart(home.data_dir, { HOST: "127.0.0.1" });
    await npm.says(/Admins/);
    const { pid } = await postgresOf(home.data_dir);
    expect(await npm.end(signal, to)).toEqual({ code: 0, signal: null });
    await expect.poll(() => isRunning(-npm.pid), "npm's processes").toBe(false);
    expect(await isRunning(pid), "PostgreSQL").toBe(false);
  });
}

const REFUSALS: { what: string; settings: Record<string, string>; words: RegExp }[] = [
  {
    what: "a variable that is wrong",
    settings: { PORT: "http" },
    words: /^The variable PORT is wrong: it must be a whole number from 0 to 65535\.\n$/,
  },
  {
    what: "a level of the log that is wrong",
    settings: { PARLEY_LOG_LEVEL: "loud" },
    words: /^The variable PARLEY_LOG_LEVEL is wrong: it must be one of [a-z, ]+\.\n$/,
  },
  {
    what: "a database of one's own without a secret",
    settings: { DATABASE_URL: "postgres://127.0.0.1:1/parley" },
    words:
      /^With DATABASE_URL the variable PARLEY_SECRET is needed, 32 bytes .+ make one with .+\n$/,
  },
];

test("what is wrong with the settings is refused in one sentence, before anything is made", async ({
  home,
}) => {
  const refuse = async ({ what, settings, words }: (typeof REFUSALS)[0]) => {
    const server = spawnServer(home.data_dir, settings);
    expect(await server.exit, what).toEqual({ code: 1, signal: null });
    const [, said] = /^Parley cannot start\. (.*)$/s.exec(server.words()) ?? [];
    expect(said, what).toMatch(words);
  };
  await Promise.all(REFUSALS.map(refuse));
  expect(await readdir(home.data_dir)).toEqual([]);
});

test("a data directory that cannot be written to is said in one sentence", async ({ home }) => {
  await writeFile(join(home.data_dir, "file"), "");
  const server = spawnServer(join(home.data_dir, "file", "data"));
  expect(await server.exit).toEqual({ code: 1, signal: null });
  expect(server.words()).toMatch(
    /^Parley cannot start\. Parley cannot keep its database in .+: a file is in its way; .+ PARLEY_DATA_DIR\.\n$/,
  );
});

test("a server whose terminal is gone starts and answers as any other, and ends in order with its SIGHUP", async ({
  home,
}) => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  taken.close();
  await once(taken, "close");
  const server = spawnServer(home.data_dir, { PORT: String(port) });
  server.stopReading();
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/api/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  try {
    await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
  } finally {
    expect(await server.end("SIGHUP")).toEqual({ code: 0, signal: null });
  }
});

test("a port that is taken is said in one sentence, and the database is ended", async ({
  home,
}) => {
  const taker = createServer().listen(0, "127.0.0.1");
  await once(taker, "listening");
  const PORT = String((taker.address() as AddressInfo).port);
  const server = spawnServer(home.data_dir, { PORT });
  expect(await server.exit).toEqual({ code: 1, signal: null });
  expect(server.words()).toMatch(
    new RegExp(`^Parley cannot start\\. Port ${PORT} is taken: .+\\.$`, "m"),
  );
  await expect(postgresOf(home.data_dir)).rejects.toThrow("was not running");

  const freed = once(taker, "close");
  taker.close();
  await freed;
  await endInOrder(await home.start({ PORT }), home);
});

test("a database that comes up late is waited for", async ({ home }) => {
  const postgres = await startEmbeddedPostgres({ data_dir: home.data_dir });
  const { hostname, port } = new URL(postgres.url);
  const way = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) socket.on("error", () => {});
    near.pipe(far).pipe(near);
  });
  way.listen(0, "127.0.0.1");
  await once(way, "listening");
  const through = new URL(postgres.url);
  through.port = String((way.address() as AddressInfo).port);
  way.close();
  const server = spawnServer(home.data_dir, { ...SECRET, DATABASE_URL: through.href });
  await expect.poll(server.words, { timeout: 20_000 }).toContain("the start waits for it");
  way.listen(Number(through.port), "127.0.0.1");
  await server.says(/Admins/);
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  way.close();
  await postgres.stop();
});

test("of two servers on one database the second waits for the end of the first", async ({
  home,
}) => {
  const postgres = await startEmbeddedPostgres({ data_dir: home.data_dir });
  const settings = { ...SECRET, DATABASE_URL: postgres.url };
  const both = [spawnServer(home.data_dir, settings), spawnServer(home.data_dir, settings)];
  const ready = (server: (typeof both)[0]) => server.says(/Admins/).then(() => server);
  const first = await Promise.race(both.map(ready));
  const second = both.find((server) => server !== first) as typeof first;
  await expect.poll(second.words, { timeout: 20_000 }).toContain("the start waits for its end");
  expect(await first.end("SIGTERM")).toEqual({ code: 0, signal: null });
  await second.says(/Admins/);
  expect(await second.end("SIGTERM")).toEqual({ code: 0, signal: null });
  await postgres.stop();
});
