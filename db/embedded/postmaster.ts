import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, open, readFile, rename, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { NAME } from "@/db/embedded/cluster";
import { codeOf, saysDiskFull, unavailable, unless } from "@/db/embedded/failures";
import { isPostmaster, readLockFile, removeForeignLock } from "@/db/embedded/lock-file";
import type { Place } from "@/db/embedded/place";
import { type Binaries, environment, own, type Runner } from "@/db/embedded/runner";

/** Recovery after a crash reads up to a gigabyte of log. */
const STARTS_WITHIN_MS = 120_000;
const STOPS_WITHIN_MS = 10_000;
const POLL_MS = 20;
/**
 * A start that lost a race is tried again this often, this far apart: well over the app's statement
 * timeout, since a busy backend outlives a killed postmaster until its statement ends.
 */
const ATTEMPTS = 100;
const ATTEMPT_MS = 200;
const LOG_BYTES = 10 * 1024 * 1024;

/** Given on the command line, where nothing in the data directory can overrule them. */
const SETTINGS = {
  cluster_name: NAME,
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "100",
  shared_buffers: "128MB",
  min_wal_size: "512MB",
  jit: "off",
  log_destination: "stderr",
  logging_collector: "off",
  log_timezone: "UTC",
  timezone: "UTC",
};

/** All that it takes to run a postmaster over one cluster. */
export type Installation = { binaries: Binaries; runner: Runner; place: Place; password: string };

export type Postmaster = { pid: number; port: number; adopted: boolean };

/**
 * Resolves when a postmaster over this cluster takes connections, whoever started it: each round
 * looks at what is there now and takes one step.
 * @param port where one that is started here listens; a free one when none is named
 * @param signal gives the start up: what was started here is stopped, and the promise rejects
 */
export async function runPostmaster(
  installation: Installation,
  { port: wanted_port, signal }: { port?: number; signal?: AbortSignal } = {},
): Promise<Postmaster> {
  const { place, password } = installation;
  const give_up_at = Date.now() + STARTS_WITHIN_MS;
  let child: ChildProcess | undefined;
  let log_start = 0;
  let attempts = 0;
  for (; Date.now() < give_up_at; await delay(POLL_MS)) {
    if (signal?.aborted) {
      if (child?.pid) await stopPostmaster(child.pid, place);
      throw unavailable("The start of PostgreSQL was given up.");
    }
    const { pid, port, status } = await readLockFile(place);
    if (await isPostmaster(pid, place)) {
      if (status !== "ready") continue;
      const answer = await tryConnection(port, password);
      if (answer === "ready") return { pid, port, adopted: pid !== child?.pid };
      if (answer === "wrong password") {
        if (pid === child?.pid) await stopPostmaster(pid, place);
        throw unavailable(
          `The database in ${place.cluster} does not accept the password in ${place.password_file}: put the file back that was made with it.`,
        );
      }
    } else if (!child) {
      attempts++;
      ({ child, log_start } = await spawnPostmaster(installation, wanted_port));
    } else if (child.exitCode !== null || child.signalCode !== null) {
      const said = await logSince(log_start, place);
      // Another process took the port or the cluster, backends of a killed postmaster linger, or
      // this one was killed itself.
      const lost_a_race =
        child.signalCode !== null ||
        /could not bind|lock file .* already exists|is still in use/.test(said);
      if (saysDiskFull(said)) {
        throw unavailable(
          `There is no room left on the disk of ${place.cluster}: make some and start Parley again.`,
        );
      }
      if (!lost_a_race || attempts === ATTEMPTS) {
        throw unavailable(`PostgreSQL did not start. The end of ${place.log_file}:\n${said}`);
      }
      child = undefined;
      await delay(ATTEMPT_MS);
    }
  }
  // It is left to go on, so that the next start finds it further or ready.
  throw unavailable(
    `PostgreSQL was not ready within ${STARTS_WITHIN_MS / 1000} seconds; start Parley again later. The end of ${place.log_file}:\n${await logSince(log_start, place)}`,
  );
}

async function spawnPostmaster({ binaries, runner, place }: Installation, port?: number) {
  await chmod(place.cluster, 0o700);
  await removeForeignLock(place);
  const size = await stat(place.log_file).then((file) => file.size, unless("ENOENT"));
  const rotates = size !== undefined && size > LOG_BYTES;
  if (rotates) await rename(place.log_file, `${place.log_file}.1`);
  const output = await open(place.log_file, "a", 0o600);
  try {
    await own(runner, place.cluster, place.password_file, place.log_file);
    const settings = { ...SETTINGS, port: port ?? (await freePort()) };
    const options = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
    const { prefix, ...user } = runner;
    const command = [...prefix, binaries.postgres, "-D", place.cluster, ...options];
    const [file = "", ...args] = command;
    const child = spawn(file, args, {
      cwd: place.data_dir,
      detached: true,
      env: environment(),
      stdio: ["ignore", output.fd, output.fd],
      windowsHide: true,
      ...user,
    });
    await once(child, "spawn");
    child.unref();
    return { child, log_start: rotates ? 0 : (size ?? 0) };
  } finally {
    await output.close();
  }
}

/** Also makes the database, which the first start may not have come to. */
async function tryConnection(port: number, password: string) {
  const sql = postgres({
    host: "127.0.0.1",
    port,
    user: NAME,
    password,
    database: "postgres",
    max: 1,
    connect_timeout: 5,
    fetch_types: false,
    ssl: false,
  });
  try {
    const found = await sql`select 1 from pg_database where datname = ${NAME}`;
    if (found.length === 0) await sql.unsafe(`create database ${NAME}`);
    return "ready";
  } catch (error) {
    return codeOf(error) === "28P01" ? "wrong password" : "not yet";
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one that the next start recovers from. */
export async function stopPostmaster(pid: number, place: Place): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    const give_up_at = Date.now() + STOPS_WITHIN_MS;
    if (!(await isPostmaster(pid, place))) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (codeOf(error) !== "ESRCH") throw error;
    }
    while (Date.now() < give_up_at) {
      if (!(await isPostmaster(pid, place))) return;
      await delay(POLL_MS);
    }
  }
  throw unavailable(`PostgreSQL, process ${pid}, does not end.`);
}

/** Another process may take it before PostgreSQL does; the start is then tried again. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

async function logSince(start: number, { log_file }: Place): Promise<string> {
  const text = (await readFile(log_file)).subarray(start).toString();
  return text.trimEnd().split("\n").slice(-8).join("\n");
}
