import { test as base, expect, type Page } from "@playwright/test";
import { SCENES } from "@/scripts/screens/scenes";
import { type OpenStage, stageMaker } from "@/scripts/screens/stage";
import { ADMIN_SETTINGS, makeDataDir, postgresOf, removeDataDir, startServer } from "./server";

/** A laptop's 1440 × 900 at a zoom of 200%: half as many CSS pixels. */
const ZOOMED = { width: 720, height: 450 };

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

/** What cannot be reached: sideways, or in a window over the page that is too high for it. */
const outOfReach = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth, clientHeight } = document.documentElement;
    const controls = [...document.querySelectorAll("a, button, input, select, textarea")];
    const outside = controls.filter((control) => {
      const { left, right, width, bottom } = control.getBoundingClientRect();
      const is_over = control.closest("[role=dialog] > footer, [role=alertdialog] > footer");
      return (
        width > 1 &&
        control.checkVisibility() &&
        (left < -1 || right > clientWidth + 1 || (is_over && bottom > clientHeight + 1))
      );
    });
    return {
      scrolls_by: scrollWidth - clientWidth,
      outside: outside.map((control) => control.outerHTML.slice(0, 200)),
    };
  });

// Recording each of so many pages takes longer than looking at them.
test.use({ trace: "off", screenshot: "only-on-failure" });

/** A line of words or bars in the place of what another scene has. */
const IS_LIKE_ANOTHER = /loading|failed|refused|nothing found|too fast/;

for (const scene of SCENES.filter(({ state }) => !IS_LIKE_ANOTHER.test(state))) {
  test(`at 200% zoom and without motion: ${scene.page}, ${scene.state}`, async ({ openStage }) => {
    const stage = openStage();
    try {
      const page = await scene.go(stage);
      await page.setViewportSize(ZOOMED);
      expect(await outOfReach(page)).toEqual({ scrolls_by: 0, outside: [] });
      // A stage asks for reduced motion.
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    } finally {
      await stage.close();
    }
  });
}
