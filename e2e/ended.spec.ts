import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

test("in a chat that has ended nobody writes; the customer starts another and finds the earlier one (7)", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
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

  await hand.press(customer.startNewButton);
  await expect(customer.earlier("The first question")).toBeVisible();
  await customer.start("The second question");
  await expect(customer.place(1)).toBeVisible();
  // They are the same guest: no name is asked for again.
  await expect(inbox.waiting(name)).toContainText("The second question");

  await hand.press(page.getByRole("button", { name: "Menu" }));
  await hand.press(page.getByRole("menuitem", { name: "Earlier chats" }));
  await hand.press(page.getByRole("dialog").getByRole("link", { name: "The first question" }));
  await customer.chat.expectShown([
    { by: "me", text: "The first question" },
    { by: "other", text: "The first answer" },
  ]);
  await expect(customer.chat.composer).toBeHidden();
  await hand.press(page.getByRole("button", { name: "Back to your open chat" }));
  await customer.chat.expectLast("The second question");
  await expect(customer.chat.composer).toBeVisible();
});

test("the agent finds a chat that has ended among the closed ones and can read it", async ({
  agent,
  people,
  hand,
}) => {
  const customer = await people.customer();
  await people.start(customer, { message: "Short question" });
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(customer.name);
  await inbox.chat.say("Short answer");
  await inbox.chat.expectLast("Short answer");
  await inbox.end();
  // Without the chat in the address: only the list can know it then.
  await inbox.open();
  await hand.press(inbox.page.getByRole("button", { name: "Closed" }));
  await hand.press(inbox.closed.getByRole("listitem", { name: customer.name }).getByRole("button"));
  await inbox.chat.expectShown([
    { by: "other", text: "Short question" },
    { by: "me", text: "Short answer" },
  ]);
  await expect(inbox.chat.composer).toBeHidden();
});

test("the customer says how it was, once; the agent sees it as it comes", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
  const name = newName("Customer");
  await customer.open();
  await customer.start("A question to rate", name);
  await inbox.open();
  await inbox.accept(name);
  await customer.end();
  await expect(inbox.ended).toBeVisible();

  const good = customer.rating.getByRole("radio", { name: "Good" });
  const comment = customer.rating.getByRole("textbox", { name: "Anything to add?" });
  await hand.check(good);
  await hand.fill(comment, "Kind, and quick");
  await page.route("**/rating", (route) => route.abort());
  await hand.press(customer.rating.getByRole("button", { name: "Send rating" }));
  await expect(customer.rating.getByRole("alert")).toContainText("Your rating was not sent.");
  await page.unroute("**/rating");
  await page.reload();
  await expect(good).toBeChecked();
  await expect(comment).toHaveValue("Kind, and quick");
  await hand.press(customer.rating.getByRole("button", { name: "Send rating" }));
  await expect(customer.rating).toHaveText("You rated this chat:Good.Thank you.");

  const details = agent.page.getByRole("complementary", { name: "Customer" });
  await expect(details).toContainText("Good · 4 of 5");
  await expect(details.getByText("Kind, and quick")).toBeVisible();
  await page.reload();
  await expect(customer.rating).toContainText("Good");
  await expect(good).toBeHidden();
  await hand.press(customer.startNewButton);
  await expect(customer.earlier("A question to rate")).toContainText("Rated Good");
});
