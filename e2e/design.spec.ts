import { readdir } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { makeDataDir, postgresOf, removeDataDir, startServer } from "./server";

/** A server of its own, with the page that others do not have. */
const test = base.extend<object, { design_url: string }>({
  design_url: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names out of this pattern
    async ({}, use) => {
      const data_dir = await makeDataDir();
      const server = await startServer(data_dir, { PARLEY_DESIGN_PAGE: "1" });
      await use(`${server.url}/design`);
      const postgres = await postgresOf(data_dir);
      await server.end("SIGTERM");
      await postgres.stop();
      await removeDataDir(data_dir);
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

const WIDTHS = [1440, 360];
const HEIGHT = 900;
const SCHEMES = ["light", "dark"] as const;

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

async function open(page: Page, url: string): Promise<void> {
  // Half-way through a movement axe would measure neither of the two colours.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(url);
  // What is measured in the browser is there once the page is alive.
  await expect(page.locator("[data-holds]").first()).toBeVisible();
}

/**
 * What axe finds, as one line for each element; `part` of the page or all of it, which takes long.
 * In the dark only the colours are others.
 */
async function findings(
  page: Page,
  scheme: (typeof SCHEMES)[number],
  part?: string,
): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (part) axe.include(part);
  if (scheme === "dark") axe.withRules("color-contrast");
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(" ")}`),
  );
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

test("a server that was not asked for the page has none", async ({ page }) => {
  const data_dir = await makeDataDir();
  const server = await startServer(data_dir);
  const postgres = await postgresOf(data_dir);
  const response = await page.goto(`${server.url}/design`);
  expect(response?.status()).toBe(404);
  await expect(page.getByText("There is no such page.")).toBeVisible();
  await server.end("SIGTERM");
  await postgres.stop();
  await removeDataDir(data_dir);
});

test("every primitive is there", async ({ page, design_url }) => {
  await open(page, design_url);
  for (const primitive of await primitives()) {
    await expect(page.locator(`section[data-shows~="${primitive}"]`), primitive).toBeVisible();
  }
});

for (const scheme of SCHEMES) {
  for (const width of WIDTHS) {
    test(`the page in the ${scheme}, ${width} px`, async ({ page, design_url }, info) => {
      test.setTimeout(120_000);
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: HEIGHT });
      await open(page, design_url);
      const photograph = async (name: string, fullPage = false) => {
        const path = info.outputPath(`${name.replaceAll(" ", "-").toLowerCase()}.png`);
        await page.screenshot({ path, fullPage });
        await info.attach(name, { path, contentType: "image/png" });
      };

      await photograph("design", true);
      await expect(page.locator('[data-holds="false"]'), "too little contrast").toHaveCount(0);
      expect(await findings(page, scheme)).toEqual([]);
      expect(await overflow(page)).toEqual(FITS);

      for (const { button, role } of OVERLAYS) {
        await page.getByRole("button", { name: button }).click();
        await expect(page.getByRole(role)).toBeVisible();
        await photograph(button);
        expect(await findings(page, scheme, `:is([role=${role}], dialog[open])`), button).toEqual(
          [],
        );
        expect(await overflow(page), button).toEqual(FITS);
        await page.keyboard.press("Escape");
        await expect(page.getByRole(role)).toBeHidden();
      }
      await page.getByRole("button", { name: "Point here" }).focus();
      await page.keyboard.press("Tab");
      await expect(page.getByRole("tooltip")).toBeVisible();
      await photograph("tooltip");
      expect(await findings(page, scheme, "[role=tooltip]"), "tooltip").toEqual([]);
      await page.keyboard.press("Escape");
      for (const tone of ["info", "warning", "danger"]) {
        await page.getByRole("button", { name: `Show the ${tone} toast` }).click();
        await expect(page.getByText(`A ${tone} toast`, { exact: true })).toBeVisible();
      }
      await photograph("toasts");
      expect(await findings(page, scheme, "ol"), "toasts").toEqual([]);
    });
  }
}

test("at 200% zoom nothing sticks out", async ({ browser, design_url }) => {
  // A browser's zoom of 200% is half as many CSS pixels, each twice as large.
  const context = await browser.newContext({
    viewport: { width: 720, height: 450 },
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  await open(page, design_url);
  expect(await overflow(page)).toEqual(FITS);
  await context.close();
});

test("a state that is forced looks as the state does", async ({ page, design_url }) => {
  await open(page, design_url);
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
  page,
  design_url,
}) => {
  await open(page, design_url);
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
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await longest()).toBeGreaterThan(1);
});
