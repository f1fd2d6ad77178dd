/**
 * `npm run bench:opening`: how long a customer with a mid-range phone waits for the start page, from
 * the tap on a link with nothing in the cache to a form that is seen and works.
 */
import { type Browser, chromium, devices } from "@playwright/test";
import { findBrowser } from "@/e2e/browser";
import { ensureBuild } from "@/lib/build";
import { endAll } from "./endings";
import { median } from "./figures";
import { startPostgres } from "./postgres";
import { startApp } from "./servers";
import { markdown, short } from "./table";

const LOADS = 9;
/** So many times slower than this machine, which stands for a mid-range phone, as Lighthouse has it. */
const PROCESSOR_SLOWDOWN = 4;
/** Milliseconds until the form is seen and works: what still counts as at once. */
const MARK = 1000;

const bitsPerSecond = (megabits: number) => (megabits * 1_000_000) / 8;
/** Bytes a second, and milliseconds for each request. */
const NETWORKS = {
  "Fast 4G (9 Mbit/s, 60 ms)": {
    downloadThroughput: bitsPerSecond(9),
    uploadThroughput: bitsPerSecond(1.5),
    latency: 60,
  },
  "Slow 4G (1.6 Mbit/s, 150 ms)": {
    downloadThroughput: bitsPerSecond(1.6),
    uploadThroughput: bitsPerSecond(0.75),
    latency: 150,
  },
};
/** The one that the mark is for. */
const MEASURED: keyof typeof NETWORKS = "Fast 4G (9 Mbit/s, 60 ms)";

/** Milliseconds from the beginning of the navigation, where nothing else is said. */
type Opening = {
  first_byte: number;
  first_paint: number;
  /** The largest thing in sight, which is the last that appears. */
  largest_paint: number;
  /** The form is there: what is typed into it stays, and Start counts. */
  usable: number;
  /** The page answers, and does what was asked for meanwhile. */
  alive: number;
  /** The time in which the page could not answer, in tasks beyond their first 50 ms. */
  blocked: number;
  /** What the page's thread had of the processor until it was alive, whoever else had it too. */
  processor: number;
  /** Kilobytes on the wire. */
  scripts: number;
  all: number;
};

declare global {
  interface Window {
    opening: Pick<Opening, "largest_paint" | "usable" | "alive" | "blocked">;
  }
}

/** Runs in the page before anything of it. What has a name here would need more than itself there. */
function watchOpening(): void {
  window.opening = { largest_paint: 0, usable: 0, alive: 0, blocked: 0 };
  const { opening } = window;
  new PerformanceObserver((list) => {
    opening.largest_paint = list.getEntries().at(-1)?.startTime ?? 0;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) opening.blocked += Math.max(0, duration - 50);
  }).observe({ type: "longtask", buffered: true });
  new MutationObserver(() => {
    if (!opening.usable && document.querySelector("form button[type=submit]:not(:disabled)")) {
      opening.usable = performance.now();
    }
    // These two wait for the page, as nothing keeps what is asked of them.
    if (!opening.alive && document.querySelector("header button:not(:disabled)")) {
      opening.alive = performance.now();
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled"],
  });
}

async function openStart(
  browser: Browser,
  url: string,
  network: (typeof NETWORKS)[keyof typeof NETWORKS],
): Promise<Opening> {
  const context = await browser.newContext(devices["Moto G4"]);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
    await devtools.send("Network.emulateNetworkConditions", { offline: false, ...network });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: PROCESSOR_SLOWDOWN });
    await devtools.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
    await devtools.send("Performance.enable");
    await page.addInitScript(watchOpening);
    await page.goto(`${url}/chat`);
    await page.waitForFunction(() => window.opening.alive > 0);
    const { metrics } = await devtools.send("Performance.getMetrics");
    const processor = 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
    // What it does when it has nothing else to do may still count.
    await page.waitForLoadState("networkidle");
    const { opening, first_byte, first_paint, loaded } = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation");
      const { responseStart, transferSize } = navigation as PerformanceNavigationTiming;
      const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      return {
        opening: window.opening,
        first_byte: responseStart,
        first_paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
        loaded: [
          ...resources.map(({ name, transferSize }) => ({ name, bytes: transferSize })),
          { name: location.href, bytes: transferSize },
        ],
      };
    });
    const sum = (some: typeof loaded) => some.reduce((kb, { bytes }) => kb + bytes / 1000, 0);
    const scripts = sum(loaded.filter(({ name }) => new URL(name).pathname.endsWith(".js")));
    return { ...opening, first_byte, first_paint, processor, scripts, all: sum(loaded) };
  } finally {
    await context.close();
  }
}

const COLUMNS: [string, keyof Opening][] = [
  ["first byte", "first_byte"],
  ["first paint", "first_paint"],
  ["largest paint", "largest_paint"],
  ["usable", "usable"],
  ["alive", "alive"],
  ["blocked", "blocked"],
  ["processor", "processor"],
  ["scripts, KB", "scripts"],
  ["all, KB", "all"],
];

async function bench(): Promise<boolean> {
  await ensureBuild();
  const postgres = await startPostgres({ core: null });
  const database = await postgres.makeDatabase();
  const app = await startApp("parley", { core: null, database_url: database.url });
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    // The first answer of a server takes longer than any other.
    await fetch(`${app.url}/chat`);
    const rows: string[][] = [];
    let open_after = Number.NaN;
    for (const [name, network] of Object.entries(NETWORKS)) {
      const openings: Opening[] = [];
      while (openings.length < LOADS) openings.push(await openStart(browser, app.url, network));
      const figure = (of: keyof Opening) => median(openings.map((opening) => opening[of]));
      if (name === MEASURED) open_after = Math.max(figure("largest_paint"), figure("usable"));
      rows.push([name, ...COLUMNS.map(([, of]) => short(figure(of)))]);
    }
    console.log(`
${browser.browserType().name()} ${browser.version()}, a processor ${PROCESSOR_SLOWDOWN} times slower, medians of ${LOADS} loads with an empty cache, milliseconds:

${markdown(["", ...COLUMNS.map(([name]) => name)], rows)}
`);
    const is_fast = open_after < MARK;
    console.log(
      is_fast
        ? `The form is seen and works within ${MARK} ms.`
        : `FAILED: the form is not seen and working within ${MARK} ms.`,
    );
    return is_fast;
  } finally {
    await browser.close();
  }
}

try {
  process.exitCode = (await bench()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
} finally {
  await endAll();
}
