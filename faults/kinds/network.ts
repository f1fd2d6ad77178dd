import { setTimeout as pause } from "node:timers/promises";
import type { Network } from "../proxy";
import type { Stage } from "../stage";
import { until } from "../until";
import { arrivalsOf, type Kinds, recovered } from "./kind";

/** Promised for half-open connections. */
const NOTICED_WITHIN = 45_000;

/** Some of the networks, not always the same nor always one alone. */
function someProxies({ random, proxies }: Stage): Network[] {
  return random.shuffled(proxies).slice(0, 1 + random.below(proxies.length));
}

/** What befalls the connections. */
export const NETWORK = {
  /** Connections are reset and none gets through for a while. */
  cut: {
    strikes: ["network"],
    async run(stage, { is_short }) {
      const struck = someProxies(stage);
      const before = await arrivalsOf(stage);
      for (const proxy of struck) proxy.change({ is: "cut" });
      await pause(1000 * stage.random.between(5, is_short ? 8 : 60));
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
      return { back: await stage.untilWell("all is well") };
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
      const well = await stage.untilWell("all is well");
      const remark = `${names.length} clients, the last noticed after ${noticed} ms`;
      return { back: noticed + well, remark };
    },
  },
} satisfies Kinds;
