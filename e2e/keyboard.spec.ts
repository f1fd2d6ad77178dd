import type { Locator } from "@playwright/test";
import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

/** Far more than there are stops on a page: a control that none of them reaches is out of reach. */
const MOST_STOPS = 40;

/** Goes from control to control until this one has the focus. */
async function tabTo(control: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const { keyboard } = control.page();
  const isFocused = () => control.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await isFocused()) return;
    await keyboard.press(key);
  }
  throw new Error(`${control} is not reached with ${key}.`);
}

test("a customer starts a chat, writes and ends it with the keyboard alone", async ({
  customer: { page },
  agent,
}) => {
  const customer = new CustomerPage(page);
  const name = newName("Customer");
  await customer.open();
  await expect(customer.startButton).toBeEnabled();
  await tabTo(customer.question);
  await page.keyboard.type("No mouse here");
  await tabTo(page.getByRole("textbox", { name: "Your name" }));
  await page.keyboard.type(name);
  await tabTo(customer.startButton);
  await page.keyboard.press("Enter");

  await expect(customer.chat.composer).toBeFocused();
  await page.keyboard.type("One line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("and another");
  await page.keyboard.press("Enter");
  await customer.chat.expectShown([
    { by: "me", text: "No mouse here" },
    { by: "me", text: "One line\nand another" },
  ]);
  // The focus has stayed where one goes on writing.
  await expect(customer.chat.composer).toBeFocused();

  const inbox = new InboxPage(agent.page);
  await inbox.open();
  await inbox.accept(name);
  await expect(page.getByRole("heading", { name: agent.name })).toBeVisible();
  await tabTo(page.getByRole("button", { name: "End chat" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "End this chat?" });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  // Not yet, after all: back to the text, and then to the end again.
  await tabTo(customer.chat.composer);
  await tabTo(page.getByRole("button", { name: "End chat" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(dialog.getByRole("button", { name: "End chat" }));
  await page.keyboard.press("Enter");
  await expect(customer.ended).toBeVisible();
});

test("an agent accepts, answers, goes from chat to chat, releases and ends with the keyboard alone", async ({
  agent,
  people,
}) => {
  const first = await people.customer();
  const second = await people.customer();
  await people.start(first, { message: "First" });
  await people.start(second, { message: "Second" });
  const inbox = new InboxPage(agent.page);
  const { keyboard } = agent.page;
  await inbox.open();
  await expect(inbox.waiting(second.name)).toBeVisible();

  await keyboard.press("a");
  await expect(inbox.own(first.name)).toBeVisible();
  await expect(inbox.chat.composer).toBeFocused();
  await inbox.chat.expectLast("First");
  await keyboard.type("an answer with a, e and r in it");
  await keyboard.press("Enter");
  await inbox.chat.expectLast("an answer with a, e and r in it");

  await keyboard.press("Escape");
  await keyboard.press("a");
  await inbox.chat.expectLast("Second");
  await expect(inbox.chat.composer).toBeFocused();
  await keyboard.press("Escape");
  // A chat keeps its number where its row goes: who waits for an answer is above who has one.
  await expect(inbox.active.getByRole("listitem").first()).toHaveAccessibleName(second.name);
  const first_row = inbox.own(first.name).getByRole("button");
  await expect(first_row).toHaveAttribute("aria-keyshortcuts", "1");
  await keyboard.press("1");
  await inbox.chat.expectLast("an answer with a, e and r in it");
  await keyboard.press("k");
  await inbox.chat.expectLast("Second");

  const row = inbox.own(second.name).getByRole("button");
  await expect(row).toBeFocused();
  await keyboard.press("r");
  const release = agent.page.getByRole("alertdialog", { name: "Release this chat?" });
  await expect(release.getByRole("button", { name: "Release" })).toBeFocused();
  // Not after all: back to where one was.
  await keyboard.press("Escape");
  await expect(row).toBeFocused();
  await keyboard.press("r");
  await expect(release.getByRole("button", { name: "Release" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(inbox.waiting(second.name)).toBeVisible();
  // Its row has left the list: the focus is where the chat is.
  await expect(agent.page.getByRole("heading", { name: second.name })).toBeFocused();

  await tabTo(inbox.own(first.name).getByRole("button"));
  await keyboard.press("Enter");
  await inbox.chat.expectLast("an answer with a, e and r in it");
  await expect(inbox.chat.composer).toBeFocused();
  await keyboard.press("Escape");
  await keyboard.press("e");
  const end = agent.page.getByRole("alertdialog", { name: "End this chat?" });
  await expect(end.getByRole("button", { name: "End", exact: true })).toBeFocused();
  await keyboard.press("Enter");
  await expect(inbox.ended).toBeVisible();
  await expect(agent.page.getByRole("heading", { name: first.name })).toBeFocused();
  await keyboard.press("?");
  await expect(agent.page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await keyboard.press("Escape");
  await expect(agent.page.getByRole("heading", { name: first.name })).toBeFocused();
});

test("an agent finds a chat by its words, and goes to who waits longest, with the keyboard alone", async ({
  agent,
  people,
}) => {
  const [lamp, chair, desk] = [
    await people.customer(),
    await people.customer(),
    await people.customer(),
  ];
  await people.start(lamp, { subject: "Broken lamp", message: "It fell" });
  await people.start(chair, { subject: "Blue chair", message: "Is it back" });
  await people.start(desk, { subject: "Oak desk", message: "It scratches" });
  const inbox = new InboxPage(agent.page);
  const { keyboard } = agent.page;
  await inbox.open();
  await expect(inbox.waiting(desk.name)).toBeVisible();

  await keyboard.press("/");
  await expect(inbox.search).toBeFocused();
  await keyboard.type("BLUE back");
  await expect(inbox.waiting(chair.name)).toBeVisible();
  await expect(inbox.waiting(lamp.name)).toBeHidden();
  await keyboard.type(" nothing");
  await expect(inbox.queue.getByText("Nobody in the queue matches.")).toBeVisible();
  await keyboard.press("Escape");
  await expect(inbox.search).toHaveValue("");
  await expect(inbox.waiting(lamp.name)).toBeVisible();
  await keyboard.press("Escape");
  await expect(inbox.search).not.toBeFocused();

  for (const { name } of [lamp, chair]) {
    await keyboard.press("a");
    await expect(inbox.own(name)).toBeVisible();
    await expect(inbox.chat.composer).toBeFocused();
    await keyboard.press("Escape");
  }
  await inbox.chat.expectLast("Is it back");
  await keyboard.press("n");
  await inbox.chat.expectLast("It fell");
  await expect(inbox.chat.composer).toBeFocused();
  await keyboard.type("We send another");
  await keyboard.press("Enter");
  await inbox.chat.expectLast("We send another");
  await keyboard.press("Escape");
  await keyboard.press("n");
  await inbox.chat.expectLast("Is it back");
  // Nobody else waits: the way there is closed.
  await expect(inbox.nextWaiting).toBeDisabled();
});

test("an agent finds actions and chats in the palette with the keyboard alone", async ({
  agent,
  people,
}) => {
  const [lamp, chair] = [await people.customer(), await people.customer("Zoë Ångström")];
  await people.start(lamp, { subject: "Broken lamp", message: "It fell" });
  await people.start(chair, { subject: "Blue chair", message: "Is it back" });
  const inbox = new InboxPage(agent.page);
  const { keyboard } = agent.page;
  await inbox.open();
  await expect(inbox.waiting(chair.name)).toBeVisible();

  await keyboard.press("Control+k");
  await expect(inbox.palette).toBeFocused();
  await keyboard.type("angs");
  await expect(inbox.commands).toHaveText([/Zoë Ångström.*Blue chair/s]);
  await keyboard.press("Enter");
  await inbox.chat.expectLast("Is it back");
  await keyboard.press("Control+k");
  await keyboard.type("accept this");
  await keyboard.press("Enter");
  await expect(inbox.own(chair.name)).toBeVisible();
  await expect(inbox.chat.composer).toBeFocused();

  // Also from where one types; and what was being typed is where the focus comes back to.
  await keyboard.type("Half a sen");
  await keyboard.press("Control+k");
  await expect(inbox.palette).toBeFocused();
  // What was used last is first.
  await expect(inbox.commands.first()).toContainText(chair.name);
  await keyboard.type("no such thing at all");
  await expect(inbox.commands).toHaveCount(0);
  await expect(agent.page.getByText("Nothing matches.")).toBeVisible();
  await keyboard.press("Escape");
  await expect(inbox.palette).toBeHidden();
  await expect(inbox.chat.composer).toBeFocused();
  await keyboard.type("tence");
  await expect(inbox.chat.composer).toHaveValue("Half a sentence");

  await keyboard.press("Control+k");
  await keyboard.type("busy");
  await keyboard.press("Enter");
  await expect(inbox.status).toHaveValue("busy");
  await keyboard.press("Control+k");
  await keyboard.type("end this");
  await keyboard.press("Enter");
  await expect(agent.page.getByRole("alertdialog", { name: "End this chat?" })).toBeVisible();
});

test("the palette finds closed chats on the server, and says so while it looks and where it cannot", async ({
  agent,
  people,
}) => {
  const customer = await people.customer("Zoë Ångström");
  const { id } = await people.start(customer, { subject: "Blue chair", message: "Is it back" });
  await agent.ask(`POST /api/live-chat/${id}/accept`);
  await agent.ask(`POST /api/live-chat/${id}/end`);
  const inbox = new InboxPage(agent.page);
  const { page } = agent;
  await inbox.open();
  await expect(page.getByText("Nobody is waiting.")).toBeVisible();

  const searches = (url: URL) => url.searchParams.has("q");
  await page.route(searches, (route) => route.abort());
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ångs");
  await expect(page.getByText("Your closed chats could not be searched.")).toBeVisible();
  await page.unroute(searches);
  let answer = () => {};
  const asked = new Promise<void>((done) => {
    answer = done;
  });
  await page.route(searches, async (route) => {
    await asked;
    await route.continue();
  });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Looking through your closed chats")).toBeVisible();
  answer();
  await expect(inbox.commands).toHaveText([/Zoë Ångström.*Blue chair/s]);
  await inbox.palette.press("Enter");
  await inbox.chat.expectLast("Is it back");
  await expect(inbox.ended).toBeVisible();
});
