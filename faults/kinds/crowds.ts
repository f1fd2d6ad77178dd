import type { Chat, Place } from "../clients";
import { statusOf } from "../crowd";
import { isConnected } from "../processes";
import { makeAgentsChats } from "../stage";
import { until } from "../until";
import { arrivalsOf, type Kinds, recovered } from "./kind";

/** The bench tells how fast it is; here all may share two cores with everything else. */
const HERD_BACK_WITHIN = 60_000;
/** It is cut off by bytes and not by time: so long may it take until they were sent. */
const SLOW_CLOSED_WITHIN = 60_000;

/** What clients of an uncommon kind, or very many, bring about. */
export const CROWDS = {
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
      await stage.untilWell("the slow reader is there", [crowd]);

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
      const back = await stage.untilWell(
        "the slow reader has caught up",
        [crowd],
        async () => (await crowd.status()).waiting === 0 && (await stage.isWell([crowd])),
      );
      return {
        back,
        remark: `cut off after ${closed} ms; the server's memory ${memory} MB before, at most ${most} MB`,
      };
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
      await stage.untilWell("the tabs are there", [crowd]);
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
        await stage.untilWell("the herd is there", herds, isBack);
        await app.end("SIGKILL");
        for (const herd of herds) await herd.call("everyoneSays", "Is anybody there?");
        const start = await app.start();
        const back = await until("the herd is back", HERD_BACK_WITHIN, isBack);
        return { back: start + back, remark: `${clients} clients; the start took ${start} ms` };
      } finally {
        // Late or not: whether all arrived is for the verdict.
        await stage.untilWell("the herd is back after all", herds, isBack).catch(() => {});
        for (const herd of herds) await stage.dismiss(herd);
      }
    },
  },
} satisfies Kinds;
