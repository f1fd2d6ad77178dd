/**
 * `npm run bench:switching`: how long an agent with many long chats waits from a key to the other
 * chat on the screen, and how smoothly a long one scrolls.
 */
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/e2e/browser";
import { ensureBuild } from "@/lib/build";
import { makeChats } from "./chats";
import { endAll } from "./endings";
import { median, percentile } from "./figures";
import { startPostgres } from "./postgres";
import { startRandom } from "./random";
import { startApp } from "./servers";
import { markdown, short } from "./table";

const CHATS = 20;
const MESSAGES = 1000;
const SWITCHES = 200;
/** From one key to the next, at least and at most: what is left to do after a switch may be under way. */
const REST_MS = [100, 600] as const;
/** Milliseconds: what one does not feel. */
const MARK = 50;
const SEED = 7;

const lastWords = (chat: number) => `These are the last words of chat ${chat}.`;

/** Of the length that people write, one in fifty right to left, and one as long as may be. */
function logOf(chat: number) {
  const random = startRandom(SEED + chat);
  const words = "the order has not come and I wonder where it may be since last week thank you";
  const arabic = "مرحبا أين طلبي رقم 1234 من فضلك";
  return Array.from({ length: MESSAGES }, (_, i) => {
    const length = Math.ceil(10 + 200 * random() ** 3);
    const text = words.repeat(3).slice(0, length);
    const content =
      i === MESSAGES - 1
        ? lastWords(chat)
        : i === MESSAGES - 30
          ? words.repeat(200).slice(0, 10_000)
          : i % 50 === 0
            ? `${arabic} ${i}`
            : `${i}: ${text}`;
    return { by: random() < 0.5 ? ("customer" as const) : ("agent" as const), content };
  });
}

type Switch = {
  /** To the end of the frame in which the page was drawn anew, in milliseconds. */
  to_paint: number;
  /** The same as the browser's Event Timing has it, which counts in steps of 8 ms. */
  event_timing: number;
  /** What is at the lower end of the log then. */
  last_words: string;
};

declare global {
  interface Window {
    switches: Omit<Switch, "event_timing">[];
    event_timings: number[];
    frame_times: number[];
    onFrame: (now: number) => void;
  }
}

/**
 * From the key's own time stamp to a task that is run right after the frame that follows it: the
 * callback of the frame comes before its layout and paint, what it posts comes after.
 */
function watchKeys(): void {
  window.switches = [];
  window.event_timings = [];
  addEventListener(
    "keydown",
    (event) => {
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => {
          const to_paint = performance.now() - event.timeStamp;
          // By its place: to ask hidden ones for their style would have it worked out.
          const pane = document.querySelector("section[aria-label=Conversation]");
          const { left = 0, top = 0, width = 0, height = 0 } = pane?.getBoundingClientRect() ?? {};
          const middle = document.elementFromPoint(left + width / 2, top + height / 2);
          const log = middle?.closest("[role=log]");
          const texts = [...(log?.querySelectorAll("div[dir=auto]") ?? [])];
          const last = texts.at(-1);
          const is_in_view =
            !!log &&
            !!last &&
            last.getBoundingClientRect().bottom <= log.getBoundingClientRect().bottom;
          const last_words = is_in_view ? (last.textContent ?? "") : "";
          window.switches.push({ to_paint, last_words });
        };
        after.port2.postMessage(null);
      });
    },
    { capture: true },
  );
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === "keydown") window.event_timings.push(entry.duration);
    }
  });
  observer.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
}

/**
 * Opens a chat and loads its whole log, going to its beginning again and again. Inside the page:
 * from outside each look at so many elements would take longer than what it looks for.
 */
async function loadAll(page: Page, session_id: string): Promise<void> {
  const loaded = await page.evaluate(async (id) => {
    document.querySelector<HTMLElement>(`[data-own-chats] [data-session="${id}"]`)?.click();
    let count = 0;
    for (let is_whole = false; !is_whole; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const logs = [...document.querySelectorAll("[role=log]")];
      const log = logs.find((one) => one.checkVisibility());
      if (!log) continue;
      // A folded message has a button too.
      const buttons = [...log.querySelectorAll("button")];
      is_whole = !buttons.some((button) => button.textContent?.includes("earlier messages"));
      count = log.querySelectorAll("div[dir=auto]").length;
      log.scrollTop = is_whole ? log.scrollHeight : 0;
    }
    return count;
  }, session_id);
  if (loaded !== MESSAGES) throw new Error(`${loaded} messages are on the page, not ${MESSAGES}.`);
}

/** The rows of the agent's chats, as they stand. */
const rows = (page: Page) =>
  page
    .locator("[data-own-chats] [data-session]")
    .evaluateAll((found) => found.map((row) => (row as HTMLElement).dataset.session));

/** Frames while one turns the wheel through the whole log, in milliseconds. */
async function scroll(page: Page): Promise<number[]> {
  const box = await page.evaluate(() => {
    const logs = [...document.querySelectorAll("[role=log]")];
    return logs
      .find((one) => one.checkVisibility())
      ?.getBoundingClientRect()
      .toJSON();
  });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(() => {
    window.frame_times = [];
    let last = performance.now();
    window.onFrame = (now) => {
      window.frame_times.push(now - last);
      last = now;
      requestAnimationFrame((next) => window.onFrame(next));
    };
    requestAnimationFrame((now) => window.onFrame(now));
  });
  for (const by of [-400, 400]) {
    for (let turn = 0; turn < 120; turn++) await page.mouse.wheel(0, by);
  }
  return page.evaluate(() => window.frame_times);
}

async function bench(): Promise<boolean> {
  await ensureBuild();
  const postgres = await startPostgres({ core: null });
  const database = await postgres.makeDatabase();
  const chats = await makeChats(database.url, { active: CHATS, per_agent: CHATS, log: logOf });
  const app = await startApp("parley", { core: null, database_url: database.url });
  const token = chats[0]?.agent?.token ?? "";
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const cookie = { name: "parley.staff.session", value: token, url: app.url, httpOnly: true };
    await context.addCookies([cookie]);
    const page = await context.newPage();
    await page.addInitScript(watchKeys);
    await page.goto(`${app.url}/inbox`);
    await page
      .locator("[data-own-chats] [data-session]")
      .nth(CHATS - 1)
      .waitFor();

    const order = await rows(page);
    const numbers = new Map(chats.map(({ customer }, i) => [customer.session_id, i]));
    for (const session_id of order) {
      if (session_id) await loadAll(page, session_id);
    }
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("1");
    console.error(`${CHATS} chats of ${MESSAGES} messages are loaded.`);

    const random = startRandom(SEED);
    let at = 0;
    const wrong: string[] = [];
    await page.waitForTimeout(1000);
    await page.evaluate(() => {
      window.switches = [];
      window.event_timings = [];
    });
    for (let done = 0; done < SWITCHES; done++) {
      const drawn = random();
      let to = Math.floor(random() * 9);
      let key = String(to + 1);
      if (drawn < 0.5 || to === at) {
        const forth = (drawn < 0.3 && at < CHATS - 1) || at === 0;
        to = at + (forth ? 1 : -1);
        key = forth ? "j" : "k";
      }
      await page.keyboard.press(key);
      at = to;
      await page.waitForFunction((count) => window.switches.length === count, done + 1);
      const said = await page.evaluate(() => window.switches.at(-1)?.last_words);
      const expected = lastWords(numbers.get(order[at] as string) as number);
      if (said !== expected) wrong.push(`${key}: “${said}” and not “${expected}”`);
      await page.waitForTimeout(REST_MS[0] + (REST_MS[1] - REST_MS[0]) * random());
    }
    const { to_paint, event_timing } = await page.evaluate(() => ({
      to_paint: window.switches.map((one) => one.to_paint),
      event_timing: window.event_timings,
    }));
    const frames = await scroll(page);
    const heap = await page.evaluate(
      () =>
        (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    );

    const row = (name: string, values: number[]) => {
      const sorted = values.toSorted((a, b) => a - b);
      return [
        name,
        String(values.length),
        short(median(values)),
        short(percentile(sorted, 0.95)),
        short(sorted.at(-1) ?? null),
      ];
    };
    console.log(`
${browser.browserType().name()} ${browser.version()}, ${CHATS} open chats of ${MESSAGES} messages, milliseconds:

${markdown(
  ["", "count", "median", "p95", "longest"],
  [
    row("from the key to the paint", to_paint),
    row("the same by Event Timing (those of 16 ms and more)", event_timing),
    row("a frame while scrolling through one", frames),
  ],
)}

Frames over ${MARK} ms while scrolling: ${frames.filter((ms) => ms > MARK).length} of ${frames.length}. The page holds ${short(heap / 2 ** 20)} MB of JavaScript.`);
    if (wrong.length > 0) {
      console.log(
        `FAILED: ${wrong.length} switches showed something else:\n${wrong.slice(0, 5).join("\n")}`,
      );
    }
    const is_fast = median(to_paint) < MARK;
    console.log(
      is_fast ? `The median is under ${MARK} ms.` : `FAILED: the median is not under ${MARK} ms.`,
    );
    return is_fast && wrong.length === 0;
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
