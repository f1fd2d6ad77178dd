import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environment } from "@/e2e/server";
import { SECRET } from "./chats";
import { pinned } from "./cores";
import { atTheEnd } from "./endings";

export const VARIANTS = ["relay", "parley", "naive"] as const;
export type Variant = (typeof VARIANTS)[number];

/** Bytes, once the garbage is gone. */
export type Memory = {
  /** Of the whole process but for the nursery, where new objects are made. */
  resident: number;
  /** The same before the heap is compacted: what V8 may still fill is in it. */
  with_holes: number;
  /** What JavaScript holds. */
  heap: number;
};

export type App = {
  url: string;
  pid: number;
  /** All that it wrote to its log. */
  log(): string;
  /** What is in use once the garbage is gone, of one that was started to say so. */
  memory(): Promise<Memory>;
  end(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
};

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 12_000;

const SCRIPTS = { relay: "bench/relay.ts", naive: "bench/naive.ts", parley: "server.ts" };

/** The limits are raised by configuration, as any installation would; the path is the product's. */
const SETTINGS = {
  HOST: "127.0.0.1",
  PARLEY_SECRET: SECRET,
  PARLEY_LOG_LEVEL: "warn",
  PARLEY_MAX_CONNECTIONS: "100000",
  PARLEY_MESSAGES_PER_SECOND: "1000000",
  PARLEY_LIMIT_FACTOR: "1000",
  PARLEY_CONNECTIONS_PER_ADDRESS: "100000",
  PARLEY_AWAY_AFTER: "86400",
};

/** What `npm start` gives to Node: all variants get the same, so that the two never differ. */
async function startFlags(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  const flags = /\bnode (.*)\bserver\.ts$/.exec(scripts.start)?.[1];
  if (!flags) throw new Error("The script start of package.json does not end in node … server.ts.");
  return flags.trim().split(/\s+/);
}

const REPORTING = ["--expose-gc", "--import", "./bench/collect-garbage.mjs"];

/** Starts a variant as its own process and resolves when it takes connections. */
export async function startApp(
  variant: Variant,
  {
    core,
    database_url,
    port = 0,
    reports_memory = false,
  }: { core: string | null; database_url: string; port?: number; reports_memory?: boolean },
): Promise<App> {
  const data_dir = await mkdtemp(join(tmpdir(), "parley-bench-app-"));
  const flags = [...(await startFlags()), ...(reports_memory ? REPORTING : [])];
  const command = [process.execPath, ...flags, SCRIPTS[variant]];
  const [file = "", ...args] = pinned(core, [...command, database_url]);
  const child = spawn(file, args, {
    cwd: ROOT,
    env: {
      ...environment(),
      ...SETTINGS,
      PORT: String(port),
      DATABASE_URL: database_url,
      PARLEY_DATA_DIR: data_dir,
    },
    stdio: ["ignore", "pipe", "pipe", ...(reports_memory ? (["ipc"] as const) : [])],
    // Ctrl-C is for the bench, which ends it.
    detached: true,
  });
  const exit = once(child, "exit");
  let output = "";
  let log = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });

  let killed = false;
  const stop = atTheEnd(async () => {
    const cut = setTimeout(() => child.kill("SIGKILL"), killed ? 0 : ENDS_WITHIN_MS);
    child.kill(killed ? "SIGKILL" : "SIGTERM");
    await exit;
    clearTimeout(cut);
    await rm(data_dir, { recursive: true });
  });

  const ready = new Promise<string>((resolve) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const url = /(http:\/\/\S+?)(\/admin\n| is ready)/.exec(output)?.[1];
      if (url) resolve(url);
    });
  });
  const too_late = AbortSignal.timeout(STARTS_WITHIN_MS);
  const url = await Promise.race([
    ready,
    exit.then(() => undefined),
    once(too_late, "abort").then(() => undefined),
  ]);
  if (!url) {
    await stop();
    throw new Error(`The ${variant} did not start:\n${output}${log}`);
  }
  return {
    url,
    pid: child.pid as number,
    log: () => log,
    async memory() {
      const answer = once(child, "message");
      child.send("memory");
      const [memory] = (await answer) as [Memory];
      return memory;
    },
    end(signal = "SIGTERM") {
      killed = signal === "SIGKILL";
      return stop();
    },
  };
}
