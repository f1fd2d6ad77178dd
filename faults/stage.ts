import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";
import { NAME } from "@/db/embedded/cluster";
import { readLockFile } from "@/db/embedded/lock-file";
import { openPlace, readOrMakePassword } from "@/db/embedded/place";
import { manyDialogues, ownDialogues } from "@/e2e/dialogues";
import { type App, choosePort, openApp } from "./app";
import type { Chat, Place, Status } from "./clients";
import { type Crowd, openCrowd, statusOf } from "./crowd";
import type { Final } from "./finals";
import { makeChats, makePeople, openSql, type Person, takeSecretOf } from "./people";
import { type Network, openProxy } from "./proxy";
import type { Random } from "./random";
import type { Reader } from "./truth";
import { TooLate, until } from "./until";

const AGENTS = 6;
const CHATS_PER_AGENT = 10;
const PROCESSES = 2;
/** In each process: customers who come, are served and go, again and again. */
const VISITORS = 4;
const PROXIES = 3;
/** A message that is on its way for longer means that not all is well, in milliseconds. */
const PROMPT = 3000;
/** How soon what met no database is tried again, in milliseconds. */
const TRY_AGAIN_AFTER = 250;
/** Nothing has happened for so long: all that was to come has come. */
const QUIET = 2000;

export type Stage = Awaited<ReturnType<typeof openStage>>;

/**
 * Everything of one run: the server, the networks before it, and its clients.
 * @param patience how long all may take to be well, in milliseconds
 */
export async function openStage(data_dir: string, random: Random, patience: number) {
  const app: App = openApp(data_dir, await choosePort(random));
  const proxies = await Promise.all(Array.from({ length: PROXIES }, () => openProxy(app.port)));
  const extra: Network[] = [];
  const crowds: Crowd[] = [];
  const files: string[] = [];
  const users = new Map<string, number>();
  const readers = new Map<number, Reader>();
  const finals: Final[] = [];
  let cleared: Promise<void> | undefined;

  async function withSqlOnce<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const place = await openPlace(data_dir);
    const [{ port }, password] = [await readLockFile(place), await readOrMakePassword(place)];
    const sql = openSql(`postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`);
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 5 });
    }
  }

  /**
   * Over the server's PostgreSQL, which has another port after each of its starts. Where it is
   * struck meanwhile the work is done again, from the start: what the first try left behind belongs
   * to nobody.
   */
  async function withSql<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const give_up_at = performance.now() + patience;
    for (;;) {
      try {
        return await withSqlOnce(work);
      } catch (error) {
        if (performance.now() > give_up_at) throw error;
        await delay(TRY_AGAIN_AFTER);
      }
    }
  }

  /** A process with these clients; they stay until the end of the run, or until `dismiss`. */
  async function bring(places: Place[], chats: Chat[], visitors: string[] = []): Promise<Crowd> {
    const file = join(data_dir, `clients-${files.length + 1}.jsonl`);
    files.push(file);
    for (const { name, person } of places) {
      users.set(name, person.user_id);
      const reader = readers.get(person.user_id) ?? { person, session_ids: [] };
      readers.set(person.user_id, reader);
      for (const chat of chats) {
        if (chat.agent !== name && !chat.customers.includes(name)) continue;
        if (!reader.session_ids.includes(chat.session_id)) reader.session_ids.push(chat.session_id);
      }
    }
    const crowd = await openCrowd({ seed: random.seed(), file, places, chats, visitors });
    crowds.push(crowd);
    return crowd;
  }

  async function dismiss(crowd: Crowd): Promise<void> {
    const shown = await crowd.finish();
    finals.push(...shown);
    // Of the chats that came about on the way only those who took part know.
    for (const { client, chats } of shown) {
      const reader = readers.get(users.get(client) as number) as Reader;
      const ids = chats.map(({ session_id }) => session_id);
      reader.session_ids = [...new Set([...reader.session_ids, ...ids])];
    }
    crowds.splice(crowds.indexOf(crowd), 1);
    await crowd.close();
  }

  /** Starts the server and those who talk from start to end; resolves when all is well. */
  async function start(): Promise<void> {
    await app.start();
    takeSecretOf(data_dir);
    const dialogues = [...ownDialogues(), ...manyDialogues(AGENTS * CHATS_PER_AGENT)];
    const turns = () => random.one(dialogues).turns;
    const per_process = AGENTS / PROCESSES;
    for (let group = 0; group < PROCESSES; group++) {
      const places: Place[] = [];
      const chats: Chat[] = [];
      for (let n = 1; n <= per_process; n++) {
        const agent = `agent ${group * per_process + n}`;
        const made = await withSql((sql) => makeAgentsChats(sql, CHATS_PER_AGENT));
        places.push(placeOf(agent, made.agent));
        for (const { session_id, customer } of made.chats) {
          const name = `customer ${users.size + places.length}`;
          places.push(placeOf(name, customer));
          chats.push({ session_id, customers: [name], agent, turns: turns() });
        }
      }
      const guests = await withSql((sql) => makePeople(sql, "customer", VISITORS));
      const visitors = guests.map((guest, n) => placeOf(`visitor ${group}.${n}`, guest));
      await bring(
        [...places, ...visitors],
        chats,
        visitors.map(({ name }) => name),
      );
    }
    await untilWell("all is well at the start");
  }

  const placeOf = (name: string, person: Person, proxy = random.one(proxies)): Place => ({
    name,
    person,
    base_url: proxy.url,
  });

  /** All are online, have their conversations, and nothing waits for long. */
  async function isWell(some = crowds): Promise<boolean> {
    const { clients, online, ready, oldest } = await statusOf(some);
    return online === clients && ready === clients && oldest < PROMPT;
  }

  /**
   * Resolves with the milliseconds until `holds`, which is that all is well where nothing is said.
   * @throws TooLate that tells how far it came
   */
  async function untilWell(what: string, some = crowds, holds = () => isWell(some)) {
    return until(what, patience, holds).catch(async (error) => {
      const { arrivals, departures, ...figures } = await statusOf(some);
      throw new TooLate(`${error.message} ${JSON.stringify(figures)}`);
    });
  }

  const status = (): Promise<Status> => statusOf(crowds);

  return {
    app,
    proxies,
    random,
    crowds,
    files,
    users,
    readers,
    finals,
    withSql,
    bring,
    dismiss,
    placeOf,
    status,
    start,
    /** A proxy for one fault alone. */
    async addProxy(): Promise<Network> {
      const proxy = await openProxy(app.port);
      extra.push(proxy);
      return proxy;
    },
    /** The clients behind these proxies. */
    behind: (...some: Network[]): string[] =>
      crowds
        .flatMap(({ places }) => places)
        .filter(({ base_url }) => some.some(({ url }) => url === base_url))
        .map(({ name }) => name),
    /** All together, in messages a second. */
    async talk(per_second: number): Promise<void> {
      const talkers = crowds.slice(0, PROCESSES);
      await Promise.all(talkers.map((one) => one.call("talk", per_second / PROCESSES)));
    },
    isWell,
    untilWell,
    /** All that was sent is acknowledged and all that was to come has come. */
    settle: () =>
      until("nothing is on its way and all is quiet", patience, async () => {
        const { clients, online, ready, waiting, visits, quiet_for } = await status();
        const is_idle = waiting === 0 && visits === 0 && quiet_for > QUIET;
        return is_idle && online === clients && ready === clients;
      }),
    /** Whatever happened, all that was started ends. */
    clearUp(): Promise<void> {
      cleared ??= (async () => {
        await Promise.all(crowds.splice(0).map((crowd) => crowd.close()));
        await Promise.all([...proxies, ...extra].map((proxy) => proxy.close()));
        await app.clearUp();
      })();
      return cleared;
    },
  };
}

/** An agent with this many active chats, each with a customer of its own. */
export async function makeAgentsChats(sql: Sql, count: number) {
  const [agent] = (await makePeople(sql, "agent", 1)) as [Person];
  const customers = await makePeople(sql, "customer", count);
  const ids = await makeChats(sql, agent, customers);
  const chats = customers.map((customer, n) => ({ customer, session_id: ids[n] as string }));
  return { agent, chats };
}
