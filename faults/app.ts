import { once } from "node:events";
import { appendFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Exit, isRunning, postgresOf, spawnServer } from "@/e2e/server";
import { familyOf, memoryOf, postmasterOf } from "./processes";
import type { Random } from "./random";
import { until } from "./until";

const SETTINGS = {
  PARLEY_MESSAGES_PER_SECOND: "1000000",
  PARLEY_LIMIT_FACTOR: "1000",
  PARLEY_CONNECTIONS_PER_ADDRESS: "100000",
  PARLEY_MAX_CONNECTIONS: "10000",
};
const CLOCK = fileURLToPath(new URL("clock.ts", import.meta.url));
const STARTS_WITHIN = 90_000;
/** As process managers do, so that what cannot start takes no processor; in milliseconds. */
const AGAIN_AFTER = 1000;

export type App = ReturnType<typeof openApp>;

/**
 * The server that is tested, over one data directory and on one port, with whoever keeps it
 * running: what ends unbidden is noted and started again.
 */
export function openApp(data_dir: string, port: number) {
  const log_file = `${data_dir}/app.log`;
  let server: ReturnType<typeof spawnServer> | undefined;
  let is_wanted = false;
  /** What it did that it should not have. */
  const exits: string[] = [];
  const url = `http://127.0.0.1:${port}`;

  /** Its words of each life are written down in turn. */
  let logged: Promise<unknown> = Promise.resolve();

  function spawn() {
    const started = spawnServer(data_dir, { ...SETTINGS, PORT: String(port) }, [CLOCK]);
    server = started;
    logged = started.exit.then(async ({ code, signal }) => {
      await appendFile(log_file, `${started.words()}\n(${signal ?? `exit code ${code}`})\n`);
      if (!is_wanted || server !== started) return;
      const last = started.words().trim().split("\n").at(-1)?.slice(0, 300);
      exits.push(`the server ended by itself with ${signal ?? code}: ${last}`);
      await pause(AGAIN_AFTER);
      if (is_wanted) spawn();
    });
  }

  async function isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(2000) });
      return answer.ok;
    } catch {
      return false;
    }
  }

  return {
    url,
    port,
    data_dir,
    log_file,
    exits,
    isReady,
    pid: () => server?.pid as number,
    memory: () => memoryOf(server?.pid as number),
    /** Resolves when it is ready for traffic, with the milliseconds that it took. */
    async start(): Promise<number> {
      is_wanted = true;
      spawn();
      return until("the server is ready", STARTS_WITHIN, isReady);
    },
    /** Ends it as bidden; how long it took is for the caller to look at. */
    async end(signal: "SIGTERM" | "SIGKILL"): Promise<Exit | undefined> {
      is_wanted = false;
      return server?.end(signal);
    },
    signal(signal: NodeJS.Signals): void {
      process.kill(server?.pid as number, signal);
    },
    /** PostgreSQL's processes, the postmaster first. */
    async postgres(): Promise<number[]> {
      const pid = await postmasterOf(data_dir);
      if (!pid || !(await isRunning(pid))) throw new Error("PostgreSQL is not running.");
      return familyOf(pid);
    },
    /** Ends all that is left, however it is. */
    async clearUp(): Promise<void> {
      is_wanted = false;
      const pid = await postmasterOf(data_dir);
      if (pid && (await isRunning(pid))) {
        for (const one of await familyOf(pid)) signalIfThere(one, "SIGCONT");
      }
      await server?.end("SIGTERM").catch(() => {});
      if (pid && (await isRunning(pid))) await (await postgresOf(data_dir)).stop();
      await logged;
    },
  };
}

export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/**
 * A free port below those that systems give to outgoing connections: one of these could take it
 * while the server is away, even by connecting to itself.
 */
export async function choosePort(random: Random): Promise<number> {
  for (;;) {
    const port = 20_000 + random.below(12_000);
    const probe = createServer();
    const is_free = new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!(await is_free)) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}
