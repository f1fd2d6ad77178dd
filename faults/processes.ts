import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Every process's parent. */
async function parents(): Promise<Map<number, number>> {
  if (process.platform !== "linux") {
    const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
    const rows = stdout.trim().split("\n");
    return new Map(rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]));
  }
  const found = new Map<number, number>();
  for (const id of await readdir("/proc")) {
    if (!/^\d+$/.test(id)) continue;
    const stat = await readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
    const [, parent] = /^\d+ .*\) \S (\d+)/s.exec(stat) ?? [];
    if (parent) found.set(Number(id), Number(parent));
  }
  return found;
}

/** The process and all that it started, itself first. */
export async function familyOf(pid: number): Promise<number[]> {
  const family = [pid];
  const all = [...(await parents())];
  for (const one of family) {
    family.push(...all.filter(([, parent]) => parent === one).map(([child]) => child));
  }
  return family;
}

/** What a process holds of memory, in MB. */
export async function memoryOf(pid: number): Promise<number> {
  if (process.platform === "linux") {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  }
  const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
  return Math.round(Number(stdout) / 1024);
}

/** The postmaster over a data directory of Parley's, or null where none has started. */
export async function postmasterOf(data_dir: string): Promise<number | null> {
  const text = await readFile(`${data_dir}/postgres/postmaster.pid`, "utf8").catch(() => "");
  return Number(text.split("\n")[0]) || null;
}

const ESTABLISHED = "01";

/**
 * Whether this machine still holds an open TCP connection on `port` with the peer's port `other`;
 * null where the system does not tell.
 */
export async function isConnected(port: number, other: number): Promise<boolean | null> {
  const tables = ["/proc/net/tcp", "/proc/net/tcp6"];
  const texts = await Promise.all(tables.map((file) => readFile(file, "utf8").catch(() => "")));
  if (!texts[0]) return null;
  const hex = (n: number) => n.toString(16).toUpperCase().padStart(4, "0");
  const row = new RegExp(`:${hex(port)} \\w+:${hex(other)} (\\w\\w) `);
  return texts.some((text) => row.exec(text)?.[1] === ESTABLISHED);
}
