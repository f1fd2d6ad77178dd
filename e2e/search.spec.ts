import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expect, newName, type Person, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { dataOf } from "./rest";

/** More than two pages of a log. */
const SAID_SINCE = 150;

async function say(who: Person, session_id: string, content: string, more = {}) {
  const body = { type: "text", client_id: randomUUID(), content, ...more };
  dataOf(await who.ask(`POST /api/live-chat/${session_id}/messages`, body));
}

/** What a link gives as a file. */
async function saved(press: () => Promise<void>, link: Locator): Promise<string> {
  const download = link.page().waitForEvent("download");
  await press();
  return readFile(await (await download).path(), "utf8");
}

test("what was said long ago is found, opened at its place and saved", async ({
  people,
  agent,
  browse,
  hand,
}) => {
  const customer = await people.customer(newName("Customer"));
  const { id } = await people.start(customer, { subject: "My lamp" });
  dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  await say(customer, id, "The zeppelin <b>lamp</b> is number A-1043");
  await say(agent, id, "A secret about the zeppelin", { is_internal: true });
  const since = Array.from({ length: SAID_SINCE }, (_, n) => `Since then, ${n}`);
  await Promise.all(since.map((text) => say(customer, id, text)));
  await say(customer, id, "The last of it");

  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await hand.fill(inbox.search, "lamp zepp");
  const found = inbox.page
    .getByRole("list", { name: "Messages that were found" })
    .getByRole("listitem");
  await expect(found).toHaveCount(1);
  await expect(found.locator("mark")).toHaveText(["zepp", "lamp"]);
  await hand.press(found.getByRole("button", { name: customer.name }));
  const said = inbox.chat.log.getByText("The zeppelin <b>lamp</b> is number A-1043");
  await expect(said).toBeInViewport();
  await expect(inbox.chat.log.locator("[data-found]")).toContainText("The zeppelin");
  await expect(inbox.chat.log.getByText("The last of it")).not.toBeInViewport();

  await hand.press(inbox.page.getByRole("button", { name: "Save", exact: true }));
  const as_text = inbox.page.getByRole("menuitem", { name: "Text" });
  const of_staff = await saved(() => hand.press(as_text), as_text);
  expect(of_staff).toContain("(note, for staff only): A secret about the zeppelin");
  expect(of_staff).toContain("The last of it");

  dataOf(await agent.ask(`POST /api/live-chat/${id}/end`));
  const visitor = new CustomerPage(await browse(customer), hand);
  await visitor.page.goto(`/chat?session=${id}`);
  const save = visitor.page.getByRole("link", { name: "Save this chat" });
  const of_customer = await saved(() => hand.press(save), save);
  expect(of_customer).toContain("The zeppelin &lt;b&gt;lamp&lt;/b&gt; is number A-1043");
  expect(of_customer).not.toContain("secret");
});
