import { test as base, expect } from "@playwright/test";
import { outOfReach, ZOOMED } from "@/scripts/screens/reach";
import { SCENES } from "@/scripts/screens/scenes";
import { type OpenStage, stageMaker } from "@/scripts/screens/stage";
import { ADMIN_SETTINGS, makeDataDir, postgresOf, removeDataDir, startServer } from "./server";

/** Every page in every state, as `npm run screens` photographs them. */
const test = base.extend<object, { openStage: OpenStage }>({
  openStage: [
    async ({ browser }, use) => {
      const data_dir = await makeDataDir();
      const settings = { PARLEY_DESIGN_PAGE: "1", PARLEY_MESSAGES_PER_SECOND: "1000000" };
      const server = await startServer(data_dir, { ...ADMIN_SETTINGS, ...settings });
      await use(await stageMaker(browser, server.url));
      const postgres = await postgresOf(data_dir);
      await server.end("SIGTERM");
      await postgres.stop();
      await removeDataDir(data_dir);
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

/** What is long or lies over the page is what zoom pushes out of it; `npm run screens` looks at all. */
const MAY_STICK_OUT =
  /long|right-to-left|asked|menu|edit|transfer|keys|palette|no room|error|wrong|assign|who had it|preview|making|notice|picture|(overview|reports|active|start|rest|list|chats)$/;

for (const scene of SCENES.filter(({ state }) => MAY_STICK_OUT.test(state))) {
  test(`at 200% zoom and without motion: ${scene.page}, ${scene.state}`, async ({ openStage }) => {
    const stage = openStage();
    try {
      const page = await scene.go(stage);
      await page.setViewportSize(ZOOMED);
      // A menu that is open follows its button, a moment after the window has changed.
      await expect.poll(() => outOfReach(page)).toEqual({ scrolls_by: 0, outside: [] });
      // A stage asks for reduced motion.
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    } finally {
      await stage.close();
    }
  });
}
