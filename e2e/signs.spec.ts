import type { Page } from "@playwright/test";
import { expect, newName, test } from "./fixtures";
import type { Hand } from "./hand";
import { AdminPage } from "./pages/admin-page";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

/** A chat that the agent has accepted, on both screens. */
async function openChat(customer_page: Page, agent_page: Page, hand: Hand) {
  const name = newName("Customer");
  const customer = new CustomerPage(customer_page, hand);
  const inbox = new InboxPage(agent_page, hand);
  await customer.open();
  await customer.start("Hello?", name);
  await inbox.open();
  await inbox.accept(name);
  await expect(inbox.own(name)).toBeVisible();
  return { name, customer, inbox };
}

test("who types is shown to the other side, and no longer when they stop", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const { name, customer, inbox } = await openChat(page, agent.page, hand);
  const agent_types = customer.chat.typing(agent.name);
  await inbox.chat.type("Let me s");
  await expect(agent_types).toBeVisible();
  await hand.fill(inbox.chat.composer, "");
  await expect(agent_types).toBeHidden();

  const customer_types = inbox.chat.typing(name);
  await customer.chat.type("I have");
  await expect(customer_types).toBeVisible();
  // Left as it is: it ends by itself after three seconds.
  await expect(customer_types).toBeHidden({ timeout: 6000 });

  await customer.chat.type(" a question");
  await expect(customer_types).toBeVisible();
  await hand.strike(customer.chat.composer, "Enter");
  await inbox.chat.expectLast("I have a question");
  await expect(customer_types).toBeHidden();
});

test("a message is sent, and then seen once the other side has it on the screen", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
  const name = newName("Customer");
  await customer.open();
  await customer.start("Do you read this?", name);
  await expect(customer.chat.receipt("Sent")).toBeVisible();
  await inbox.open();
  await inbox.accept(name);
  await expect(customer.chat.receipt("Seen")).toBeVisible();
  await expect(customer.chat.receipt("Sent")).toBeHidden();

  await inbox.chat.say("I do.");
  await expect(inbox.chat.receipt("Seen")).toBeVisible();
  // Also after a load: how far each got is kept.
  await customer.page.reload();
  await customer.chat.expectLast("I do.");
  await expect(customer.chat.receipt("Seen")).toBeVisible();
});

test("a waiting customer sees their place, and that it moves", async ({
  customer: { page },
  agent,
  people,
  hand,
}) => {
  const before = await people.customer();
  await people.start(before);
  const customer = new CustomerPage(page, hand);
  const name = newName("Customer");
  await customer.open();
  await customer.start("And now?", name);
  await expect(customer.place(2)).toBeVisible();
  await people.start(await people.customer(), { priority: "urgent" });
  await expect(customer.place(3)).toBeVisible();

  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(before.name);
  await expect(customer.place(2)).toBeVisible();
  await customer.page.reload();
  await expect(customer.place(2)).toBeVisible();
});

test("the customer sees whether the agent is there", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const { name, customer, inbox } = await openChat(page, agent.page, hand);
  await expect(customer.page.getByText("Here now")).toBeVisible();
  await inbox.page.goto("about:blank");
  await expect(customer.page.getByText("Not here now")).toBeVisible();
  await inbox.open();
  await hand.press(inbox.own(name).getByRole("button"));
  await expect(customer.page.getByText("Here now")).toBeVisible();
});

test("the status that an agent chooses is what others see, and outlasts a reload", async ({
  agent,
  browse,
  people,
  hand,
}) => {
  const inbox = new InboxPage(agent.page, hand);
  const admin = new AdminPage(await browse(people.admin), hand);
  await admin.open();
  await expect(admin.agentThere(agent.name)).toBeHidden();
  await inbox.open();
  await expect(inbox.status).toHaveValue("online");
  await expect(admin.agentThere(agent.name)).toContainText("Online");
  await hand.choose(inbox.status, "Busy");
  await expect(admin.agentThere(agent.name)).toContainText("Busy");
  await inbox.page.reload();
  await expect(inbox.status).toHaveValue("busy");
  await expect(admin.agentThere(agent.name)).toContainText("Busy");
});
