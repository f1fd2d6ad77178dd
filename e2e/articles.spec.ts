import type { KbArticle } from "@/lib/kb/contract";
import { expect, newName, test } from "./fixtures";
import { closeByEscape } from "./hand";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { dataOf } from "./rest";

test("an agent drafts an article, an admin publishes it, it is shared in a chat and read there, until it is gone", async ({
  customer,
  agent,
  people,
  browse,
  hand,
}) => {
  const name = newName("Customer");
  const title = newName("Returns");
  const desk = await browse(agent);
  await desk.goto("/inbox/articles");
  await hand.press(desk.getByRole("link", { name: "New article" }));
  await hand.fill(desk.getByRole("textbox", { name: "Title" }), title);
  await hand.fill(desk.getByRole("textbox", { name: "Summary" }), "Within 30 days.");
  const text = desk.getByRole("textbox", { name: "Text" });
  await hand.fill(text, "# In its box\n\n<b>Keep</b> the [label](https://shop.example/label).");
  await expect(desk.getByRole("heading", { name: "In its box" })).toBeVisible();
  await expect(desk.getByText("<b>Keep</b> the label.")).toBeVisible();
  await expect(desk.getByRole("button", { name: /publish/i })).toBeHidden();
  await hand.strike(text, "ControlOrMeta+s");
  await expect(desk.getByText("Saved by")).toBeVisible();
  await expect(desk).toHaveURL(/\/inbox\/articles\/[0-9a-f-]{36}$/);
  const id = desk.url().split("/").at(-1);

  const office = await browse(people.admin);
  await office.goto("/admin/articles");
  const row = office.getByRole("listitem", { name: title });
  await expect(row).toContainText("Draft");
  await hand.press(row.getByRole("link", { name: title }));
  await hand.press(office.getByRole("button", { name: "Publish" }));
  await expect(office.getByText("Published", { exact: true })).toBeVisible();

  const visitor = new CustomerPage(customer.page, hand);
  await visitor.open();
  await visitor.start("How do I send it back?", name);
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(name);
  await hand.press(inbox.page.getByRole("button", { name: "Article", exact: true }));
  const finder = inbox.page.getByRole("combobox", { name: "Find an article" });
  await hand.fill(finder, `${title} lab`);
  const list = inbox.page.locator("[role=listbox][aria-busy=false]");
  await expect(list.getByRole("option", { name: title })).toHaveAttribute("aria-selected", "true");
  await hand.strike(finder, "Enter");
  await expect(inbox.chat.composer).toBeFocused();
  await expect(inbox.active).toContainText(`Article: ${title}`);

  const card = customer.page.getByRole("button", { name: `Open the article ${title}` });
  await hand.press(card);
  const reader = customer.page.getByRole("dialog", { name: title });
  await expect(reader.getByRole("heading", { name: "In its box" })).toBeVisible();
  const page = await browse();
  await page.goto((await reader.getByRole("link", { name: "new tab" }).getAttribute("href")) ?? "");
  await expect(page).toHaveTitle(`${title} · Parley`);
  await expect(page.getByRole("link", { name: "label" })).toHaveAttribute("rel", /nofollow/);
  await closeByEscape(reader);
  await expect(card).toBeFocused();

  dataOf(await people.admin.ask(`DELETE /api/kb-articles/${id}`));
  expect((await page.reload())?.status()).toBe(404);
  await hand.press(card);
  await expect(reader.getByText("This article is no longer there.")).toBeVisible();
});

test("what is typed outlives a colleague's save, and is not left behind without asking", async ({
  agent,
  people,
  hand,
}) => {
  const { page } = agent;
  const title = newName("Delivery");
  const path = "/api/kb-articles";
  const made = await agent.ask<{ kb_article: KbArticle }>(`POST ${path}`, { title, content: "A" });
  const { id, version } = dataOf(made).kb_article;
  await page.goto(`/inbox/articles/${id}`);
  const text = page.getByRole("textbox", { name: "Text" });
  await hand.fill(text, "Three days.");
  const hers = { version, content: "Four days." };
  dataOf(await people.admin.ask(`PATCH ${path}/${id}`, hers));
  await hand.press(page.getByRole("button", { name: "Save draft" }));
  await expect(page.getByText(`${people.admin.name} has changed this article`)).toBeVisible();
  await expect(page.getByText(`${people.admin.name} changed the text as well.`)).toBeVisible();
  await expect(text).toHaveValue("Three days.");

  await hand.press(page.getByRole("link", { name: "All articles" }));
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await hand.press(question.getByRole("button", { name: "Stay" }));
  await hand.press(page.getByRole("button", { name: "Save draft" }));
  await expect(page.getByText("Saved by")).toBeVisible();
  await page.reload();
  await expect(text).toHaveValue("Three days.");
});
