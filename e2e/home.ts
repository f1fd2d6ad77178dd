import { makeDataDir, postgresOf, removeDataDir, type ServerProcess, startServer } from "./server";
import { test as base } from "./twins";

/** A data directory, and the servers that a test starts over it. */
export type Home = {
  data_dir: string;
  start(settings?: Record<string, string>): Promise<ServerProcess>;
};

/** For tests that start and end servers of their own, each over a directory of its own. */
export const test = base.extend<{ home: Home }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names out of this pattern
  home: async ({}, use) => {
    const data_dir = await makeDataDir();
    const started: ServerProcess[] = [];
    await use({
      data_dir,
      async start(settings) {
        const server = await startServer(data_dir, settings);
        started.push(server);
        return server;
      },
    });
    // A test that failed half-way leaves what it started; it said itself what was wrong.
    for (const server of started) await server.end("SIGTERM").catch(() => {});
    const postgres = await postgresOf(data_dir).catch(() => undefined);
    await postgres?.stop();
    await removeDataDir(data_dir);
  },
});

export { expect } from "@playwright/test";
