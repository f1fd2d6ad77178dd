import { readFile } from "node:fs/promises";
import sharp from "sharp";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import { expect, newName, type Person, test } from "./fixtures";
import { closeByEscape } from "./hand";
import { AdminPage } from "./pages/admin-page";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { dataOf } from "./rest";

const PICTURE = {
  name: "lamp.png",
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 80, height: 40, channels: 3, background: "#2266aa" } })
    .png()
    .toBuffer(),
};

test("one chat from the first word to the report: file, context, canned response, article, note, transfer, ticket, rating, transcript, search, figures", async ({
  people,
  browse,
  agent,
  hand,
}) => {
  test.setTimeout(120_000);
  const person = await people.customer();
  const colleague = await people.agent();
  const asAgent = (by: Person, session_id: string, call: string, body?: unknown) =>
    by.ask(`POST /api/live-chat/${session_id}/${call}`, body).then(dataOf);
  for (const subject of ["An earlier lamp", "An earlier desk"]) {
    const { id } = await people.start(person, { subject });
    await asAgent(colleague, id, "accept");
    if (subject === "An earlier desk") await asAgent(colleague, id, "convert-to-ticket", {});
    await asAgent(colleague, id, "end");
  }
  const called = newName("Sorry");
  const content = "I am sorry, {{customer_name|there}}. I will see to it.";
  dataOf(
    await agent.ask<{ canned_response: CannedResponse }>("POST /api/canned-responses", {
      name: called,
      content,
    }),
  );
  const title = newName("Returns");
  const article = {
    title,
    summary: "Within 30 days.",
    content: "In its box.",
    status: "published",
  };
  dataOf(await people.admin.ask("POST /api/kb-articles", article));
  const admin = new AdminPage(await browse(people.admin), hand);
  const report = admin.page.getByRole("table", { name: "Figures by agent" });
  const chatsOf = (name: string) =>
    report
      .getByRole("row")
      .filter({ has: admin.page.getByRole("rowheader", { name, exact: true }) })
      .getByRole("cell")
      .first();
  await admin.page.goto("/admin/reports?period=today");
  await expect(chatsOf(colleague.name)).toHaveText("2");

  const customer = new CustomerPage(await browse(person), hand);
  await customer.open();
  const word = newName("periwinkle").replace(" ", "");
  await customer.start(`My ${word} lamp arrived broken`);
  await customer.chat.attach(PICTURE);

  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(person.name);
  await expect(inbox.chat.log.getByRole("button", { name: /lamp\.png/ })).toBeVisible();
  const pane = inbox.page.getByRole("complementary", { name: "Customer" });
  await expect(pane.getByRole("list", { name: "Other chats" })).toContainText("An earlier lamp");
  await expect(pane.getByRole("list", { name: "Tickets" })).toContainText("An earlier desk");
  await hand.press(pane.getByRole("button", { name: "An earlier lamp" }));
  await expect(inbox.page.getByRole("region", { name: "Other chat", exact: true })).toBeVisible();
  await inbox.page.keyboard.press("Escape");

  await inbox.chat.type(`/${called}`);
  const filled = `I am sorry, ${person.name}. I will see to it.`;
  await expect(inbox.page.getByText(filled)).toBeVisible();
  await hand.strike(inbox.chat.composer, "Enter");
  await expect(inbox.chat.composer).toHaveValue(filled);
  await hand.strike(inbox.chat.composer, "Enter");
  await customer.chat.expectLast(filled);

  await hand.press(inbox.page.getByRole("button", { name: "Article", exact: true }));
  const finder = inbox.page.getByRole("combobox", { name: "Find an article" });
  await hand.fill(finder, title);
  const found = inbox.page.locator("[role=listbox][aria-busy=false]");
  await expect(found.getByRole("option", { name: title })).toHaveAttribute("aria-selected", "true");
  await hand.strike(finder, "Enter");
  const card = customer.page.getByRole("button", { name: `Open the article ${title}` });
  await hand.press(card);
  const reader = customer.page.getByRole("dialog", { name: title });
  await expect(reader.getByText("In its box.")).toBeVisible();
  await closeByEscape(reader);
  await expect(card).toBeFocused();

  await hand.press(inbox.noteSwitch);
  await hand.fill(inbox.note, "The third this week");
  await hand.strike(inbox.note, "Enter");
  await expect(inbox.chat.log.getByText("The third this week")).toBeVisible();

  const next = new InboxPage(await browse(colleague), hand);
  await next.open();
  await hand.press(inbox.transferButton);
  await hand.check(inbox.transferTo(colleague.name));
  await hand.press(inbox.transferDialog.getByRole("button", { name: "Transfer" }));
  await hand.press(next.own(person.name).getByRole("button"));
  await expect(next.chat.log.getByText("The third this week")).toBeVisible();
  await next.chat.say("A new one leaves today.");
  await customer.chat.expectLast("A new one leaves today.");
  await hand.press(next.page.getByRole("button", { name: "Make ticket" }));
  const making = next.page.getByRole("dialog", { name: "Make a ticket" });
  await hand.press(making.getByRole("button", { name: "Make ticket" }));
  await expect(customer.chat.log.getByText(/^Ticket #\d+ was made/)).toBeVisible();
  await next.end();

  await hand.check(customer.rating.getByRole("radio", { name: "Great" }));
  await hand.press(customer.rating.getByRole("button", { name: "Send rating" }));
  await expect(customer.rating).toContainText("Thank you.");
  const saving = customer.page.waitForEvent("download");
  await hand.press(customer.page.getByRole("link", { name: "Save this chat" }));
  const transcript = await readFile(await (await saving).path(), "utf8");
  expect(transcript).toContain(word);
  expect(transcript).toContain("A new one leaves today.");
  expect(transcript).not.toContain("The third this week");

  await admin.openChats();
  await hand.fill(admin.page.getByRole("searchbox", { name: /messages/ }), word);
  await hand.press(admin.page.getByRole("link", { name: new RegExp(person.name) }));
  await expect(admin.page.getByRole("log").getByText("The third this week")).toBeVisible();
  await expect(admin.page.getByText("Great").first()).toBeVisible();
  await admin.page.goto("/admin/reports?period=today");
  await expect(chatsOf(colleague.name)).toHaveText("3");
});
