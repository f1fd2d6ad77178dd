import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

test("an agent reads a customer's earlier chat beside what they were writing, and has the address that was typed then", async ({
  customer,
  agent,
  hand,
  told_by,
}) => {
  const name = newName("Customer");
  const visitor = new CustomerPage(customer.page, hand);
  await visitor.open();
  await hand.fill(visitor.page.getByRole("textbox", { name: "Your e-mail" }), "gus@example.org");
  await visitor.start("My first lamp is broken", name);
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(name);
  const pane = inbox.page.getByRole("complementary", { name: "Customer" });
  await expect(pane.getByText("This is their first chat.")).toBeVisible();
  await inbox.chat.say("It can be mended");
  await visitor.chat.expectLast("It can be mended");
  await inbox.end();
  await hand.press(visitor.startNewButton);
  await visitor.start("My second lamp is broken");
  await inbox.accept(name);

  await expect(pane.getByText("gus@example.org")).toBeVisible();
  await expect(pane.getByText("Typed by them, not verified")).toBeVisible();
  await hand.fill(inbox.chat.composer, "About your second");
  const row = pane.getByRole("button", { name: "My first lamp is broken" });
  // The key that it is reached by stands beside it.
  await expect(row).toBeVisible();
  if (told_by === "keyboard") {
    await inbox.page.keyboard.press("Escape");
    await inbox.page.keyboard.press("h");
    await expect(row).toBeFocused();
  }
  await hand.press(row);
  const other = inbox.page.getByRole("region", { name: "Other chat", exact: true });
  await expect(other.getByText("It can be mended")).toBeVisible();
  await expect(other.getByRole("textbox")).toHaveCount(0);
  // What a key does to the open chat is not done to one that is out of sight.
  await inbox.page.keyboard.press("e");
  await expect(inbox.page.getByRole("alertdialog")).toHaveCount(0);
  await inbox.page.keyboard.press("Escape");
  await expect(other).toHaveCount(0);
  await expect(row).toBeFocused();
  await expect(inbox.chat.composer).toHaveValue("About your second");
});
