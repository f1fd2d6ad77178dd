import { expect, test } from "./fixtures";
import { InboxPage } from "./pages/inbox-page";

const LONG = `${"A line of many.\n".repeat(200)}See https://example.com/needle\n${"And on.\n".repeat(20)}The end.`;

test("of a very long message the beginning is shown, and all of it by a button or by going into it", async ({
  agent,
  people,
  hand,
}) => {
  const customer = await people.customer();
  await people.start(customer, { message: LONG });
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await inbox.accept(customer.name);
  await inbox.chat.expectLast(LONG);
  const text = inbox.chat.log.locator('div[dir="auto"]').last();
  const height = async () => (await text.boundingBox())?.height ?? 0;
  const { height: screen } = agent.page.viewportSize() ?? { height: 0 };
  expect(await height()).toBeLessThan(screen);

  const all = inbox.chat.log.getByRole("button", { name: "Show all" });
  const less = inbox.chat.log.getByRole("button", { name: "Show less" });
  const at = (await text.boundingBox())?.y ?? 0;
  await hand.press(all);
  await expect(less).toBeFocused();
  expect(await height()).toBeGreaterThan(3 * screen);
  // One reads on from where one was, also where the message was the end of the log.
  const moved = Math.abs(((await text.boundingBox())?.y ?? 0) - at);
  expect(moved).toBeLessThanOrEqual(1);
  await hand.press(less);
  await expect(all).toBeFocused();
  await expect(all).toBeInViewport();

  // Whatever scrolls to what is out of sight opens it: the Tab key, or the browser's own search.
  await all.press("Shift+Tab");
  await expect(inbox.chat.log.getByRole("link")).toBeFocused();
  await expect(inbox.chat.log.getByRole("link")).toBeInViewport();
  await expect(less).toBeVisible();
});
