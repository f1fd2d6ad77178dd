import { readdir, readFile, readlink } from "node:fs/promises";
import { createServer } from "node:net";
import type { Env } from "@/lib/env";
import { type Finding, failed, passed } from "@/scripts/doctor/finding";

const ABOUT = "Port";
/** How long whoever has the port may take to answer, in milliseconds. */
const ANSWERED_WITHIN = 5000;

/** Whether Parley can listen where it is told to, or listens there already. */
export async function checkPort({ HOST, PORT }: Pick<Env, "HOST" | "PORT">): Promise<Finding[]> {
  if (PORT === 0) return [passed(ABOUT, "any that is free")];
  const code = await tryListen(HOST, PORT);
  if (code === null) return [passed(ABOUT, `${PORT} is free`)];
  if (code === "EADDRINUSE") return askWhoHas(HOST, PORT);
  return [judgeRefusal(code, HOST, PORT)];
}

/** Whether nobody listens where Parley is told to. */
export const isFree = async ({ HOST, PORT }: Pick<Env, "HOST" | "PORT">): Promise<boolean> =>
  (await tryListen(HOST, PORT)) === null;

export function judgeRefusal(code: string, host: string, port: number): Finding {
  if (code === "EACCES") {
    const todo =
      "Set PORT to 1024 or more and let a proxy listen here: below that a port is for root.";
    return failed(ABOUT, `this user may not listen on ${port}`, todo);
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    const todo = "Set HOST to an address of this machine, or leave it out to listen on all.";
    return failed(ABOUT, `${host} is no address of this machine`, todo);
  }
  return failed(ABOUT, `nobody can listen on ${host}:${port} (${code})`, "Set HOST and PORT anew.");
}

/** @returns null when the port was free, and is again; or the error's code */
function tryListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

async function askWhoHas(host: string, port: number): Promise<Finding[]> {
  const is_any = host === "0.0.0.0" || host === "::";
  const origin = `http://${is_any ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;
  if (!(await isParley(origin))) {
    const owner = await ownerOf(port).catch(() => null);
    return [
      failed(
        ABOUT,
        `${port} is taken by ${owner ?? "another program"}`,
        "End that program, or set PORT to another one.",
      ),
    ];
  }
  const taken = passed(ABOUT, `Parley itself listens on ${port}`);
  if (await answersOk(`${origin}/api/ready`)) return [taken];
  const todo = "Look at what the server's log says, and at the lines on the database below.";
  return [taken, failed("Server", "it is not ready: it does not reach its database", todo)];
}

type Health = { ok?: boolean; data?: { status?: string } };

/** Whether a Parley answers there. */
export async function isParley(origin: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWERED_WITHIN);
    const response = await fetch(`${origin}/api/health`, { redirect: "manual", signal });
    const { ok, data } = (await response.json()) as Health;
    return ok === true && data?.status === "alive";
  } catch {
    return false;
  }
}

const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(ANSWERED_WITHIN) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** The program that listens on a port, where the system tells: `nginx (process 812)`. */
async function ownerOf(port: number): Promise<string | null> {
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((file) => readFile(file, "utf8").catch(() => "")),
  );
  const inode = inodeOf(port, tables.join("\n"));
  if (!inode) return null;
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    // Another user's processes do not show what they have open.
    const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const fd of open) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => "");
      if (target !== `socket:[${inode}]`) continue;
      return `${(await readFile(`/proc/${pid}/comm`, "utf8")).trim()} (process ${pid})`;
    }
  }
  return null;
}

const LISTENS = "0A";

/** Of a listening socket, in the words of `/proc/net/tcp`. */
export function inodeOf(port: number, table: string): string | null {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  for (const line of table.split("\n")) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    if (local?.endsWith(`:${hex}`) && state === LISTENS) return inode ?? null;
  }
  return null;
}
