import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

test("in a chat that has ended nobody writes; the customer starts another and finds the earlier one (7)", async ({
  customer: { page },
  agent,
}) => {
  const customer = new CustomerPage(page);
  const inbox = new InboxPage(agent.page);
  const name = newName("Customer");
  await customer.open();
  await customer.start("The first question", name);
  await inbox.open();
  await inbox.accept(name);
  await inbox.chat.say("The first answer");
  await customer.chat.expectLast("The first answer");

  await customer.end();
  await expect(customer.ended).toBeVisible();
  await expect(customer.chat.composer).toBeHidden();
  await expect(inbox.ended).toBeVisible();
  await expect(inbox.chat.composer).toBeHidden();
  await expect(inbox.own(name)).toBeHidden();

  await customer.startNewButton.click();
  await expect(customer.earlier("The first question")).toBeVisible();
  await customer.start("The second question");
  await expect(customer.place(1)).toBeVisible();
  // They are the same guest: no name is asked for again.
  await expect(inbox.waiting(name)).toContainText("The second question");

  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Earlier chats" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "The first question" }).click();
  await customer.chat.expectShown([
    { by: "me", text: "The first question" },
    { by: "other", text: "The first answer" },
  ]);
  await expect(customer.chat.composer).toBeHidden();
  await page.getByRole("button", { name: "Back to your open chat" }).click();
  await customer.chat.expectLast("The second question");
  await expect(customer.chat.composer).toBeVisible();
});

test("the agent finds a chat that has ended among the closed ones and can read it", async ({
  agent,
  people,
}) => {
  const customer = await people.customer();
  await people.start(customer, { message: "Short question" });
  const inbox = new InboxPage(agent.page);
  await inbox.open();
  await inbox.accept(customer.name);
  await inbox.chat.say("Short answer");
  await inbox.chat.expectLast("Short answer");
  await inbox.end();
  // Without the chat in the address: only the list can know it then.
  await inbox.open();
  await inbox.page.getByRole("button", { name: "Closed" }).click();
  await inbox.closed.getByRole("listitem", { name: customer.name }).getByRole("button").click();
  await inbox.chat.expectShown([
    { by: "other", text: "Short question" },
    { by: "me", text: "Short answer" },
  ]);
  await expect(inbox.chat.composer).toBeHidden();
});
