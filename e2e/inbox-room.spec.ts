import { findings } from "./axe";
import { expect, test } from "./fixtures";
import { InboxPage } from "./pages/inbox-page";

test("an agent who has no room sees it at each chat that they could accept, and is told why", async ({
  browse,
  people,
  hand,
}) => {
  const agent = await people.agent({ max_concurrent_chats: 1 });
  const [first, second] = [await people.customer(), await people.customer()];
  await people.start(first);
  await people.start(second, { message: "Me too" });
  const inbox = new InboxPage(await browse(agent), hand);
  const { page } = inbox;
  await inbox.open();
  const accept = inbox.waiting(second.name).getByRole("button", { name: "Accept" });
  await expect(accept).toBeEnabled();
  await inbox.accept(first.name);
  await expect(inbox.own(first.name)).toBeVisible();
  await expect(accept).toBeDisabled();
  await expect(accept).toHaveAccessibleDescription(/^No room: end or release/);
  await hand.press(inbox.waiting(second.name).getByRole("button", { name: second.name }));
  await inbox.chat.expectLast("Me too");
  const in_chat = page
    .getByRole("region", { name: "Conversation" })
    .getByRole("button", { name: "Accept" });
  await expect(in_chat).toBeDisabled();
  await expect(in_chat).toHaveAccessibleDescription(/^You have no room/);
  // The key says it too.
  await page.keyboard.press("a");
  await expect(inbox.notice("You have 1 of 1 chats.")).toBeVisible();

  await hand.press(inbox.own(first.name).getByRole("button"));
  await inbox.end();
  await expect(accept).toBeEnabled();
});

test("a chat keeps its number over a reload, while it is the open one and when the one before it is gone", async ({
  agent,
  people,
  hand,
}) => {
  const [first, second] = [await people.customer(), await people.customer()];
  await people.start(first);
  await people.start(second);
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  const number = (of: { name: string }, figure: string) =>
    expect(inbox.own(of.name).getByRole("button")).toHaveAttribute("aria-keyshortcuts", figure);
  await inbox.accept(first.name);
  await number(first, "1");
  await inbox.accept(second.name);
  await number(second, "2");

  await agent.page.reload();
  await number(first, "1");
  await number(second, "2");

  await hand.press(inbox.own(first.name).getByRole("button"));
  await inbox.end();
  await expect(inbox.own(first.name)).toBeHidden();
  await agent.page.reload();
  await number(second, "2");
});

test("who waits in the queue is shown as gone once they close the page", {
  tag: "@pointer",
}, async ({ agent, people }) => {
  const customer = await people.customer();
  const session = await people.start(customer, { message: "Anybody?" });
  const socket = await customer.connect();
  await socket.ask("chat:join", { session_id: session.id });
  const inbox = new InboxPage(agent.page);
  await agent.page.goto(`/inbox?session=${session.id}`);
  await inbox.chat.expectLast("Anybody?");
  const conversation = agent.page.getByRole("region", { name: "Conversation" });
  await expect(conversation.getByText("Here now")).toBeVisible();
  socket.close();
  await expect(conversation.getByText("Left", { exact: true })).toBeVisible();
});

test("in a low window each list of an empty inbox can be scrolled by key", {
  tag: "@keyboard",
}, async ({ agent }) => {
  const inbox = new InboxPage(agent.page);
  await agent.page.setViewportSize({ width: 1280, height: 450 });
  await inbox.open();
  await expect(agent.page.getByText("Nobody is waiting.")).toBeVisible();
  expect(await findings(agent.page)).toEqual([]);
});

test("a notice covers nothing that one presses, on a phone, a tablet and a wide screen", {
  tag: "@pointer",
}, async ({ browse, people }) => {
  const agent = await people.agent({ max_concurrent_chats: 1 });
  const customers = [await people.customer(), await people.customer()];
  for (const customer of customers) await people.start(customer, { message: "Hello?" });
  const inbox = new InboxPage(await browse(agent));
  const { page } = inbox;
  await inbox.open();
  await inbox.accept(customers[0]?.name ?? "");
  await inbox.chat.expectLast("Hello?");
  await inbox.chat.type("Yes");
  await page.keyboard.press("Escape");
  for (const size of [
    { width: 360, height: 780 },
    { width: 768, height: 1024 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size);
    await page.keyboard.press("a");
    const notice = inbox.notice("You have 1 of 1 chats.");
    await expect(notice).toBeVisible();
    for (const name of ["End chat", "Release", "Send"]) {
      // Playwright looks whether the control itself would be hit.
      await page.getByRole("button", { name }).click({ trial: true });
    }
    await page
      .getByRole("region", { name: /^Notifications/ })
      .getByRole("button", { name: "Close" })
      .click();
    await expect(notice).toBeHidden();
  }
});
