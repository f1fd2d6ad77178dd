import { setTimeout as pause } from "node:timers/promises";
import type { Chat, Place } from "./clients";
import { statusOf } from "./crowd";
import { isConnected } from "./processes";
import type { Network } from "./proxy";
import { makeAgentsChats, type Stage } from "./stage";
import { until } from "./until";

export type Length = {
  is_short: boolean;
  /** How many come back at once. */
  clients: number;
};

/** What a fault strikes: no two that share one are under way at once. */
type Part = "app" | "postgres" | "network";

export type Kind = {
  strikes: Part[];
  /**
   * Strikes, and resolves when all is well again. `back`: how long that took from the end of the
   * fault, which is also when what was killed is started again, in milliseconds.
   */
  run(stage: Stage, length: Length): Promise<{ back: number; remark?: string }>;
};

/**
 * Until all is well after a fault, in milliseconds: the machine may be small and busy, and the
 * longest cut may come in between.
 */
const WELL_WITHIN = 90_000;
/** Promised for half-open connections. */
const NOTICED_WITHIN = 45_000;
const HERD_BACK_WITHIN = 30_000;
const SLOW_CLOSED_WITHIN = 15_000;

const seconds = ({ random }: Stage, least: number, most: number) =>
  pause(random.between(least, most) * 1000);

/** How long from now until all is well, when each of `names` has come online again. */
async function recovered(stage: Stage, before: Arrivals, names = Object.keys(before)) {
  const isBack = async () => {
    const { arrivals } = await stage.status();
    return names.every((name) => (arrivals[name] ?? 0) > (before[name] ?? 0));
  };
  return until(
    "every client is online again and nothing waits for long",
    WELL_WITHIN,
    async () => (await isBack()) && (await stage.isWell()),
  );
}
type Arrivals = Record<string, number>;
const arrivalsOf = async (stage: Stage): Promise<Arrivals> => (await stage.status()).arrivals;

async function restarted(stage: Stage, end: () => Promise<unknown>) {
  const before = await arrivalsOf(stage);
  await end();
  await seconds(stage, 0, 1);
  const start = await stage.app.start();
  return { back: start + (await recovered(stage, before)) };
}

/** Some network but not always the same, nor always one alone. */
function someProxies({ random, proxies }: Stage): Network[] {
  return random.shuffled(proxies).slice(0, 1 + random.below(proxies.length));
}

export const KINDS = {
  /** `kill -9` of the server; whoever keeps it running starts it again. */
  app_kill: {
    strikes: ["app"],
    run: (stage) => restarted(stage, () => stage.app.end("SIGKILL")),
  },

  /** `kill -9` of PostgreSQL's postmaster: the server brings it back by itself. */
  postgres_kill: {
    strikes: ["postgres"],
    async run({ app, isWell }) {
      const [pid] = await app.postgres();
      process.kill(pid as number, "SIGKILL");
      const runs = await until("PostgreSQL runs again", WELL_WITHIN, async () => {
        const [now] = await app.postgres().catch(() => [pid]);
        return now !== pid && (await app.isReady());
      });
      return { back: runs + (await until("all is well", WELL_WITHIN, () => isWell())) };
    },
  },

  /** `kill -9` of both. */
  both_kill: {
    strikes: ["app", "postgres"],
    run: (stage) =>
      restarted(stage, async () => {
        const [pid] = await stage.app.postgres();
        const ends = [
          async () => process.kill(pid as number, "SIGKILL"),
          () => stage.app.end("SIGKILL"),
        ];
        for (const end of stage.random.shuffled(ends)) await end();
      }),
  },

  /** PostgreSQL stops in the middle of whatever it does, as a disk or a hypervisor may make it. */
  postgres_stop: {
    strikes: ["postgres"],
    async run(stage, { is_short }) {
      const family = await stage.app.postgres();
      for (const pid of family) process.kill(pid, "SIGSTOP");
      await pause(is_short ? 9000 : 30_000);
      for (const pid of family) process.kill(pid, "SIGCONT");
      return { back: await until("all is well", WELL_WITHIN, () => stage.isWell()) };
    },
  },

  /** Connections are reset and none gets through for a while. */
  cut: {
    strikes: ["network"],
    async run(stage, { is_short }) {
      const struck = someProxies(stage);
      const before = await arrivalsOf(stage);
      for (const proxy of struck) proxy.change({ is: "cut" });
      await seconds(stage, 5, is_short ? 8 : 60);
      for (const proxy of struck) proxy.change({ is: "fair" });
      return { back: await recovered(stage, before, stage.behind(...struck)) };
    },
  },

  /** Each piece is late by a time of its own. */
  delay: {
    strikes: ["network"],
    async run(stage, { is_short }) {
      const struck = someProxies(stage);
      const longest = is_short ? 1500 : 5000;
      const later = () => stage.random.between(200, longest);
      for (const proxy of struck) proxy.change({ is: "slow", later });
      await pause(is_short ? 8000 : 40_000);
      for (const proxy of struck) proxy.change({ is: "fair" });
      return { back: await until("all is well", WELL_WITHIN, () => stage.isWell()) };
    },
  },

  /** Connections that look alive and are not; new ones get through. */
  half_open: {
    strikes: ["network"],
    async run(stage) {
      const proxy = stage.random.one(stage.proxies);
      const before = await stage.status();
      const names = stage
        .behind(proxy)
        .filter((name) => (before.arrivals[name] ?? 0) > (before.departures[name] ?? 0));
      proxy.freeze();
      const noticed = await until("the clients notice", NOTICED_WITHIN, async () => {
        const { departures } = await stage.status();
        return names.every((name) => (departures[name] ?? 0) > (before.departures[name] ?? 0));
      });
      await until("all is well", WELL_WITHIN, () => stage.isWell());
      return { back: noticed, remark: `${names.length} clients` };
    },
  },

  /** A client that reads no more, while much is sent to it: it is cut off, and catches up later. */
  slow_reader: {
    strikes: ["app", "postgres"],
    async run(stage, { is_short }) {
      const { app } = stage;
      const proxy = await stage.addProxy();
      const { agent, chats } = await stage.withSql((sql) => makeAgentsChats(sql, 1));
      const [{ customer, session_id }] = chats as [(typeof chats)[number]];
      const names = { customer: "slow reader", agent: "its agent" };
      const number = stage.users.size;
      const places = [
        stage.placeOf(`${names.customer} ${number}`, customer, proxy),
        { name: `${names.agent} ${number}`, person: agent, base_url: app.url },
      ];
      const [reader, writer] = places.map(({ name }) => name) as [string, string];
      const chat = { session_id, customers: [reader], agent: writer, turns: [] };
      const crowd = await stage.bring(places, [chat]);
      await until("the slow reader is there", WELL_WITHIN, () => stage.isWell([crowd]));

      const memory = await app.memory();
      const [port] = proxy.farPorts();
      proxy.change({ is: "unread" });
      // Ten thousand characters of four bytes: what the kernel keeps for a socket is soon full.
      const content = "🫖".repeat(9990);
      const count = is_short ? 600 : 3000;
      await crowd.call("burst", { name: writer, session_id, content, count });
      let most = memory;
      const closed = await until("the slow reader is cut off", SLOW_CLOSED_WITHIN, async () => {
        most = Math.max(most, await app.memory());
        return !(await isConnected(app.port, port as number));
      }).finally(() => proxy.change({ is: "fair" }));
      const back = await until(
        "the slow reader has caught up",
        WELL_WITHIN,
        async () => (await crowd.status()).waiting === 0 && (await stage.isWell([crowd])),
      );
      return {
        back,
        remark: `cut off after ${closed} ms; the server's memory ${memory} MB before, at most ${most} MB`,
      };
    },
  },

  /** An orderly end under load, and a start. */
  sigterm: {
    strikes: ["app"],
    run: (stage) =>
      restarted(stage, async () => {
        const exit = await stage.app.end("SIGTERM");
        if (exit?.code !== 0)
          throw new Error(`The server ended with ${exit?.signal ?? exit?.code}.`);
      }),
  },

  /** The server's clock goes an hour back, connections break meanwhile, and it goes right again. */
  clock: {
    strikes: ["app", "network"],
    async run(stage, { is_short }) {
      const { app, proxies } = stage;
      app.signal("SIGUSR2");
      await seconds(stage, 2, 3);
      const before = await arrivalsOf(stage);
      for (const proxy of proxies) proxy.change({ is: "cut" });
      await seconds(stage, 2, is_short ? 3 : 30);
      for (const proxy of proxies) proxy.change({ is: "fair" });
      await recovered(stage, before, stage.behind(...proxies));
      app.signal("SIGUSR2");
      await seconds(stage, 2, 3);
      return { back: await until("all is well", WELL_WITHIN, () => stage.isWell()) };
    },
  },

  /** Five tabs of one person write into one chat at once, and lose their connections over it. */
  tabs: {
    strikes: [],
    async run(stage, { is_short }) {
      const proxy = await stage.addProxy();
      const { agent, chats } = await stage.withSql((sql) => makeAgentsChats(sql, 1));
      const [{ customer, session_id }] = chats as [(typeof chats)[number]];
      const number = stage.users.size;
      const tabs = [1, 2, 3, 4, 5].map((n) =>
        stage.placeOf(`tab ${n} of ${number}`, customer, proxy),
      );
      const writer = stage.placeOf(`agent of tabs ${number}`, agent, proxy);
      const names = [...tabs, writer].map(({ name }) => name);
      const chat = { session_id, customers: names.slice(0, 5), agent: writer.name, turns: [] };
      const crowd = await stage.bring([...tabs, writer], [chat]);
      await until("the tabs are there", WELL_WITHIN, () => stage.isWell([crowd]));
      const count = is_short ? 40 : 200;
      const before = await arrivalsOf(stage);
      for (const name of names) {
        await crowd.call("burst", { name, session_id, content: `${name} says`, count });
      }
      proxy.reset();
      return { back: await recovered(stage, before, names) };
    },
  },

  /** Very many clients, each with something to say, come back at once after a kill. */
  herd: {
    strikes: ["app", "postgres"],
    async run(stage, { clients }) {
      const { app } = stage;
      const { chats } = await stage.withSql((sql) => makeAgentsChats(sql, clients));
      const first = stage.users.size;
      const herds = await Promise.all(
        [0, 1].map((half) => {
          const places: Place[] = [];
          const own: Chat[] = [];
          chats.forEach(({ customer, session_id }, n) => {
            if (n % 2 !== half) return;
            const name = `herd ${first + n}`;
            places.push({ name, person: customer, base_url: app.url });
            own.push({ session_id, customers: [name], agent: "nobody", turns: [] });
          });
          return stage.bring(places, own);
        }),
      );
      const isBack = async () => {
        const { clients, online, ready, waiting } = await statusOf(herds);
        return online === clients && ready === clients && waiting === 0;
      };
      try {
        await until("the herd is there", WELL_WITHIN, isBack);
        await app.end("SIGKILL");
        for (const herd of herds) await herd.call("everyoneSays", "Is anybody there?");
        const start = await app.start();
        const back = await until("the herd is back", HERD_BACK_WITHIN, isBack);
        return { back: start + back, remark: `${clients} clients; the start took ${start} ms` };
      } finally {
        // Late or not: whether all arrived is for the verdict.
        await until("the herd is back after all", WELL_WITHIN, isBack).catch(() => {});
        for (const herd of herds) await stage.dismiss(herd);
      }
    },
  },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
