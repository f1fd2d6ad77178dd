import type { BrowserContext, Page, WebSocketRoute } from "@playwright/test";
import { type Line, openLine } from "@/testing/line";
import { test as base, expect, newName } from "./fixtures";
import type { Hand } from "./hand";
import { test as homeTest } from "./home";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { ADMIN_SETTINGS } from "./server";

/** The network of the customer's browser, which can be cut and can go dead; the agent's is another. */
const test = base.extend<{ line: Line }>({
  line: async ({ server }, use) => {
    const line = await openLine(server.url);
    await use(line);
    await line.close();
  },
});

const FOUR = ["One", "Two", "Three", "Four"];
const mine = (texts: string[]) => texts.map((text) => ({ by: "me" as const, text }));
const theirs = (texts: string[]) => texts.map((text) => ({ by: "other" as const, text }));

/** A connection that is lost is tried every few seconds. */
const BACK = { timeout: 15_000 };

/**
 * All that one does in these is to write, which the first story's twin does by key. Theirs would
 * only wait for the same faults once more.
 */
const FOR_ITS_FAULT = { tag: "@pointer" };

const WAITS = "Will be sent when the connection is back";

/** A chat that the agent has accepted; the customer is on the other side of the line. */
async function openChat(customer_page: Page, line: Line, agent_page: Page, hand: Hand) {
  const name = newName("Customer");
  const customer = new CustomerPage(customer_page, hand);
  const inbox = new InboxPage(agent_page, hand);
  await customer_page.goto(`${line.url}/chat`);
  await customer.start("Hello", name);
  await inbox.open();
  await inbox.accept(name);
  await inbox.chat.expectLast("Hello");
  return { customer, inbox };
}

/** The browser's own page says that there is no network. */
async function reloadInVain(page: Page): Promise<void> {
  await expect(page.reload()).rejects.toThrow();
  await page.waitForURL(/^chrome-error:/);
}

/** The page's sockets alone can be cut: its pages and calls come through. */
async function cuttable(page: Page): Promise<(is_cut: boolean) => void> {
  const sockets = new Set<WebSocketRoute>();
  let is_cut = false;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (is_cut) return void socket.close();
    socket.connectToServer();
    sockets.add(socket);
  });
  await page.route(/socket\.io/, (route) => (is_cut ? route.abort() : route.continue()));
  return (cuts) => {
    is_cut = cuts;
    if (cuts) for (const socket of sockets) void socket.close();
  };
}

/** How many messages this browser keeps in its database. */
const unsentIn = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("parley");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const count = opening.result.transaction("unsent").objectStore("unsent").count();
          count.onsuccess = () => resolve(count.result);
          count.onerror = () => reject(count.error);
        };
      }),
  );

/** Another tab of the same browser, on the same chat. */
async function openTab(
  context: BrowserContext,
  like: CustomerPage,
  hand: Hand,
): Promise<CustomerPage> {
  const tab = new CustomerPage(await context.newPage(), hand);
  await tab.page.goto(like.page.url());
  await tab.chat.expectLast("Hello");
  return tab;
}

test("four messages written without a network outlast a reload, and arrive once and in order (1, 2, 5)", async ({
  customer: { page },
  agent,
  line,
  hand,
}) => {
  const { customer, inbox } = await openChat(page, line, agent.page, hand);
  line.refuse();
  for (const text of FOUR) await customer.chat.say(text);
  await customer.chat.expectShown(mine(["Hello", ...FOUR]));
  await expect(customer.chat.log.getByText(WAITS)).toHaveCount(4);
  await customer.chat.type("And a fif");
  await reloadInVain(page);

  line.restore();
  await page.goto(`${line.url}/chat`);
  await inbox.chat.expectShown(theirs(["Hello", ...FOUR]));
  await customer.chat.expectShown(mine(["Hello", ...FOUR]));
  await expect(customer.chat.receipt("Seen")).toBeVisible();
  await expect(customer.chat.composer).toHaveValue("And a fif");
  // Nothing comes after them, here or there: a fresh load has the same.
  for (const shown of [customer, inbox]) await shown.page.reload();
  await customer.chat.expectShown(mine(["Hello", ...FOUR]));
  await inbox.chat.expectShown(theirs(["Hello", ...FOUR]));
});

test(
  "what waits is on the screen again after a reload, also while only the page comes through (5)",
  FOR_ITS_FAULT,
  async ({ customer: { page }, agent, line, hand }) => {
    const cut = await cuttable(page);
    const { customer, inbox } = await openChat(page, line, agent.page, hand);
    cut(true);
    for (const text of FOUR) await customer.chat.say(text);
    await expect(customer.chat.log.getByText(WAITS)).toHaveCount(4);

    await page.reload();
    await expect(page.getByText(WAITS)).toHaveCount(4);
    await expect(page.getByText("No connection.")).toBeVisible({ timeout: 8000 });
    await page.getByText("Three", { exact: true }).waitFor();
    cut(false);
    await expect(page.getByText("No connection.")).toBeHidden(BACK);
    await inbox.chat.expectShown(theirs(["Hello", ...FOUR]));
    await customer.chat.expectShown(mine(["Hello", ...FOUR]));
  },
);

test(
  "a connection that looks alive and is dead is replaced well within a minute, and nothing is lost (4, 5)",
  FOR_ITS_FAULT,
  async ({ customer: { page }, agent, line, hand }) => {
    const { customer, inbox } = await openChat(page, line, agent.page, hand);
    line.goSilent();
    // The customer does nothing: nothing of theirs can tell.
    await inbox.chat.say("Are you there?");
    await expect
      .poll(async () => (await customer.chat.shown()).at(-1)?.text, { timeout: 20_000 })
      .toBe("Are you there?");

    line.goSilent();
    await customer.chat.say("I am");
    await expect(customer.chat.log.getByText("Sending")).toBeVisible();
    await expect(inbox.chat.log.getByText("I am", { exact: true })).toBeVisible(BACK);
    await customer.chat.expectShown([
      ...mine(["Hello"]),
      ...theirs(["Are you there?"]),
      ...mine(["I am"]),
    ]);
  },
);

test(
  "a page that wakes up or hears of another network asks at once whether its connection lives",
  FOR_ITS_FAULT,
  async ({ customer: { page }, agent, line, hand }) => {
    const { customer, inbox } = await openChat(page, line, agent.page, hand);
    for (const event of ["offline", "online", "pageshow"]) {
      const dialed = line.dialed();
      line.goSilent();
      await page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
      // By itself it would ask after ten seconds.
      await expect.poll(() => line.dialed(), { timeout: 8000 }).toBeGreaterThan(dialed);
      await customer.chat.say(`After ${event}`);
      await inbox.chat.expectLast(`After ${event}`);
    }
    await customer.chat.expectShown(
      mine(["Hello", "After offline", "After online", "After pageshow"]),
    );
  },
);

test(
  "what a closed tab has left is sent by another one, once (2, 5)",
  FOR_ITS_FAULT,
  async ({ customer: { page }, agent, line, hand }) => {
    const { customer, inbox } = await openChat(page, line, agent.page, hand);
    const other = await openTab(page.context(), customer, hand);
    line.refuse();
    await customer.chat.say("From the first tab");
    await other.chat.say("From the second");
    for (const tab of [customer, other]) {
      await tab.chat.expectShown(mine(["Hello", "From the first tab", "From the second"]));
      await expect(tab.chat.log.getByText(WAITS)).toHaveCount(2);
    }
    await page.close();
    line.restore();
    await expect(other.chat.log.getByText(WAITS)).toHaveCount(0, BACK);
    await inbox.chat.expectShown(theirs(["Hello", "From the first tab", "From the second"]));
    await other.chat.expectShown(mine(["Hello", "From the first tab", "From the second"]));
  },
);

test("two tabs of one customer show the same: what one sends, deletes and has read (4)", async ({
  customer: { page },
  agent,
  line,
  hand,
}) => {
  const { customer, inbox } = await openChat(page, line, agent.page, hand);
  const other = await openTab(page.context(), customer, hand);
  await customer.chat.say("From here");
  await other.chat.expectLast("From here");
  await other.chat.say("And from there");
  await customer.chat.expectLast("And from there");
  await inbox.chat.say("Hello both");
  for (const tab of [customer, other]) {
    await tab.chat.expectShown([
      ...mine(["Hello", "From here", "And from there"]),
      ...theirs(["Hello both"]),
    ]);
    await expect(tab.page).toHaveTitle("Parley");
  }

  line.refuse();
  await customer.chat.say("Too late");
  await inbox.end();
  line.restore();
  for (const tab of [customer, other]) {
    await expect(tab.chat.log.getByText("Not sent. This chat has ended.")).toBeVisible(BACK);
  }
  await hand.press(other.page.getByRole("button", { name: "Delete" }));
  for (const tab of [customer, other]) {
    await expect(tab.chat.log.getByText("Too late")).toBeHidden();
    await tab.page.reload();
    await expect(tab.ended).toBeVisible();
    await expect(tab.page.getByText("Too late")).toBeHidden();
  }
});

test("what was not sent is gone with the sign-out", async ({ customer, agent, line, hand }) => {
  const cut = await cuttable(agent.page);
  const { inbox } = await openChat(customer.page, line, agent.page, hand);
  cut(true);
  await inbox.chat.say("For nobody");
  await expect(agent.page.getByText(WAITS)).toBeVisible();
  await expect.poll(() => unsentIn(agent.page)).toBe(1);
  await hand.press(agent.page.getByRole("button", { name: "Your account" }));
  await hand.press(agent.page.getByRole("menuitem", { name: "Sign out" }));
  await expect(agent.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(await unsentIn(agent.page)).toBe(0);
});

homeTest(
  "four messages written while the server is dead outlast a reload, and arrive once and in order (1, 2, 5)",
  FOR_ITS_FAULT,
  async ({ home, page, hand }) => {
    homeTest.setTimeout(60_000);
    const first = await home.start(ADMIN_SETTINGS);
    const customer = new CustomerPage(page, hand);
    await page.goto(`${first.url}/chat`);
    await customer.start("Hello");
    await first.end("SIGKILL");
    for (const text of FOUR) await customer.chat.say(text);
    await expect(customer.chat.log.getByText(WAITS)).toHaveCount(4);
    await reloadInVain(page);

    await home.start({ ...ADMIN_SETTINGS, PORT: new URL(first.url).port });
    await page.goto(`${first.url}/chat`);
    await customer.chat.expectShown(mine(["Hello", ...FOUR]));
    await expect(customer.chat.receipt("Sent")).toBeVisible();
    await page.reload();
    await customer.chat.expectShown(mine(["Hello", ...FOUR]));
  },
);
