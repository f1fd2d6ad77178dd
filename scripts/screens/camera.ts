import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { CDPSession, Page } from "@playwright/test";

export const SCHEMES = ["light", "dark"] as const;
/**
 * A laptop and a large screen, which are pointed at; a phone and a tablet, which are touched. In this
 * order, because a page that was touched once knows of no pointer that hovers any more.
 */
export const SIZES = [
  { width: 1440, height: 900, touched: false },
  { width: 2560, height: 1440, touched: false },
  { width: 360, height: 780, touched: true },
  { width: 768, height: 1024, touched: true },
];

export type Picture = { file: string; scheme: string; width: number };

/** Takes the page as it is, in each size and scheme, into `folder`, which then has `name`-….png. */
export async function photograph(page: Page, folder: string, name: string): Promise<Picture[]> {
  await mkdir(folder, { recursive: true });
  const devtools = await page.context().newCDPSession(page);
  const pictures: Picture[] = [];
  for (const { width, height, touched } of SIZES) {
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height });
      // What is touched is larger.
      if (touched) await touch(devtools);
      await drawn(page);
      await page.setViewportSize({ width, height: await wholeHeight(page, height) });
      // Last, because a change of the size ends it; so does Playwright's own picture of a whole page.
      if (touched) await touch(devtools);
      await drawn(page);
      const file = `${name}-${width}-${scheme}.png`;
      await page.screenshot({ path: join(folder, file) });
      pictures.push({ file, scheme, width });
    }
  }
  return pictures;
}

/** One picture for the README, as wide as a laptop's screen. */
export async function photographOnce(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await drawn(page);
  await page.screenshot({ path });
}

/** The page's height, so that all of it is seen; where something lies over it, that of the screen. */
async function wholeHeight(page: Page, screen: number): Promise<number> {
  if ((await page.locator("[role=dialog], [role=alertdialog]").count()) > 0) return screen;
  return page.evaluate(() => document.documentElement.scrollHeight);
}

async function touch(devtools: CDPSession): Promise<void> {
  await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 1 });
}

/** Two frames after the last change the page has drawn it. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}
