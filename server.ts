import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import next from "next";
import { closeDatabase, openDatabase } from "@/db/client";
import { assertDurable } from "@/db/durability";
import { holdAlone } from "@/db/hold-alone";
import { migrateDatabase } from "@/db/migrate";
import { ownPostgres } from "@/db/own-postgres";
import { sentenceOf } from "@/db/reason";
import { untilThere } from "@/db/until-there";
import { putBackgroundThreadsBehind } from "@/lib/background-threads";
import { ensureBuild } from "@/lib/build";
import { configFrom, setConfig } from "@/lib/config";
import { type Env, readEnv, tellLibraries } from "@/lib/env";
import { harden } from "@/lib/http/headers";
import { createHttpServer, receive } from "@/lib/http/incoming";
import { log } from "@/lib/log";
import { startGateway } from "@/lib/realtime/gateway";
import { keepSecret } from "@/lib/secret";
import { makeFirstAdmin } from "@/lib/users/first-admin";

/** How long what is in flight at the end may take, in milliseconds. */
const LONGEST_FINISH = 4000;
/** A process manager usually waits 10 s before it kills: whatever hangs is left by then. */
const LONGEST_END = 9000;
/** A part of it that takes longer is left, so that the others have their time; milliseconds. */
const PATIENCE = 500;

/** One that was told to end is gone by then, and one whose machine died is found out; milliseconds. */
const LONGEST_HANDOVER = 30_000;

type Ending = { what: string; end: () => Promise<void>; patience: number };

/** What has to end before the process may, newest first; in order even when the start fails midway. */
const endings: Ending[] = [];
let ending: Promise<void> | undefined;

function atTheEnd(what: string, end: () => Promise<void>, patience = PATIENCE): void {
  endings.push({ what, end, patience });
}

/**
 * Ends all parts in order; one that hangs is left where it is, for nothing that was acknowledged
 * depends on it: PostgreSQL keeps it, and goes on ending by itself once it was told.
 */
function end(): Promise<void> {
  ending ??= (async () => {
    const over_at = performance.now() + LONGEST_END;
    for (const { what, end, patience } of endings.reverse()) {
      const left = Math.min(patience, over_at - performance.now());
      await endOrLeave(what, end(), Math.max(left, 0));
    }
  })();
  return ending;
}

/** @param patience in milliseconds */
function endOrLeave(what: string, work: Promise<void>, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      log.warn({ part: what, milliseconds: patience }, "a part of the end was not waited for");
      resolve();
    }, patience);
    work
      .catch((error) => log.error({ err: error, part: what }, "a part did not end in order"))
      .finally(() => {
        clearTimeout(timer);
        resolve();
      });
  });
}

/** @throws Error with one sentence when there is no listening there */
function listen(server: Server, { HOST, PORT }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error & { code?: string }) => {
      const why: Record<string, string> = {
        EADDRINUSE: `Port ${PORT} is taken: end what listens there, or set PORT to another one.`,
        EACCES: `This user may not listen on port ${PORT}: set PORT to one from 1024 on.`,
      };
      reject(
        new Error(why[`${error.code}`] ?? `HOST ${HOST} is no address here: ${error.message}.`),
      );
    };
    server.once("error", refuse);
    server.listen(PORT, HOST, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

/** Where people reach the server. */
function addressOf(server: Server, env: Env): string {
  if (env.PARLEY_URL) return env.PARLEY_URL.replace(/\/$/, "");
  const { port } = server.address() as AddressInfo;
  const is_any = env.HOST === "0.0.0.0" || env.HOST === "::";
  return `http://${is_any ? "localhost" : env.HOST}:${port}`;
}

function listeningAt(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`;
}

async function prepareDatabase(url: string): Promise<void> {
  await untilThere(() => assertDurable(url));
  await untilThere(() => migrateDatabase(url));
}

async function boot(): Promise<void> {
  const env = readEnv();
  const dev = env.NODE_ENV !== "production";
  if (!dev) await ensureBuild();

  let url = env.DATABASE_URL;
  let leave = async () => {};
  if (url) {
    const database = url;
    const patience = LONGEST_HANDOVER;
    const release = await untilThere(() => holdAlone(database, { what: "database", patience }));
    atTheEnd("the hold on the database", release);
  } else {
    const starting = ownPostgres(env.PARLEY_DATA_DIR);
    // One that is asked to end while it starts is started first: nothing is left behind.
    const stop = () =>
      starting.then(
        (postgres) => postgres.stop(),
        () => {},
      );
    atTheEnd("PostgreSQL", stop, LONGEST_END);
    ({ url, leave } = await starting);
  }
  await prepareDatabase(url);
  openDatabase(url);
  atTheEnd("the database's connections", closeDatabase, 2 * PATIENCE);

  setConfig(configFrom(env, env.PARLEY_SECRET ?? keepSecret(env.PARLEY_DATA_DIR)));
  tellLibraries(env.PARLEY_URL);
  const setup_path = await untilThere(() => makeFirstAdmin(env));

  const server = createHttpServer();
  const app = next({ dev, dir: fileURLToPath(new URL(".", import.meta.url)), httpServer: server });
  await app.prepare();
  atTheEnd("Next", () => app.close());
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/socket.io/")) return;
    if (receive(request, response, { dev })) void handle(request, response);
  });
  const gateway = await untilThere(() => startGateway(server, { dev }));
  // Before all others, for Socket.IO answers its own requests.
  server.prependListener("request", (request, response) => harden(request, response, { dev }));
  atTheEnd("what was in flight", () => gateway.close(LONGEST_FINISH), LONGEST_FINISH + PATIENCE);
  atTheEnd("the watch over PostgreSQL", leave);
  await listen(server, env);
  await putBackgroundThreadsBehind();

  const address = addressOf(server, env);
  console.log(`Parley is ready.
  Customers  ${address}/chat
  Agents     ${address}/inbox
  Admins     ${address}/admin`);
  // For the proxy that people reach it through.
  if (env.PARLEY_URL) console.log(`  Listens at ${listeningAt(server)}`);
  if (setup_path)
    console.log(`  Make the first admin (this link works once):\n  ${address}${setup_path}`);
}

// The last comes when the terminal is closed.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  process.on(signal, () => {
    void end().then(() => process.exit(0));
  });
}

// Whoever read what is printed may be gone. Without this each try to tell of it would be the next error.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

// A rejection that nobody waits for, as when a connection to the database breaks while idle, must
// not end the process.
process.on("unhandledRejection", (error) =>
  log.error({ err: error }, "a rejection was not handled"),
);

boot().catch(async (error: unknown) => {
  // Who ended it meanwhile knows.
  if (!ending) console.error(`Parley cannot start. ${sentenceOf(error)}`);
  log.debug({ err: error }, "start failed");
  await end();
  process.exit(1);
});
