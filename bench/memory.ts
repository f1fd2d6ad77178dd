import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { makeChats } from "./chats";
import type { Cores } from "./cores";
import type { Postgres } from "./postgres";
import { type Memory, startApp, type Variant } from "./servers";
import { startTeam } from "./team";

/** Bytes for each connected socket. */
export type SocketMemory = Memory;

const SETTLES_MS = 3000;
/** Connected and gone again before: code and buffers that the first ones bring are not theirs. */
const FIRST = 500;
/** Files that a server has open besides, at the most. */
const BESIDES = 500;

/** How many sockets a process can hold here. */
export async function mostSockets(): Promise<number> {
  const limits = await readFile("/proc/self/limits", "utf8").catch(() => "");
  // Node raises the first number, the soft limit, to the second, the hard one.
  const files = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1];
  return files ? Number(files) - BESIDES : Number.POSITIVE_INFINITY;
}

/** Customers who are connected, each in a chat of their own, and say nothing. */
export async function measureMemory(
  variant: Variant,
  sockets: number,
  cores: Cores,
  postgres: Postgres,
): Promise<SocketMemory> {
  const database = await postgres.makeDatabase();
  const chats = await makeChats(database.url, { active: sockets });
  const seats = chats.map(({ customer }) => [customer]);
  const app = await startApp(variant, {
    core: cores.app,
    database_url: database.url,
    reports_memory: true,
  });
  const team = startTeam(cores.generators);
  const inUse = async () => {
    await delay(SETTLES_MS);
    return app.memory();
  };
  await team.connect(app.url, seats.slice(0, FIRST), false);
  await team.disconnect();
  const before = await inUse();
  await team.connect(app.url, seats, false);
  const after = await inUse();
  await team.end();
  await app.end();
  await database.drop();
  return {
    resident: (after.resident - before.resident) / sockets,
    with_holes: (after.with_holes - before.with_holes) / sockets,
    heap: (after.heap - before.heap) / sockets,
  };
}
