import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import connectTo from "postgres";
import type { MessagePage } from "@/lib/messages/contract";
import type { SignedIn } from "@/lib/users/contract";
import { expect, type Home, test } from "./home";
import { dataOf, outcomeOf, restClient } from "./rest";
import {
  ADMIN,
  ADMIN_SETTINGS,
  isRunning,
  postgresOf,
  type ServerProcess,
  spawnServer,
} from "./server";
import { openSocket } from "./socket";

/** PostgreSQL is back, and the server with it, within this; in milliseconds. */
const BACK_WITHIN = 10_000;
/** A client's pause before it tries again. */
const AGAIN_AFTER = 300;

async function startChat(server: ServerProcess) {
  const { token } = dataOf(await restClient(server.url)<SignedIn>("POST /api/auth/guest", {}));
  const socket = await openSocket(server.url, token);
  const { session } = dataOf(await socket.ask("chat:start", { subject: "Still there?" }));
  const text = (content: string) =>
    ({ session_id: session.id, client_id: randomUUID(), type: "text", content }) as const;
  return { token, socket, session_id: session.id, text };
}

/** The postmaster that the lock file names, be it alive or not; 0 where there is no such file. */
async function postmasterIn({ data_dir }: Home) {
  const lock = join(data_dir, "postgres", "postmaster.pid");
  const lines = (await readFile(lock, "utf8").catch(() => "")).split("\n");
  return { pid: Number(lines[0]), status: lines[7]?.trim() };
}

test("a chat goes on over the same connection within 10 s when PostgreSQL is killed under load, each time (1, 11)", async ({
  home,
}) => {
  test.setTimeout(90_000);
  const server = await home.start({ ...ADMIN_SETTINGS, PARLEY_MESSAGES_PER_SECOND: "1000000" });
  const { socket, token, session_id, text } = await startChat(server);
  const before = await postgresOf(home.data_dir);
  const sent: string[] = [];
  for (const kill of ["first", "second", "third"]) {
    const { pid } = await postmasterIn(home);
    process.kill(pid, "SIGKILL");
    const killed_at = Date.now();
    /** As a client does it: the same message until it is acknowledged. */
    const insist = async (content: string) => {
      const message = text(content);
      for (;;) {
        const outcome = outcomeOf(await socket.ask("chat:send_message", message));
        if (outcome === "ok") return;
        expect(outcome).toBe("UNAVAILABLE");
        expect(Date.now() - killed_at).toBeLessThan(BACK_WITHIN);
        await delay(AGAIN_AFTER);
      }
    };
    // A backend that is at work when the postmaster dies ends its statement, so a first round may
    // all be written by the old ones.
    for (let round = 1, is_new = false; !is_new; round++) {
      is_new = (await postmasterIn(home)).pid !== pid;
      const contents = Array.from({ length: 40 }, (_, index) => `${kill} ${round} ${index}`);
      await Promise.all(contents.map(insist));
      sent.push(...contents);
    }
  }
  const read: string[] = [];
  for (let has_more = true, after_seq = 0; has_more; ) {
    const call = `GET /api/live-chat/${session_id}/messages?limit=200&after_seq=${after_seq}`;
    const page = dataOf(await restClient(server.url, token)<MessagePage>(call));
    read.push(...page.messages.map((message) => message.content));
    after_seq = page.messages.at(-1)?.seq ?? after_seq;
    has_more = page.has_more;
  }
  expect(read.sort()).toEqual(sent.sort());
  // Still this server's alone, and where the pool looks for it.
  expect((await postgresOf(home.data_dir)).url).toBe(before.url);
  const second = spawnServer(home.data_dir);
  expect(await second.exit).toEqual({ code: 1, signal: null });
  expect(second.words()).toContain("Another Parley is running on this data directory: ");
  expect(outcomeOf(await socket.ask("chat:send_message", text("four")))).toBe("ok");

  const { pid } = await postmasterIn(home);
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  expect(await isRunning(pid)).toBe(false);
});

test("a server that ends while PostgreSQL is dead ends in order and starts none", async ({
  home,
}) => {
  const server = await home.start(ADMIN_SETTINGS);
  await startChat(server);
  process.kill((await postmasterIn(home)).pid, "SIGKILL");
  expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  await expect.poll(() => isRunning(-server.pid), "the server's processes").toBe(false);
  await expect(postgresOf(home.data_dir)).rejects.toThrow("was not running");
});

/** What next-auth's own calls take: a form, with the token that its cookie confirms. */
async function nextAuth(server: ServerProcess, call: string, fields: object, cookie = "") {
  const base = `${server.url}/api/auth/staff`;
  const csrf = await fetch(`${base}/csrf`);
  const { csrfToken } = await csrf.json();
  const cookies = [...csrf.headers.getSetCookie().map((one) => one.split(";")[0]), cookie];
  return () =>
    fetch(`${base}/${call}`, {
      method: "POST",
      headers: { cookie: cookies.join("; ") },
      body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
    });
}

test("while PostgreSQL is stopped (SIGSTOP) no way in goes unanswered, and it is left to wake up (11)", async ({
  home,
}) => {
  const server = await home.start(ADMIN_SETTINGS);
  const nobody = restClient(server.url);
  const { token } = dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN));
  const signIn = await nextAuth(server, "callback/password", ADMIN);
  const signOut = await nextAuth(server, "signout", {}, `parley.staff.session=${token}`);
  // Somebody of whom nothing is known yet: the database has to be asked.
  const stranger = dataOf(await nobody<SignedIn>("POST /api/auth/guest", {})).token;
  const postgres = await postgresOf(home.data_dir);
  const sql = connectTo(postgres.url, { max: 1 });
  const backends = await sql`select pid from pg_stat_activity where pid <> pg_backend_pid()`;
  await sql.end();
  const pids: number[] = [postgres.pid, ...backends.map(({ pid }) => pid)];

  for (const pid of pids) process.kill(pid, "SIGSTOP");
  const stopped_at = Date.now();
  const away = { code: "UNAVAILABLE", retryable: true };
  try {
    const [handshake, me, ...answers] = await Promise.all([
      openSocket(server.url, stranger).catch((error) => error),
      restClient(server.url, stranger)("GET /api/me"),
      signIn(),
      signOut(),
    ]);
    expect(handshake).toMatchObject(away);
    expect(me).toMatchObject({ error: away });
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ ok: false, error: away });
    }
    expect(Date.now() - stopped_at).toBeLessThan(BACK_WITHIN);
  } finally {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  }
  await expect
    .poll(async () => outcomeOf(await nobody("GET /api/ready")), { timeout: BACK_WITHIN })
    .toBe("ok");
  expect((await postmasterIn(home)).pid).toBe(postgres.pid);
  (await openSocket(server.url, stranger)).close();
  expect((await signIn()).headers.getSetCookie().join()).toContain("parley.staff.session=");
});

test("a start during which PostgreSQL is killed goes on", async ({ home }) => {
  const server = spawnServer(home.data_dir, ADMIN_SETTINGS);
  try {
    let killed = 0;
    for (const wanted of ["starting", "ready"]) {
      const found = async () => {
        const { pid, status } = await postmasterIn(home);
        return pid !== killed && (wanted === "starting" || status === wanted) ? pid : 0;
      };
      await expect.poll(found, { intervals: [5], timeout: 20_000 }).toBeGreaterThan(0);
      killed = (await postmasterIn(home)).pid;
      process.kill(killed, "SIGKILL");
    }
    await server.says(/Admins/);
  } finally {
    expect(await server.end("SIGTERM")).toEqual({ code: 0, signal: null });
  }
});
