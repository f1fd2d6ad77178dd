import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

test("an agent writes a canned response, finds it with “/” in a chat, sees it filled and sends it", async ({
  customer,
  agent,
  browse,
  hand,
  told_by,
}) => {
  const name = newName("Customer");
  const called = newName("Delivery");
  const desk = await browse(agent);
  await desk.goto("/inbox/canned-responses");
  await hand.press(desk.getByRole("button", { name: "New response" }));
  const dialog = desk.getByRole("dialog", { name: "New canned response" });
  await hand.fill(dialog.getByRole("textbox", { name: "Name" }), called);
  const text = dialog.getByRole("textbox", { name: "Text" });
  await hand.fill(text, "Hello {{name}}, it ships today.");
  await hand.press(dialog.getByRole("button", { name: "Save" }));
  await expect(dialog.getByText("unknown variable: {{name}}")).toBeVisible();
  await hand.fill(text, "Hello {{customer_name|there}}, it ships today.");
  await expect(dialog.getByText("Hello Maria Santos, it ships today.")).toBeVisible();
  await hand.press(dialog.getByRole("button", { name: "Save" }));
  const row = desk.getByRole("listitem", { name: called });
  await expect(row).toContainText("Not used yet");

  const visitor = new CustomerPage(customer.page, hand);
  await visitor.open();
  await visitor.start("My lamp is broken", name);
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(name);
  const { composer } = inbox.chat;
  const list = inbox.page.getByRole("listbox", { name: "Canned responses" });

  await inbox.chat.type(`/${called}`);
  const option = list.getByRole("option", { name: called });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(inbox.page.getByText(`Hello ${name}, it ships today.`)).toBeVisible();
  await hand.strike(composer, "Escape");
  await expect(list).toBeHidden();
  await expect(composer).toHaveValue(`/${called}`);

  await hand.fill(composer, "");
  await inbox.chat.type(`/${called}`);
  if (told_by === "pointer") await hand.press(option);
  else await hand.strike(composer, "Enter");
  await expect(composer).toHaveValue(`Hello ${name}, it ships today.`);
  await expect(composer).toBeFocused();
  await inbox.page.keyboard.type(" Good bye.");
  await hand.strike(composer, "Enter");
  await visitor.chat.expectLast(`Hello ${name}, it ships today. Good bye.`);

  await desk.reload();
  await expect(row).toContainText("Used 1 time");
  await hand.press(row.getByRole("button", { name: `Delete ${called}` }));
  const question = desk.getByRole("alertdialog");
  await hand.press(question.getByRole("button", { name: "Delete" }));
  await expect(row).toBeHidden();
});
