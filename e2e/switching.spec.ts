import type { Locator, Page } from "@playwright/test";
import type { Message } from "@/lib/messages/contract";
import type { ReaderSession } from "@/lib/sessions/contract";
import { expect, type People, type Person, test } from "./fixtures";
import { InboxPage } from "./pages/inbox-page";
import { dataOf } from "./rest";

const say = async (who: Person, session_id: string, content: string) => {
  const body = { type: "text", client_id: crypto.randomUUID(), content };
  const path = `/api/live-chat/${session_id}/messages`;
  return dataOf(await who.ask<{ message: Message }>(`POST ${path}`, body)).message;
};

/** A chat of the agent's in which the customer has said so much, one line each. */
async function longChat(people: People, agent: Person, lines: number) {
  const customer = await people.customer();
  const { id } = await people.start(customer, { message: "line 1" });
  dataOf(await agent.ask<{ session: ReaderSession }>(`POST /api/live-chat/${id}/accept`));
  for (let line = 2; line <= lines; line++) await say(customer, id, `line ${line}`);
  return { customer, id };
}

const message = (log: Locator, text: string) => log.getByText(text, { exact: true });

/** How far below the upper edge of the log it stands, in pixels. */
const placeIn = (log: Locator, text: string) =>
  log.evaluate((box, words) => {
    const texts = [...box.querySelectorAll("div[dir=auto]")];
    const found = texts.find((one) => one.textContent === words);
    if (!found) throw new Error(`${words} is not there.`);
    return Math.round(found.getBoundingClientRect().top - box.getBoundingClientRect().top);
  }, text);

const selected = (page: Page) => page.evaluate(() => document.getSelection()?.toString());

async function seenBy(reader: Person, session_id: string): Promise<number> {
  const socket = await reader.connect();
  const { cursors } = dataOf(await socket.ask("chat:join", { session_id }));
  return cursors.find((cursor) => cursor.user_id !== reader.id)?.seq ?? 0;
}

test("each chat keeps its draft, its place and what is selected in it while others are looked at", async ({
  agent,
  people,
  hand,
  told_by,
}) => {
  const first = await longChat(people, agent, 40);
  const second = await longChat(people, agent, 40);
  const inbox = new InboxPage(agent.page, hand);
  const { page, chat } = inbox;
  const { keyboard } = page;
  await inbox.open();
  await hand.press(inbox.own(first.customer.name).getByRole("button"));
  await chat.expectLast("line 40");
  await expect(chat.composer).toBeFocused();
  await keyboard.type("for the first");
  for (let left = 0; left < 5; left++) await keyboard.press("ArrowLeft");
  await keyboard.press("Escape");

  await message(chat.log, "line 10").scrollIntoViewIfNeeded();
  // By key a browser selects nothing in a log, unless it was told to put a caret there.
  if (told_by === "pointer") {
    await message(chat.log, "line 10").dblclick({ position: { x: 5, y: 5 } });
    await expect.poll(() => selected(page)).toMatch(/^line ?$/);
  }
  const words = await selected(page);
  const place = await placeIn(chat.log, "line 10");

  await hand.strike(inbox.own(first.customer.name).getByRole("button"), "2");
  await expect(page.getByRole("heading", { name: second.customer.name })).toBeVisible();
  await expect(chat.composer).toHaveValue("");
  expect(await selected(page)).toBe("");
  // The other one begins at its end, and what is written there is its own.
  await expect(message(chat.log, "line 40")).toBeInViewport();
  await hand.fill(chat.composer, "for the second");
  await keyboard.press("Escape");

  await keyboard.press("1");
  await expect(chat.composer).toHaveValue("for the first");
  expect(await placeIn(chat.log, "line 10")).toBe(place);
  expect(await selected(page)).toBe(words);
  const caret = await chat.composer.evaluate((box) => (box as HTMLTextAreaElement).selectionStart);
  expect(caret).toBe("for the ".length);
  await keyboard.press("2");
  await expect(chat.composer).toHaveValue("for the second");
});

test("what is said in a hidden chat is there when one comes back, marked as new, and seen only then", async ({
  agent,
  people,
  hand,
}) => {
  const hidden = await longChat(people, agent, 3);
  const shown = await longChat(people, agent, 3);
  const inbox = new InboxPage(agent.page, hand);
  const { page, chat } = inbox;
  const at = (one: typeof hidden) => inbox.own(one.customer.name).getByRole("button");
  await inbox.open();
  await hand.press(at(hidden));
  await expect.poll(() => seenBy(hidden.customer, hidden.id)).toBe(3);
  await hand.press(at(shown));
  await expect(page.getByRole("heading", { name: shown.customer.name })).toBeVisible();

  for (let line = 4; line <= 60; line++) await say(hidden.customer, hidden.id, `line ${line}`);
  await expect(inbox.own(hidden.customer.name).getByText("57 unread")).toBeVisible();
  // The page is there and looked at: what comes into the chat that is shown is seen meanwhile.
  await say(shown.customer, shown.id, "line 4");
  await expect.poll(() => seenBy(shown.customer, shown.id)).toBe(4);
  expect(await seenBy(hidden.customer, hidden.id)).toBe(3);

  await hand.press(at(hidden));
  const line = chat.log.getByText("New", { exact: true });
  await expect(line).toBeInViewport();
  await expect(message(chat.log, "line 4")).toBeInViewport();
  const new_line = await line.evaluate((found) => found.nextElementSibling?.textContent);
  expect(new_line).toContain("line 4");
  expect(await seenBy(hidden.customer, hidden.id)).toBe(3);

  // The key that the button shows.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "57 new messages" })).toBeVisible();
  await page.keyboard.press("End");
  await expect(message(chat.log, "line 60")).toBeInViewport();
  await expect(page.getByRole("button", { name: /new message/ })).toBeHidden();
  await expect.poll(() => seenBy(hidden.customer, hidden.id)).toBe(60);
});

test("what one reads stays where it is while messages come and earlier ones load, and all can be found", async ({
  agent,
  people,
  hand,
}) => {
  const { customer, id } = await longChat(people, agent, 130);
  const inbox = new InboxPage(agent.page, hand);
  const { page, chat } = inbox;
  await inbox.open();
  await hand.press(inbox.own(customer.name).getByRole("button"));
  await chat.expectLast("line 130");
  // At the end one stays at the end.
  await say(customer, id, "line 131");
  await expect(message(chat.log, "line 131")).toBeInViewport();

  await message(chat.log, "line 110").evaluate((found) => found.scrollIntoView({ block: "start" }));
  await expect(message(chat.log, "line 110")).toBeInViewport();
  const place = await placeIn(chat.log, "line 110");
  await say(customer, id, "line 132");
  await say(customer, id, "line 133");
  const news = page.getByRole("button", { name: "2 new messages" });
  await expect(news).toBeVisible();
  expect(await placeIn(chat.log, "line 110")).toBe(place);

  // Near the beginning the page before comes by itself.
  await message(chat.log, "line 84").evaluate((found) => found.scrollIntoView({ block: "start" }));
  await expect(message(chat.log, "line 84")).toBeInViewport();
  const before = await placeIn(chat.log, "line 84");
  await expect(message(chat.log, "line 50")).toBeAttached();
  expect(Math.abs((await placeIn(chat.log, "line 84")) - before)).toBeLessThanOrEqual(1);

  // The browser's own search, in what is loaded and has never been on the screen.
  const log = chat.log;
  await expect(async () => {
    await hand.strike(log, "Home");
    await expect(message(log, "line 1")).toBeAttached({ timeout: 100 });
    // The browser is on its way there for a moment, and goes on whatever is pressed meanwhile.
    expect(await log.evaluate((box) => box.scrollTop)).toBe(0);
  }).toPass();
  await hand.press(news);
  await expect(message(log, "line 133")).toBeInViewport();
  const is_found = await page.evaluate(() => {
    document.getSelection()?.removeAllRanges();
    return (window as unknown as { find(text: string): boolean }).find("line 33");
  });
  expect(is_found).toBe(true);
  expect(await selected(page)).toBe("line 33");
  // Where the browser then goes to it, it is drawn, and nothing goes back to the end.
  await log.evaluate(() => {
    document.getSelection()?.anchorNode?.parentElement?.scrollIntoView({ block: "center" });
  });
  await expect(message(log, "line 33")).toBeInViewport();
  const found_at = await placeIn(log, "line 33");
  await say(customer, id, "line 134");
  await expect(page.getByRole("button", { name: "1 new message" })).toBeVisible();
  expect(await placeIn(log, "line 33")).toBe(found_at);
});
