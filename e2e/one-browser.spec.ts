import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { LoginPage } from "./pages/login-page";

test("one browser is an agent and a customer at once, each in a tab", async ({
  browse,
  people,
  hand,
}) => {
  const account = await people.agent();
  const inbox = new InboxPage(await browse(), hand);
  const customer = new CustomerPage(await inbox.page.context().newPage(), hand);
  const name = newName("Customer");

  await inbox.open();
  await new LoginPage(inbox.page, hand).signIn(account);
  await customer.open();
  await customer.start("Is this me?", name);
  await inbox.accept(name);
  await inbox.chat.say("Yes, it is you.");
  await customer.chat.expectLast("Yes, it is you.");
  await customer.chat.say("Good.");
  await inbox.chat.expectLast("Good.");

  // Each sign-in is there still after a load of both.
  await inbox.page.reload();
  await customer.page.reload();
  await customer.chat.expectShown([
    { by: "me", text: "Is this me?" },
    { by: "other", text: "Yes, it is you." },
    { by: "me", text: "Good." },
  ]);
  await inbox.chat.expectShown([
    { by: "other", text: "Is this me?" },
    { by: "me", text: "Yes, it is you." },
    { by: "other", text: "Good." },
  ]);
  await expect(customer.page.getByRole("heading", { name: account.name })).toBeVisible();
});
