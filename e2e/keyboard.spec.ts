import { expect, newName, test } from "./fixtures";
import { closeByEscape, reach } from "./hand";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

// That all can be done by key is told by the twins of the other stories; here it is about the keys
// themselves, and about where the focus goes by itself.

test("the focus is where a customer goes on: in the text, and back at what they left", {
  tag: "@keyboard",
}, async ({ customer: { page }, agent, hand }) => {
  const customer = new CustomerPage(page, hand);
  const name = newName("Customer");
  await customer.open();
  await customer.start("No mouse here", name);
  await expect(customer.chat.composer).toBeFocused();
  await page.keyboard.type("One line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("and another");
  await page.keyboard.press("Enter");
  await customer.chat.expectShown([
    { by: "me", text: "No mouse here" },
    { by: "me", text: "One line\nand another" },
  ]);
  await expect(customer.chat.composer).toBeFocused();

  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(name);
  await expect(page.getByRole("heading", { name: agent.name })).toBeVisible();
  const button = page.getByRole("button", { name: "End chat" });
  const dialog = page.getByRole("alertdialog", { name: "End this chat?" });
  await reach(button);
  // Each time, and however quickly: the Escape follows on the heels of the Enter.
  for (let time = 0; time < 5; time++) {
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(button).toBeFocused();
  }
});

test("an agent accepts, answers, goes from chat to chat, releases and ends by key", {
  tag: "@keyboard",
}, async ({ agent, people, hand }) => {
  const first = await people.customer();
  const second = await people.customer();
  await people.start(first, { message: "First" });
  await people.start(second, { message: "Second" });
  const inbox = new InboxPage(agent.page, hand);
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
  await keyboard.press("t");
  await closeByEscape(inbox.transferDialog);
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

  await hand.press(inbox.own(first.name).getByRole("button"));
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
  await closeByEscape(agent.page.getByRole("dialog", { name: "Keys" }));
  await expect(agent.page.getByRole("heading", { name: first.name })).toBeFocused();
});

test("an agent finds a chat by its words, and goes to who waits longest, by key", {
  tag: "@keyboard",
}, async ({ agent, people, hand }) => {
  const [lamp, chair, desk] = [
    await people.customer(),
    await people.customer(),
    await people.customer(),
  ];
  await people.start(lamp, { subject: "Broken lamp", message: "It fell" });
  await people.start(chair, { subject: "Blue chair", message: "Is it back" });
  await people.start(desk, { subject: "Oak desk", message: "It scratches" });
  const inbox = new InboxPage(agent.page, hand);
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

test("an agent finds actions and chats in the palette by key", { tag: "@keyboard" }, async ({
  agent,
  people,
  hand,
}) => {
  const [lamp, chair] = [await people.customer(), await people.customer("Zoë Ångström")];
  await people.start(lamp, { subject: "Broken lamp", message: "It fell" });
  await people.start(chair, { subject: "Blue chair", message: "Is it back" });
  const inbox = new InboxPage(agent.page, hand);
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
  hand,
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
  await hand.press(page.getByRole("button", { name: "Try again" }));
  await expect(page.getByText("Looking through your closed chats")).toBeVisible();
  answer();
  await expect(inbox.commands).toHaveText([/Zoë Ångström.*Blue chair/s]);
  await inbox.palette.press("Enter");
  await inbox.chat.expectLast("Is it back");
  await expect(inbox.ended).toBeVisible();
});
