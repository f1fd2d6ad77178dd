import type { CDPSession, Locator, Page } from "@playwright/test";
import { openLine } from "@/testing/line";
import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

const PHONE = { width: 360, height: 740 };
const WHOLE = { height: PHONE.height, offsetTop: 0 };
/** What is left of it on iOS over the keyboard: the page stays as high as it was, and is moved. */
const OVER_THE_KEYBOARD = { height: 400, offsetTop: 130 };

/** What all of it is about has no twin without a pointer. */
const BY_TOUCH = { tag: "@pointer" };

/** Opens the keyboard, or closes it. The page has the size of a phone and is touched. */
async function keyboard(page: Page, seen = WHOLE) {
  await page.evaluate((seen) => {
    for (const [name, value] of Object.entries(seen)) {
      Object.defineProperty(visualViewport, name, { value, configurable: true });
    }
    for (const event of ["resize", "scroll"]) visualViewport?.dispatchEvent(new Event(event));
  }, seen);
}

async function onPhone(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 1 });
}

/** Waits until all of it is where one sees it. */
async function expectSeen(shown: Locator, { height, offsetTop } = OVER_THE_KEYBOARD) {
  await expect
    .poll(async () => {
      const box = await shown.boundingBox();
      return box && { top: box.y >= offsetTop, bottom: box.y + box.height <= offsetTop + height };
    })
    .toEqual({ top: true, bottom: true });
}

/** The page stands still, as it does in the background of a phone, until it is woken. */
async function putToSleep(page: Page, devtools: CDPSession): Promise<() => Promise<void>> {
  const asleep = new Promise<void>((resolve) => devtools.once("Debugger.paused", () => resolve()));
  // It stops just there. Stopped anywhere else it would run this in its sleep, where nobody hears it.
  const woken = page.evaluate("debugger; document.dispatchEvent(new Event('visibilitychange'))");
  await asleep;
  return async () => {
    await devtools.send("Debugger.resume");
    await woken;
  };
}

/** How far a message is below the upper edge of its log, in pixels. */
const placeOf = (log: Locator, text: string) =>
  log.evaluate((box, text) => {
    const message = [...box.querySelectorAll("[dir=auto]")].find((one) => one.textContent === text);
    const { top } = message?.getBoundingClientRect() ?? { top: Number.NaN };
    return Math.round(top - box.getBoundingClientRect().top);
  }, text);

test(
  "a phone's keyboard leaves in sight where one writes and what was said last, and where one reads stays in its place",
  BY_TOUCH,
  async ({ customer, agent }) => {
    const name = newName("Customer");
    const customer_page = new CustomerPage(customer.page);
    const inbox = new InboxPage(agent.page);
    await customer_page.open();
    await customer_page.start("The first", name);
    await inbox.open();
    await inbox.accept(name);
    for (let line = 1; line <= 12; line++) await inbox.chat.paste(`Line ${line}\n\nof many`);
    await inbox.chat.paste("The last");

    for (const { page, chat } of [customer_page, inbox]) {
      // Not before: on a keyboard of glass Enter sends nothing.
      await onPhone(page);
      await chat.expectLast("The last");
      await chat.composer.focus();
      await keyboard(page, OVER_THE_KEYBOARD);
      await expectSeen(chat.composer);
      await expectSeen(chat.log.getByText("The last", { exact: true }));
      await keyboard(page);
      await expectSeen(chat.composer, WHOLE);

      const read = "Line 5\n\nof many";
      await chat.log.evaluate((box) => box.scrollTo(0, box.scrollHeight / 3));
      const before = await placeOf(chat.log, read);
      await keyboard(page, OVER_THE_KEYBOARD);
      await expectSeen(chat.composer);
      expect(await placeOf(chat.log, read)).toBe(before);
      expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
    }
  },
);

test(
  "a page that comes back from the background has at once what was said meanwhile (4)",
  BY_TOUCH,
  async ({ customer, agent, server }) => {
    const line = await openLine(server.url);
    try {
      const name = newName("Customer");
      const { page, chat } = new CustomerPage(customer.page);
      const inbox = new InboxPage(agent.page);
      await onPhone(page);
      await page.goto(`${line.url}/chat`);
      await new CustomerPage(page).start("Hello", name);
      await inbox.open();
      await inbox.accept(name);
      await expect(page.getByText("Here now")).toBeVisible();

      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Debugger.enable");
      for (const is_lost of [false, true]) {
        const wake = await putToSleep(page, devtools);
        // What a phone does to a connection that nobody listens to: neither end is told.
        if (is_lost) line.goSilent();
        const text = is_lost ? "And without a connection" : "While you were away";
        await inbox.chat.say(text);
        await wake();
        // By itself it would find out after fourteen seconds.
        await expect(chat.log.getByText(text)).toBeVisible({ timeout: 13_000 });
      }
      await expect(page.getByText("Here now")).toBeVisible();
      await expect(page.getByText("No connection.")).toBeHidden();
    } finally {
      await line.close();
    }
  },
);

test("the customer's page and the staff's install as web apps of their own", async ({ page }) => {
  const devtools = await page.context().newCDPSession(page);
  for (const { path, start, name } of [
    { path: "/chat", start: "/chat", name: "Parley" },
    { path: "/login", start: "/inbox", name: "Parley Inbox" },
  ]) {
    await page.goto(path);
    const { data, errors } = await devtools.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    expect(JSON.parse(data ?? "")).toMatchObject({ name, start_url: start, display: "standalone" });
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    // The browser of a test keeps nothing, and so installs nothing.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(["in-incognito"]);
  }
});
