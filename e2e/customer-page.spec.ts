import type { Page } from "@playwright/test";
import { expect, newName, test } from "./fixtures";
import { type Hand, reach } from "./hand";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { dataOf, outcomeOf } from "./rest";

/** What is known of the staff may be three seconds old, and somebody who left is there a while longer. */
const SOON = { timeout: 15_000 };

/** The customer looks elsewhere and back, as often as it takes until the page says this. */
async function comesToSay(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect(page.getByText(text)).toBeVisible({ timeout: 1000 });
  }).toPass(SOON);
}

// Its twin would only wait for the same: by key a status is chosen in signs.spec.ts.
test("whether anybody is there is said before one writes, and while one waits", {
  tag: "@pointer",
}, async ({ customer: { page }, agent, hand }) => {
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
  await customer.open();
  await comesToSay(page, "Nobody is here right now. Leave your message");
  await inbox.open();
  await comesToSay(page, "We are here.");
  await hand.choose(inbox.status, "Busy");
  await comesToSay(page, "We are here, and all busy at the moment.");
  // Nothing of the staff is told but that.
  await expect(page.getByText(agent.name)).toBeHidden();

  await customer.start("Is anybody there?");
  await expect(customer.place(1)).toBeVisible();
  await expect(customer.queue).not.toContainText("Nobody is here");
  await agent.page.goto("about:blank");
  await comesToSay(page, "Nobody is here right now. Your chat keeps its place");
});

test("the start page opens and takes a chat also where it cannot say whether anybody is there", async ({
  customer: { page },
  hand,
}) => {
  await page.route("**/api/live-chat/availability", (route) => route.abort());
  const customer = new CustomerPage(page, hand);
  await customer.open();
  await expect(customer.startButton).toBeEnabled();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText(/Nobody is here|We are here/)).toBeHidden();
  await customer.start("Hello");
  await expect(customer.place(1)).toBeVisible();
});

/** Counts the sounds of the page, and lets the test say whether anybody looks at it. */
async function listen(page: Page) {
  await page.addInitScript(() => {
    const heard = { sounds: 0, devices: 0, is_looked_at: true };
    Object.assign(window, { heard });
    const Device = AudioContext;
    window.AudioContext = class extends Device {
      constructor() {
        super();
        heard.devices++;
      }
    };
    document.hasFocus = () => heard.is_looked_at;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      heard.sounds++;
      start.call(this, when);
    };
  });
  type Heard = { heard: { sounds: number; devices: number; is_looked_at: boolean } };
  return {
    devices: () => page.evaluate(() => (window as unknown as Heard).heard.devices),
    sounds: () => page.evaluate(() => (window as unknown as Heard).heard.sounds),
    look: (is_looked_at: boolean) =>
      page.evaluate((looked) => {
        (window as unknown as Heard).heard.is_looked_at = looked;
        window.dispatchEvent(new Event(looked ? "focus" : "blur"));
      }, is_looked_at),
  };
}

test("a message sounds when nobody looks, not while one does, not one's own, and not where it is turned off", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const { sounds, look } = await listen(page);
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
  const name = newName("Customer");
  await customer.open();
  await customer.start("Hello?", name);
  await inbox.open();
  await inbox.accept(name);
  await inbox.chat.paste("A long one\n".repeat(80).trim());
  await expect(customer.chat.log).toContainText("A long one");
  await customer.chat.log.evaluate((log) => log.scrollTo(0, 0));
  await inbox.chat.say("One, further down than you look");
  await expect(page).toHaveTitle("(1) Parley");
  expect(await sounds()).toBe(0);
  await hand.press(page.getByRole("button", { name: "1 new message" }));
  await expect(page).toHaveTitle("Parley");

  await look(false);
  await inbox.chat.say("Two, while you do not");
  await expect(page).toHaveTitle("(1) Parley");
  await expect.poll(sounds).toBeGreaterThan(0);
  const once = await sounds();
  await look(true);
  await expect(page).toHaveTitle("Parley");
  await look(false);
  await customer.chat.say("My own");
  await inbox.chat.expectLast("My own");
  expect(await sounds()).toBe(once);

  // It is remembered.
  await look(true);
  await hand.press(page.getByRole("button", { name: "Menu" }));
  const sound = page.getByRole("menuitemcheckbox", { name: "Sound for new messages" });
  await expect(sound).toHaveAttribute("aria-checked", "true");
  await expect(sound).toBeFocused();
  await hand.press(sound);
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
  await look(false);
  await inbox.chat.say("Two and a half, in silence");
  await expect(page).toHaveTitle("(1) Parley");
  expect(await sounds()).toBe(once);
  await look(true);
  await page.reload();
  await customer.chat.expectLast("Two and a half, in silence");
  await page.keyboard.press("Shift");
  await look(false);
  await inbox.chat.say("Three, in silence");
  await expect(page).toHaveTitle("(1) Parley");
  expect(await sounds()).toBe(0);
  await hand.press(page.getByRole("button", { name: "Menu" }));
  await expect(sound).toHaveAttribute("aria-checked", "false");
});

test("the e-mail that a guest leaves is there for the agent, and the start needs no pointer", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
  const name = newName("Customer");
  await customer.open();
  await hand.fill(page.getByRole("textbox", { name: "Your name" }), name);
  await hand.fill(page.getByRole("textbox", { name: "Your e-mail" }), "gus@example.org");
  await hand.fill(page.getByRole("textbox", { name: "How can we help?" }), "Where is my order?");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(customer.chat.log).toContainText("Where is my order?");
  await inbox.open();
  await inbox.accept(name);
  const details = agent.page.getByRole("complementary", { name: "Customer" });
  await expect(details.getByText("gus@example.org")).toBeVisible();
});

for (const [way, start] of [
  ["the button", ({ startButton }, hand) => hand.press(startButton)],
  ["its key", ({ question }, hand) => hand.strike(question, "ControlOrMeta+Enter")],
] satisfies [string, (customer: CustomerPage, hand: Hand) => Promise<void>][]) {
  test(`what is written before the page is alive is kept, and ${way} starts one chat of it`, async ({
    customer: { page },
    agent,
    hand,
  }) => {
    const customer = new CustomerPage(page, hand);
    const inbox = new InboxPage(agent.page, hand);
    const name = newName("Customer");
    let letScriptsGo = () => {};
    const are_let_go = new Promise<void>((resolve) => {
      letScriptsGo = resolve;
    });
    await page.route("**/*.js", async (route) => {
      await are_let_go;
      await route.continue();
    });
    await page.goto("/chat", { waitUntil: "commit" });
    await hand.fill(page.getByRole("textbox", { name: "Your name" }), name);
    await hand.fill(customer.question, "Is this too early?");
    await start(customer, hand);
    await start(customer, hand);
    letScriptsGo();
    await customer.chat.expectLast("Is this too early?");
    await inbox.open();
    await expect(inbox.waiting(name)).toHaveCount(1);
  });
}

test("nothing sounds before somebody has used the page", async ({
  agent,
  people,
  browse,
  hand,
}) => {
  const guest = await people.customer();
  const { id } = await people.start(guest, { message: "Hello" });
  const page = await browse(guest);
  const { sounds, devices, look } = await listen(page);
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(guest.name);
  await page.goto(`/chat?session=${id}`);
  await expect(new CustomerPage(page, hand).chat.composer).toBeFocused();
  await look(false);
  await inbox.chat.say("Are you there?");
  await expect(page).toHaveTitle("(1) Parley");
  expect(await sounds()).toBe(0);
  // The browser complains of one that is made too early.
  expect(await devices()).toBe(0);
  await page.keyboard.press("Shift");
  await expect.poll(devices).toBe(1);
});

test("the keys of the menu", { tag: "@keyboard" }, async ({ customer: { page }, hand }) => {
  const customer = new CustomerPage(page, hand);
  await customer.open();
  await customer.start("A question");
  const button = page.getByRole("button", { name: "Menu" });
  const menu = page.getByRole("menu", { name: "Menu" });
  await reach(button);
  await page.keyboard.press("ArrowDown");
  await expect(menu.locator('[role^="menuitem"]').first()).toBeFocused();
  // By its first letter; there are several with the same.
  await page.keyboard.press("s");
  await expect(menu.getByRole("menuitem", { name: "Sign in" })).toBeFocused();
  await page.keyboard.press("s");
  await expect(menu.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(menu.locator('[role^="menuitem"]').first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(menu.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();

  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "Sign out?" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test("a press beside the menu closes it", { tag: "@pointer" }, async ({
  customer: { page },
  hand,
}) => {
  const customer = new CustomerPage(page, hand);
  await customer.open();
  await customer.start("A question");
  await hand.press(page.getByRole("button", { name: "Menu" }));
  const menu = page.getByRole("menu", { name: "Menu" });
  await expect(menu).toBeVisible();
  await hand.press(page.getByRole("heading").first());
  await expect(menu).toBeHidden();
});

test("a link leads where it says, safely, and a few emoji alone are large", async ({
  customer: { page },
  hand,
}) => {
  const customer = new CustomerPage(page, hand);
  await customer.open();
  await customer.start("See https://a.example/b_(c), or mail ada@a.example.");
  const link = customer.chat.log.getByRole("link", {
    name: "https://a.example/b_(c)",
    exact: true,
  });
  await expect(link).toHaveAttribute("href", "https://a.example/b_(c)");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(customer.chat.log.getByRole("link", { name: "ada@a.example" })).toHaveAttribute(
    "href",
    "mailto:ada@a.example",
  );
  await customer.chat.paste("👍🏽");
  await customer.chat.expectLast("👍🏽");
  const height = async (text: string) =>
    (await customer.chat.log.getByText(text, { exact: true }).boundingBox())?.height ?? 0;
  await customer.chat.paste("👍🏽 yes");
  await customer.chat.expectLast("👍🏽 yes");
  expect(await height("👍🏽")).toBeGreaterThan((await height("👍🏽 yes")) * 1.4);
});

test("a customer with an account changes its password, and is signed out elsewhere", async ({
  customer: { page },
  browse,
  people,
  hand,
}) => {
  const name = newName("Customer");
  const account = {
    name,
    email: `${name.replace(" ", "-").toLowerCase()}@parley.test`,
    password: "a password of theirs",
  };
  const { token } = dataOf(
    await people.admin.ask<{ token: string }>("POST /api/auth/register", account),
  );
  const elsewhere = await browse({ ...people.admin, side: "customer", token });
  await elsewhere.goto("/chat");
  await expect(elsewhere.getByText(name)).toBeVisible();

  const own = new CustomerPage(page, hand);
  await own.open();
  await hand.press(page.getByRole("button", { name: "Sign in" }));
  const signing = page.getByRole("dialog", { name: "Sign in" });
  await hand.fill(signing.getByRole("textbox", { name: "E-mail" }), account.email);
  await hand.fill(signing.getByRole("textbox", { name: "Password" }), account.password);
  await hand.press(signing.getByRole("button", { name: "Sign in", exact: true }));
  const menu = page.getByRole("button", { name: "Menu", disabled: false });
  await hand.press(menu);
  await page.getByRole("menuitem", { name: "Change password" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Change password" });
  const [now, next] = [
    dialog.getByRole("textbox", { name: "Password now" }),
    dialog.getByRole("textbox", { name: "New password" }),
  ];
  const change = dialog.getByRole("button", { name: "Change password" });
  await hand.press(change);
  await expect(dialog.getByText("Enter the password that you have now.")).toBeVisible();
  await expect(now).toBeFocused();
  await hand.fill(now, "not that one");
  await hand.fill(next, "another password");
  await hand.press(change);
  await expect(dialog.getByText("The password is wrong.")).toBeVisible();
  await hand.fill(now, account.password);
  await hand.press(change);
  const done = page.getByRole("dialog", { name: "Your password is changed" });
  await hand.press(done.getByRole("button", { name: "Done" }));
  await expect(done).toBeHidden();

  await elsewhere.reload();
  await expect(elsewhere.getByText(name)).toBeHidden();
  await expect(elsewhere.getByRole("button", { name: "Sign in" })).toBeVisible();
  const { email, password } = account;
  const by_old = await people.admin.ask("POST /api/auth/token", { email, password });
  expect(outcomeOf(by_old)).toBe("UNAUTHENTICATED");
});
