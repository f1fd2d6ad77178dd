import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { closeDatabase, openDatabase } from "@/db/client";
import { assertDurable } from "@/db/durability";
import { migrateDatabase } from "@/db/migrate";
import { ownPostgres } from "@/db/own-postgres";
import { untilThere } from "@/db/until-there";
import { ensureBuild } from "@/lib/build";
import { configFrom, setConfig } from "@/lib/config";
import { type Env, readEnv, tellLibraries } from "@/lib/env";
import { createHttpServer, receive } from "@/lib/http/incoming";
import { log } from "@/lib/log";
import { startGateway } from "@/lib/realtime/gateway";
import { keepSecret } from "@/lib/secret";
import { makeFirstAdmin } from "@/lib/users/first-admin";

/** How long what is in flight at the end may take, in milliseconds. */
const LONGEST_FINISH = 4000;
/** A process manager usually waits 10 s before it kills: whatever hangs is left by then. */
const LONGEST_END = 9000;

/** What has to end before the process may, newest first; in order even when the start fails midway. */
const endings: (() => Promise<void>)[] = [];
let ending: Promise<number> | undefined;

/** @returns the process's exit code: 0 when all ended in order and in time */
function end(): Promise<number> {
  ending ??= new Promise((resolve) => {
    setTimeout(() => {
      log.error("not all ended in time");
      resolve(1);
    }, LONGEST_END).unref();
    const inOrder = async () => {
      for (const step of endings.reverse()) {
        await step().catch((error) => log.error({ err: error }, "a part did not end in order"));
      }
      resolve(0);
    };
    void inOrder();
  });
  return ending;
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.PORT, env.HOST, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Where people reach the server. */
function addressOf(server: Server, env: Env): string {
  if (env.PARLEY_URL) return env.PARLEY_URL.replace(/\/$/, "");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : env.PORT;
  const is_any = env.HOST === "0.0.0.0" || env.HOST === "::";
  return `http://${is_any ? "localhost" : env.HOST}:${port}`;
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
  if (!url) {
    const postgres = await ownPostgres(env.PARLEY_DATA_DIR);
    endings.push(postgres.stop);
    ({ url, leave } = postgres);
  }
  await prepareDatabase(url);
  openDatabase(url);
  endings.push(closeDatabase);

  setConfig(configFrom(env, env.PARLEY_SECRET ?? keepSecret(env.PARLEY_DATA_DIR)));
  tellLibraries(env.PARLEY_URL);
  const setup_path = await untilThere(() => makeFirstAdmin(env));

  const server = createHttpServer();
  const app = next({ dev, dir: fileURLToPath(new URL(".", import.meta.url)), httpServer: server });
  await app.prepare();
  endings.push(() => app.close());
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/socket.io/")) return;
    if (receive(request, response)) void handle(request, response);
  });
  const gateway = await untilThere(() => startGateway(server, { dev }));
  endings.push(async () => {
    // What is in flight may finish; a connection that is merely kept open may not hold the end up.
    const cut = setTimeout(() => server.closeAllConnections(), LONGEST_FINISH);
    await gateway.close();
    clearTimeout(cut);
  });
  endings.push(leave);
  await listen(server, env);

  const address = addressOf(server, env);
  console.log(`Parley is ready.
  Customers  ${address}/chat
  Agents     ${address}/inbox
  Admins     ${address}/admin`);
  if (setup_path)
    console.log(`  Make the first admin (this link works once):\n  ${address}${setup_path}`);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    void end().then((code) => process.exit(code));
  });
}

// A rejection that nobody waits for, as when a connection to the database breaks while idle, must
// not end the process.
process.on("unhandledRejection", (error) =>
  log.error({ err: error }, "a rejection was not handled"),
);

boot().catch(async (error: unknown) => {
  // Drizzle wraps what the database said in the text of the query.
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  console.error(`Parley cannot start. ${reason instanceof Error ? reason.message : reason}`);
  log.debug({ err: error }, "start failed");
  await end();
  process.exit(1);
});
