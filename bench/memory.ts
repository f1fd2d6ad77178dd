import { setTimeout as delay } from "node:timers/promises";
import { makeChats } from "./chats";
import type { Cores } from "./cores";
import type { Postgres } from "./postgres";
import { startApp, type Variant } from "./servers";
import { startTeam } from "./team";

/** Bytes for each connected socket: of the whole process, and of that what JavaScript holds. */
export type SocketMemory = { resident: number; heap: number };

const SETTLES_MS = 3000;
/** Connected and gone again before: code and buffers that the first ones bring are not theirs. */
const FIRST = 500;

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
    flags: ["--expose-gc", "--import", "./bench/collect-garbage.mjs"],
  });
  const team = startTeam(cores.generators);
  const inUse = async () => {
    await delay(SETTLES_MS);
    return (await app.ask("collect")) as SocketMemory;
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
    heap: (after.heap - before.heap) / sockets,
  };
}
