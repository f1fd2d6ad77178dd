import { expect, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

test("a chat goes to a colleague who is there, with a note that the customer never sees (8)", async ({
  agent,
  browse,
  people,
  hand,
}) => {
  const customer = await people.customer();
  await people.start(customer, { message: "Where is it?" });
  const colleague = await people.agent();
  const full = await people.agent({ max_concurrent_chats: 0 });
  await full.connect();
  const absent = await people.agent();
  const inbox = new InboxPage(agent.page, hand);
  const other = new InboxPage(await browse(colleague), hand);
  const theirs = new CustomerPage(await browse(customer), hand);
  await theirs.open();
  await inbox.open();
  await other.open();
  await inbox.accept(customer.name);
  await expect(theirs.chat.comings).toContainText([`${agent.name} joined`]);

  await hand.press(inbox.transferButton);
  await expect(inbox.transferTo(full.name)).toBeDisabled();
  await expect(inbox.transferTo(absent.name)).toBeHidden();
  await hand.check(inbox.transferTo(colleague.name));
  await hand.fill(inbox.transferNote, "They ordered twice.");
  await hand.press(inbox.transferDialog.getByRole("button", { name: "Transfer" }));
  await expect(inbox.notice(`${colleague.name} has the chat`)).toBeVisible();
  await expect(inbox.page.getByRole("heading", { name: customer.name }).first()).toBeFocused();

  // Whoever gets it is told, reads the note and answers at once.
  await expect(other.notice(`You have a chat from ${agent.name}`)).toBeVisible();
  await hand.press(
    other.page
      .getByRole("region", { name: /^Notifications/ })
      .getByRole("button", { name: "Open" }),
  );
  await expect(other.chat.log).toContainText("They ordered twice.");
  await other.chat.say("It comes today.");

  // Names are isolated from the sentence: either may be written from right to left.
  const line = `\u2068${agent.name}\u2069 handed the chat to \u2068${colleague.name}\u2069`;
  await expect(theirs.chat.handed).toHaveText([line]);
  await theirs.chat.expectShown([
    { by: "me", text: "Where is it?" },
    { by: "other", text: "It comes today." },
  ]);
  await expect(theirs.page.getByRole("heading", { name: colleague.name })).toBeVisible();
  await theirs.page.reload();
  await expect(theirs.chat.handed).toHaveText([line]);
  await expect(theirs.chat.comings).toContainText([`${agent.name} joined`]);
  await expect(theirs.chat.comings).toHaveCount(1);

  // Who had it reads on, and cannot write.
  await inbox.chat.expectLast("It comes today.");
  await expect(inbox.chat.composer).toBeHidden();
  await expect(inbox.page.getByText(`${colleague.name} was handed this chat`)).toBeVisible();
});
