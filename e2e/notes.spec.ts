import type { Page } from "@playwright/test";
import { expect, newName, test } from "./fixtures";
import { AdminPage } from "./pages/admin-page";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

/** Every text that a page receives from now on, over its sockets and as answers. */
function received(page: Page): () => Promise<string> {
  const texts: Promise<string>[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => texts.push(Promise.resolve(String(payload)))),
  );
  // A redirect has no body.
  page.on("response", (response) => texts.push(response.text().catch(() => "")));
  return async () => (await Promise.all(texts)).join("\n");
}

test("a note is read by the staff alone: no byte of it reaches the customer", async ({
  people,
  customer,
  agent,
  browse,
  hand,
}) => {
  const name = newName("Customer");
  const canary = newName("canary");
  const visitor = new CustomerPage(customer.page, hand);
  const by_customer = received(customer.page);
  await visitor.open();
  await visitor.start("My lamp is broken", name);
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(name);
  await expect(inbox.chat.composer).toBeVisible();
  const session_id = new URL(agent.page.url()).searchParams.get("session");
  const reader = new AdminPage(await browse(people.admin), hand);
  const by_admin = received(reader.page);
  await reader.page.goto(`/admin/chats/${session_id}`);

  await hand.press(inbox.noteSwitch);
  await expect(inbox.page.getByText("Only the staff can read it.")).toBeVisible();
  await hand.fill(inbox.note, canary);
  await hand.strike(inbox.note, "Enter");
  await expect(inbox.chat.log.getByText(canary)).toBeVisible();
  await expect(inbox.chat.log.getByText("Note", { exact: true })).toBeVisible();
  await expect(inbox.own(name)).toContainText(`Note: ${canary}`);
  await expect(reader.page.getByRole("log").getByText(canary)).toBeVisible();

  await hand.press(inbox.noteSwitch);
  await inbox.chat.say("A new one is on its way");
  await visitor.chat.expectLast("A new one is on its way");
  expect(await visitor.chat.shown()).toHaveLength(2);
  await visitor.page.reload();
  await visitor.chat.expectLast("A new one is on its way");
  expect(await by_customer()).toContain("A new one is on its way");
  expect(await by_customer()).not.toContain(canary);
  expect(await by_admin()).toContain(canary);
});

test("a note and an answer that are begun are kept apart, over a reload and when the chat ends", async ({
  customer,
  agent,
  hand,
}) => {
  const name = newName("Customer");
  const visitor = new CustomerPage(customer.page, hand);
  await visitor.open();
  await visitor.start("My lamp is broken", name);
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(name);
  const { page } = inbox;

  await hand.fill(inbox.chat.composer, "It will be here");
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await expect(inbox.note).toBeFocused();
  await expect(inbox.note).toHaveValue("");
  await expect(page.getByText("Your answer to the customer is kept.")).toBeVisible();
  await page.keyboard.insertText("Ask the warehouse");
  await page.reload();

  await expect(inbox.chat.composer).toHaveValue("It will be here");
  await expect(page.getByText("You have begun a note.")).toBeVisible();
  await hand.press(inbox.noteSwitch);
  await expect(inbox.note).toHaveValue("Ask the warehouse");

  await visitor.end();
  await expect(inbox.ended).toBeVisible();
  await expect(inbox.chat.composer).toHaveValue("It will be here");
  await expect(inbox.note).toHaveValue("Ask the warehouse");
  await expect(page.getByText("This note was not added. You can copy it.")).toBeVisible();
});
