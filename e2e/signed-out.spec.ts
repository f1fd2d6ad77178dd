import { expect, test } from "./fixtures";
import { InboxPage } from "./pages/inbox-page";
import { LoginPage } from "./pages/login-page";

const ends = [
  {
    what: "is deactivated",
    change: { is_active: false },
    says: "Your account was deactivated.",
    is_signed_out: true,
  },
  {
    what: "is on the staff no more",
    change: { role: "customer" },
    says: "You are no longer on the staff.",
    is_signed_out: false,
  },
];

for (const { what, change, says, is_signed_out } of ends) {
  test(`of an agent who ${what} nothing of customers stays on the screen, and it says why (10)`, async ({
    agent,
    people,
    hand,
  }) => {
    const customer = await people.customer();
    await people.start(customer, { message: "My card is 1234" });
    const inbox = new InboxPage(agent.page, hand);
    const { page } = agent;
    await inbox.open();
    await inbox.accept(customer.name);
    await inbox.chat.expectLast("My card is 1234");
    await inbox.chat.type("Half a sen");

    await people.admin.ask(`PATCH /api/users/${agent.id}`, change);
    await expect(page.getByRole("heading", { name: says })).toBeVisible();
    await expect(page.locator("body")).not.toContainText(customer.name);
    await expect(page.locator("body")).not.toContainText("1234");
    await expect(page.getByRole("textbox")).toHaveCount(0);

    // What was typed is in the draft still, once they have the chat again.
    await people.admin.ask(`PATCH /api/users/${agent.id}`, { is_active: true, role: "agent" });
    await hand.press(page.getByRole("link", { name: "Sign in as somebody else" }));
    // A deactivation ends every sign-in for good.
    if (is_signed_out) await new LoginPage(page, hand).signIn(agent);
    await inbox.accept(customer.name);
    await expect(inbox.chat.composer).toHaveValue("Half a sen");
  });
}

test("an agent whose sign-in has ended finds the way back to the chat and what they wrote", async ({
  agent,
  people,
  sql,
  hand,
}) => {
  const customer = await people.customer();
  await people.start(customer, { message: "Hello?" });
  const inbox = new InboxPage(agent.page, hand);
  const { page } = agent;
  await inbox.open();
  await inbox.accept(customer.name);
  await inbox.chat.type("Half a sen");

  await sql`update logins set revoked_at = now() where user_id = ${agent.id}`;
  await expect(page.getByRole("heading", { name: "You are signed out." })).toBeVisible();
  await expect(page).toHaveTitle("Signed out · Parley");
  await expect(page.locator("body")).not.toContainText(customer.name);
  await hand.press(page.getByRole("link", { name: "Sign in" }));
  await new LoginPage(page, hand).signIn(agent);
  await expect(page.getByRole("heading", { name: "Your chats" })).toBeVisible();
  await inbox.chat.expectLast("Hello?");
  await expect(inbox.chat.composer).toHaveValue("Half a sen");
});
