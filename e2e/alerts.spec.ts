import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { InboxPage } from "./pages/inbox-page";
import { dataOf } from "./rest";

type Seen = { shown: string[]; closed: string[]; tones: number; open?: () => void };

/** What the page would put on the desktop and play; the browser of a test has neither. */
async function watchAlerts(page: Page, permission: "granted" | "denied"): Promise<void> {
  await page.addInitScript((permission) => {
    const seen: Seen = { shown: [], closed: [], tones: 0 };
    class FakeNotification {
      static permission = permission;
      static requestPermission = async () => permission;
      onclick: (() => void) | null = null;
      constructor(readonly title: string) {
        seen.shown.push(title);
        seen.open = () => this.onclick?.();
      }
      close() {
        seen.closed.push(this.title);
      }
    }
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) {
      seen.tones++;
      start.apply(this, at);
    };
    Object.assign(window, { Notification: FakeNotification, seen });
  }, permission);
}

const seenBy = (page: Page) =>
  page.evaluate(() => {
    const { shown, closed, tones } = (window as unknown as { seen: Seen }).seen;
    return { shown, closed, has_sounded: tones > 0 };
  });

test("a new chat in the queue notifies and sounds, in one tab, until a colleague takes it", async ({
  agent,
  people,
  hand,
}) => {
  const { page } = agent;
  const other = await page.context().newPage();
  const inbox = new InboxPage(page, hand);
  await watchAlerts(page, "granted");
  await watchAlerts(other, "granted");
  await inbox.open();
  await expect(inbox.status).toHaveValue("online");
  await inbox.chooseAlert("Desktop notification");
  await inbox.chooseAlert("Sound until someone takes it");
  await expect(inbox.alerts).toHaveAccessibleName("Alerts, on");
  const second = new InboxPage(other, hand);
  await second.open();
  await expect(second.alerts).toHaveAccessibleName("Alerts, on");
  await expect(second.status).toHaveValue("online");

  const skilled = await people.customer();
  await people.start(skilled, { required_skills: ["legal"] });
  const customer = await people.customer();
  const { id } = await people.start(customer);
  const title = `${customer.name} is waiting`;
  await expect.poll(() => seenBy(page)).toEqual({ shown: [title], closed: [], has_sounded: true });
  await expect(second.waiting(customer.name)).toBeVisible();

  await page.evaluate(() => (window as unknown as { seen: Seen }).seen.open?.());
  await expect(page).toHaveURL(new RegExp(id));
  const next = await people.customer();
  const { id: next_id } = await people.start(next);
  const next_title = `${next.name} is waiting`;
  await expect.poll(() => seenBy(page)).toMatchObject({ shown: [title, next_title] });
  const colleague = await people.agent();
  dataOf(await colleague.ask(`POST /api/live-chat/${next_id}/accept`));
  await expect.poll(() => seenBy(page)).toMatchObject({ closed: [title, next_title] });
  // The other tab has had the same chats before it by now, and kept silent.
  expect(await seenBy(other)).toEqual({ shown: [], closed: [], has_sounded: false });
});

test("where the browser denies notifications it is said, and they stay off", async ({
  agent,
  hand,
}) => {
  const inbox = new InboxPage(agent.page, hand);
  await watchAlerts(agent.page, "denied");
  await inbox.open();
  await inbox.chooseAlert("Desktop notification");
  await expect(inbox.notice("This browser does not allow notifications here.")).toBeVisible();
  await expect(inbox.alerts).toHaveAccessibleName("Alerts, off");
});
