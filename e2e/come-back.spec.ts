import { newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

test("a reload comes back to the same chat, and a second tab shows it too (4)", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
  const name = newName("Customer");
  await customer.open();
  await customer.start("One", name);
  await inbox.open();
  await inbox.accept(name);
  await inbox.chat.say("Two");
  await customer.chat.expectLast("Two");

  const both = [
    { by: "me", text: "One" },
    { by: "other", text: "Two" },
  ] as const;
  await customer.page.reload();
  await customer.chat.expectShown([...both]);

  // The bare address, as a customer has it in their history.
  const second = new CustomerPage(await customer.page.context().newPage(), hand);
  await second.open();
  await second.chat.expectShown([...both]);
  await second.chat.say("Three");
  await customer.chat.expectShown([...both, { by: "me", text: "Three" }]);
  await inbox.chat.expectLast("Three");

  await inbox.page.reload();
  await inbox.chat.expectShown([
    { by: "other", text: "One" },
    { by: "me", text: "Two" },
    { by: "other", text: "Three" },
  ]);
});
