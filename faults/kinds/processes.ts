import { setTimeout as pause } from "node:timers/promises";
import type { Stage } from "../stage";
import { until } from "../until";
import { arrivalsOf, type Kinds, recovered } from "./kind";

/** In milliseconds: promised are 10 s, on a machine that is not busy. */
const RUNS_WITHIN = 60_000;

async function restarted(stage: Stage, end: () => Promise<unknown>) {
  const before = await arrivalsOf(stage);
  await end();
  await pause(1000 * stage.random.between(0, 1));
  const start = await stage.app.start();
  return { back: start + (await recovered(stage, before)) };
}

/** What befalls the server, its PostgreSQL and its clock. */
export const PROCESSES = {
  /** `kill -9` of the server; whoever keeps it running starts it again. */
  app_kill: {
    strikes: ["app"],
    run: (stage) => restarted(stage, () => stage.app.end("SIGKILL")),
  },

  /** `kill -9` of PostgreSQL's postmaster: the server brings it back by itself. */
  postgres_kill: {
    strikes: ["postgres"],
    async run({ app, untilWell }) {
      const [pid] = await app.postgres();
      process.kill(pid as number, "SIGKILL");
      const runs = await until("PostgreSQL runs again", RUNS_WITHIN, async () => {
        const [now] = await app.postgres().catch(() => [pid]);
        return now !== pid && (await app.isReady());
      });
      return { back: runs + (await untilWell("all is well")) };
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
      return { back: await stage.untilWell("all is well") };
    },
  },

  /** An orderly end under load, and a start. */
  sigterm: {
    // With PostgreSQL stopped nothing can end in order.
    strikes: ["app", "postgres"],
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
      await pause(1000 * stage.random.between(2, 3));
      const before = await arrivalsOf(stage);
      for (const proxy of proxies) proxy.change({ is: "cut" });
      await pause(1000 * stage.random.between(2, is_short ? 3 : 30));
      for (const proxy of proxies) proxy.change({ is: "fair" });
      await recovered(stage, before, stage.behind(...proxies));
      app.signal("SIGUSR2");
      await pause(1000 * stage.random.between(2, 3));
      return { back: await stage.untilWell("all is well") };
    },
  },
} satisfies Kinds;
