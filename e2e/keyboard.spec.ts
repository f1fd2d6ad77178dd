import type { Locator } from "@playwright/test";
import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

/** Far more than there are stops on a page: a control that none of them reaches is out of reach. */
const MOST_STOPS = 40;

/** Goes from control to control until this one has the focus. */
async function tabTo(control: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const { keyboard } = control.page();
  const isFocused = () => control.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await isFocused()) return;
    await keyboard.press(key);
  }
  throw new Error(`${control} is not reached with ${key}.`);
}

test("a customer starts a chat, writes and ends it with the keyboard alone", async ({
  customer: { page },
  agent,
}) => {
  const customer = new CustomerPage(page);
  const name = newName("Customer");
  await customer.open();
  await expect(customer.startButton).toBeEnabled();
  await tabTo(customer.question);
  await page.keyboard.type("No mouse here");
  await tabTo(page.getByRole("textbox", { name: "Your name" }));
  await page.keyboard.type(name);
  await tabTo(customer.startButton);
  await page.keyboard.press("Enter");

  await expect(customer.chat.composer).toBeFocused();
  await page.keyboard.type("One line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("and another");
  await page.keyboard.press("Enter");
  await customer.chat.expectShown([
    { by: "me", text: "No mouse here" },
    { by: "me", text: "One line\nand another" },
  ]);
  // The focus has stayed where one goes on writing.
  await expect(customer.chat.composer).toBeFocused();

  const inbox = new InboxPage(agent.page);
  await inbox.open();
  await inbox.accept(name);
  await expect(page.getByRole("heading", { name: agent.name })).toBeVisible();
  await tabTo(page.getByRole("button", { name: "End chat" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "End this chat?" });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  // Not yet, after all: back to the text, and then to the end again.
  await tabTo(customer.chat.composer);
  await tabTo(page.getByRole("button", { name: "End chat" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(dialog.getByRole("button", { name: "End chat" }));
  await page.keyboard.press("Enter");
  await expect(customer.ended).toBeVisible();
});

test("an agent accepts, answers, goes from chat to chat, releases and ends with the keyboard alone", async ({
  agent,
  people,
}) => {
  const first = await people.customer();
  const second = await people.customer();
  await people.start(first, { message: "First" });
  await people.start(second, { message: "Second" });
  const inbox = new InboxPage(agent.page);
  const { keyboard } = agent.page;
  await inbox.open();
  await expect(inbox.waiting(second.name)).toBeVisible();

  await keyboard.press("a");
  await expect(inbox.own(first.name)).toBeVisible();
  await expect(inbox.chat.composer).toBeFocused();
  await inbox.chat.expectLast("First");
  await keyboard.type("an answer with a, e and r in it");
  await keyboard.press("Enter");
  await inbox.chat.expectLast("an answer with a, e and r in it");

  await keyboard.press("Escape");
  await keyboard.press("a");
  await inbox.chat.expectLast("Second");
  await expect(inbox.chat.composer).toBeFocused();
  await keyboard.press("Escape");
  // Who waits for an answer is above who has one.
  await keyboard.press("2");
  await inbox.chat.expectLast("an answer with a, e and r in it");
  await keyboard.press("k");
  await inbox.chat.expectLast("Second");

  await keyboard.press("r");
  const release = agent.page.getByRole("alertdialog", { name: "Release this chat?" });
  await tabTo(release.getByRole("button", { name: "Release" }));
  await keyboard.press("Enter");
  await expect(inbox.waiting(second.name)).toBeVisible();

  await tabTo(inbox.own(first.name).getByRole("button"));
  await keyboard.press("Enter");
  await inbox.chat.expectLast("an answer with a, e and r in it");
  await expect(inbox.chat.composer).toBeFocused();
  await keyboard.press("Escape");
  await keyboard.press("e");
  const end = agent.page.getByRole("alertdialog", { name: "End this chat?" });
  await tabTo(end.getByRole("button", { name: "End", exact: true }));
  await keyboard.press("Enter");
  await expect(inbox.ended).toBeVisible();
});
