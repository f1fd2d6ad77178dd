import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded/start";
import { inheritedEnvironment } from "@/lib/env";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STARTS_WITHIN_MS = 60_000;
/** What the server has for its end; a process manager usually gives this much before it kills. */
const ENDS_WITHIN_MS = 10_000;

export const ADMIN = { email: "admin@parley.test", password: "correct horse battery" };
/** With these the first start makes that admin. */
export const ADMIN_SETTINGS = {
  PARLEY_ADMIN_EMAIL: ADMIN.email,
  PARLEY_ADMIN_PASSWORD: ADMIN.password,
};

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

type Signal = "SIGTERM" | "SIGINT" | "SIGHUP" | "SIGKILL";

export type ServerProcess = {
  url: string;
  pid: number;
  /** Its first match in what the server has printed or will print. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** All that it wrote, for people and for its log. */
  words(): string;
  /** What the server's log holds of errors, one JSON line each. */
  errors(): string[];
  /**
   * The process's end, whatever brought it about; rejects when it takes over 10 s. Ctrl-C is a
   * SIGINT to its group, and SIGHUP what comes when the terminal is closed.
   */
  end(signal: Signal, to?: "process" | "group"): Promise<Exit>;
};

/** A data directory for one server. */
export const makeDataDir = () => mkdtemp(join(tmpdir(), "parley-e2e-"));
export const removeDataDir = (data_dir: string) => rm(data_dir, { recursive: true });

/** Nothing of the settings under which the tests run: only those that a test gives count. */
export function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(inheritedEnvironment()).filter(
    ([name]) => !/^(PARLEY_|NEXTAUTH_|AUTH_|DATABASE_URL$|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(kept), NODE_ENV: "production" };
}

/**
 * Runs server.ts over `data_dir` as `npm start` does, without waiting for it.
 * @param modules loaded before it
 */
export function spawnServer(
  data_dir: string,
  settings: Record<string, string> = {},
  modules: string[] = [],
) {
  const imports = ["tsx", ...modules].flatMap((name) => ["--import", name]);
  return spawnCommand([process.execPath, ...imports, "server.ts"], data_dir, settings);
}

/** `npm start` itself, without waiting for it. */
export const spawnNpmStart = (data_dir: string, settings: Record<string, string> = {}) =>
  spawnCommand(["npm", "start"], data_dir, settings);

function spawnCommand(
  [file = "", ...args]: string[],
  data_dir: string,
  settings: Record<string, string>,
) {
  const child = spawn(file, args, {
    cwd: ROOT,
    env: {
      ...environment(),
      HOST: "127.0.0.1",
      // The system picks a free one; a port that a test picks may be taken by then.
      PORT: "0",
      PARLEY_DATA_DIR: data_dir,
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that a look at the group tells whether it left something behind.
    detached: true,
  });
  // Tests that are cut short run no teardown; the server then ends itself and its database.
  const cutShort = () => child.kill("SIGTERM");
  process.once("exit", cutShort);
  const exit: Promise<Exit> = once(child, "exit").then(([code, signal]) => {
    process.off("exit", cutShort);
    return { code, signal };
  });

  let output = "";
  let log = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    child.emit("said");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });

  const says = (pattern: RegExp) =>
    within(
      STARTS_WITHIN_MS,
      () => `The server did not say ${pattern}, but:\n${output}${log}`,
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output);
          if (!found) return;
          child.off("said", look);
          resolve(found);
        };
        child.on("said", look);
        look();
        exit.then(() => reject(new Error(`The server ended without ${pattern}:\n${output}${log}`)));
      }),
    );

  return {
    pid: child.pid as number,
    exit,
    says,
    /** All that it wrote for people and for its log. */
    words: () => output + log,
    /** Whoever read what it prints is gone. */
    stopReading() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    errors: () => log.split("\n").filter((line) => /^\{"level":(50|60),/.test(line)),
    async end(signal: Signal, to: "process" | "group" = "process") {
      if (to === "group") process.kill(-(child.pid as number), signal);
      else child.kill(signal);
      try {
        return await within(ENDS_WITHIN_MS, () => `The server did not end in time:\n${log}`, exit);
      } finally {
        child.kill("SIGKILL");
      }
    },
  };
}

/** Runs the real server and resolves when it says that it is ready. */
export async function startServer(
  data_dir: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const server = spawnServer(data_dir, settings);
  const [, url] = await server.says(/Admins +(\S+)\/admin\n/);
  if (!settings.PARLEY_URL) return { ...server, url: url as string };
  // What it tells people is the address of its proxy.
  const [, address] = await server.says(/Listens at (\S+)\n/);
  return { ...server, url: `http://${address}` };
}

/**
 * The PostgreSQL of a running server, found as a second start of Parley would find it. Asking for
 * it starts none: one that was not running is an error.
 */
export async function postgresOf(data_dir: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ data_dir });
  if (postgres.adopted) return postgres;
  await postgres.stop();
  throw new Error("The server's PostgreSQL was not running.");
}

/** Whether a process, or with a negative id any of a group of them, still runs. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  // What has ended and was not waited for by its new parent keeps its id, but runs no more.
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    ids.map((id) => readFile(`/proc/${id}/stat`, "utf8").catch(() => "")),
  );
  return stats.some((stat) => {
    const [, id, state, group] = /^(\d+) .*\) (\S) \d+ (\d+)/s.exec(stat) ?? [];
    return state !== "Z" && Number(pid < 0 ? group : id) === Math.abs(pid);
  });
}

function within<T>(milliseconds: number, message: () => string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message())), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
