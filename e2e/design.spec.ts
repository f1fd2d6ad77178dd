import { readdir } from "node:fs/promises";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { findings } from "./axe";
import { makeDataDir, postgresOf, removeDataDir, startServer } from "./server";

type Scheme = "light" | "dark";
type Look = { width?: number; scheme?: Scheme; motion?: "reduce" | "no-preference" };

/** A server of its own, with the page that others do not have; loaded once for all tests. */
const test = base.extend<object, { design: Page }>({
  design: [
    async ({ browser }, use) => {
      const data_dir = await makeDataDir();
      const server = await startServer(data_dir, { PARLEY_DESIGN_PAGE: "1" });
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${server.url}/design`);
      // What is measured in the browser is there once the page is alive.
      await expect(page.locator("[data-holds]").first()).toBeVisible();
      await use(page);
      await context.close();
      const postgres = await postgresOf(data_dir);
      await server.end("SIGTERM");
      await postgres.stop();
      await removeDataDir(data_dir);
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

// Axe reads every element of a long page.
test.setTimeout(120_000);

const WIDTHS = [1440, 360];

/** What opens over the page: by which button, and what is there then. */
const OVERLAYS = [
  { button: "Open the menu", role: "menu" },
  { button: "Open the dialog", role: "dialog" },
  { button: "Open the long dialog", role: "dialog" },
  { button: "Open the question", role: "alertdialog" },
  { button: "Open the native menu", role: "menu" },
  { button: "Open the native dialog", role: "dialog" },
  { button: "Open the native question", role: "alertdialog" },
  { button: "Open the palette", role: "dialog" },
] as const;

/** The files of components/ui that draw something: each has its place on the page. */
async function primitives(): Promise<string[]> {
  const files = await readdir("components/ui");
  return files.filter((name) => name.endsWith(".tsx")).map((name) => name.replace(".tsx", ""));
}

/** Without motion: half-way through one axe would measure neither of the two colours. */
async function look(page: Page, { width = 1440, scheme = "light", motion = "reduce" }: Look = {}) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: motion });
  // With the next frame the page knows, and has measured its colours again.
  await page.evaluate(() => new Promise(requestAnimationFrame));
}

/** What axe finds in this part of the page, or in all of it, in the light and in the dark. */
async function findingsInBoth(page: Page, part?: string): Promise<string[]> {
  await look(page, { scheme: "light" });
  const in_the_light = await findings(page, { part });
  await look(page, { scheme: "dark" });
  // In the dark only the colours are others.
  return [...in_the_light, ...(await findings(page, { part, rules: ["color-contrast"] }))];
}

/** What a person sees, among what the test leaves behind: the whole page, or what lies over it. */
async function photograph(page: Page, name: string, fullPage = false): Promise<void> {
  const path = test.info().outputPath(`${name.replaceAll(/\W+/g, "-").toLowerCase()}.png`);
  await page.screenshot({ path, fullPage });
  await test.info().attach(name, { path, contentType: "image/png" });
}

/** How far the page scrolls sideways, and what sticks out of its section. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const sections = [...document.querySelectorAll("section[data-shows]")];
    const outside = sections.flatMap((section) => {
      const bounds = section.getBoundingClientRect();
      return [...section.querySelectorAll("*")].filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        // What lies over the page is no part of the section that it is written in.
        if (one.closest("dialog, [popover]")) return false;
        // What scrolls in a place of its own, or is cut off there, may be wider than that place.
        const clips = (up: Element | null): boolean =>
          up !== null &&
          up !== section &&
          (getComputedStyle(up).overflowX !== "visible" || clips(up.parentElement));
        return (
          width > 1 &&
          (left < bounds.left - 1 || right > bounds.right + 1) &&
          !clips(one.parentElement)
        );
      });
    });
    return {
      scrolls_by: scrollWidth - clientWidth,
      outside: outside.map((one) => one.outerHTML.slice(0, 200)),
    };
  });

const FITS = { scrolls_by: 0, outside: [] };

/** What lies over the page is within the window, and the page behind it still is. */
async function expectWithin(page: Page, over: Locator, width: number): Promise<void> {
  const box = await over.boundingBox({ timeout: 5000 });
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    width,
  );
}

test("every primitive is there", async ({ design: page }) => {
  for (const primitive of await primitives()) {
    await expect(page.locator(`section[data-shows~="${primitive}"]`), primitive).toBeVisible();
  }
});

test("the page holds its contrasts, axe finds nothing, and nothing sticks out", async ({
  design: page,
}) => {
  for (const scheme of ["light", "dark"] as const) {
    for (const width of WIDTHS) {
      await look(page, { scheme, width });
      await photograph(page, `design ${scheme} ${width}`, true);
    }
    await expect(page.locator("[data-holds]").first()).toBeVisible();
    await expect(page.locator('[data-holds="false"]'), "too little contrast").toHaveCount(0);
  }
  expect(await findingsInBoth(page)).toEqual([]);
  for (const width of WIDTHS) {
    await look(page, { width });
    expect(await overflow(page), `${width} px`).toEqual(FITS);
  }
  // A laptop's 1440 × 900 at a zoom of 200%: half as many CSS pixels.
  await page.setViewportSize({ width: 720, height: 450 });
  expect(await overflow(page), "at 200% zoom").toEqual(FITS);
});

test("axe finds nothing in what opens over the page, and nothing sticks out", async ({
  design: page,
}) => {
  for (const width of [360, 1440]) {
    await look(page, { width });
    for (const { button, role } of OVERLAYS) {
      await test.step(`${button}, ${width} px`, async () => {
        await page.getByRole("button", { name: button }).click();
        const over = page.getByRole(role);
        await expect(over).toBeVisible();
        await expectWithin(page, over, width);
        await photograph(page, `${button} ${width}`);
        if (width === 1440) {
          expect(await findingsInBoth(page, `:is([role=${role}], dialog[open])`)).toEqual([]);
        }
        await page.keyboard.press("Escape");
        await expect(over).toBeHidden();
      });
    }
  }
  await look(page);
  await page.getByRole("button", { name: "Point here" }).focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("tooltip")).toBeVisible();
  expect(await findingsInBoth(page, "[role=tooltip]"), "tooltip").toEqual([]);
  await page.keyboard.press("Escape");
  for (const tone of ["info", "warning", "danger"]) {
    await page.getByRole("button", { name: `Show the ${tone} toast` }).click();
    await expect(page.getByText(`A ${tone} toast`, { exact: true })).toBeVisible();
  }
  expect(await findingsInBoth(page, "ol"), "toasts").toEqual([]);
});

test("a state that is forced looks as the state does", async ({ design: page }) => {
  await look(page);
  const buttons = page.locator('section[data-shows~="button"]');
  const state = (name: string) => buttons.locator(`[data-state-name="${name}"] button`).first();
  const ground = (name: string) =>
    state(name).evaluate((button) => getComputedStyle(button).backgroundColor);
  const forced = await ground("hover");
  expect(forced).not.toBe(await ground("rest"));
  await state("rest").hover();
  expect(forced).toBe(await ground("rest"));
});

test("with reduced motion nothing moves, and without it something does", async ({
  design: page,
}) => {
  await look(page);
  /** Milliseconds of the longest animation or transition that the page may run. */
  const longest = () =>
    page.evaluate(() => {
      const milliseconds = (list: string) =>
        list.split(",").map((time) => Number.parseFloat(time) * (time.includes("ms") ? 1 : 1000));
      return [...document.querySelectorAll("*")].reduce((most, one) => {
        const { animationName, animationDuration, transitionProperty, transitionDuration } =
          getComputedStyle(one);
        const animation = animationName === "none" ? [0] : milliseconds(animationDuration);
        const transition = transitionProperty === "none" ? [0] : milliseconds(transitionDuration);
        return Math.max(most, ...animation, ...transition);
      }, 0);
    });
  expect(await longest()).toBeLessThanOrEqual(1);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await look(page, { motion: "no-preference" });
  expect(await longest()).toBeGreaterThan(1);
});
