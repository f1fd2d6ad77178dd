import type { Locator, Page } from "@playwright/test";
import { Conversation } from "./conversation";

export class InboxPage {
  readonly chat: Conversation;
  readonly queue: Locator;
  readonly active: Locator;
  readonly closed: Locator;
  readonly status: Locator;
  readonly ended: Locator;
  readonly search: Locator;
  readonly nextWaiting: Locator;
  /** In the notice that a colleague has taken a chat. */
  readonly acceptNext: Locator;
  readonly alerts: Locator;
  readonly palette: Locator;
  /** What the palette has found. */
  readonly commands: Locator;

  constructor(readonly page: Page) {
    this.chat = new Conversation(page);
    this.queue = page.getByRole("region", { name: "Queue" });
    this.active = page.getByRole("list", { name: "Active" });
    this.closed = page.getByRole("list", { name: "Closed" });
    this.status = page.getByRole("combobox", { name: "Your status" });
    this.search = page.getByRole("textbox", { name: "Search the chats" });
    this.nextWaiting = page.getByRole("button", { name: "Next waiting for your answer" });
    this.acceptNext = page
      .getByRole("region", { name: /^Notifications/ })
      .getByRole("button", { name: "Accept the next" });
    this.alerts = page.getByRole("button", { name: /^Alerts, (on|off)$/ });
    this.palette = page.getByRole("combobox", { name: "Commands and chats" });
    this.commands = page.getByRole("listbox", { name: "Commands and chats" }).getByRole("option");
    this.ended = page.getByText("This chat has ended.");
  }

  async open(): Promise<void> {
    await this.page.goto("/inbox");
  }

  waiting(customer: string): Locator {
    return this.queue.getByRole("listitem", { name: customer, exact: true });
  }

  own(customer: string): Locator {
    return this.active.getByRole("listitem", { name: customer, exact: true });
  }

  async accept(customer: string): Promise<void> {
    await this.waiting(customer).getByRole("button", { name: "Accept" }).click();
  }

  async end(): Promise<void> {
    await this.page.getByRole("button", { name: "End chat" }).click();
    const dialog = this.page.getByRole("alertdialog", { name: "End this chat?" });
    await dialog.getByRole("button", { name: "End", exact: true }).click();
  }

  /** Turns one on or off by key. */
  async chooseAlert(name: string): Promise<void> {
    const item = this.page.getByRole("menuitemcheckbox", { name });
    await this.alerts.press("Enter");
    await item.press("Enter");
    await item.waitFor({ state: "hidden" });
  }

  /** What a short notice in the corner says. */
  notice(text: string): Locator {
    return this.page.getByRole("region", { name: /^Notifications/ }).getByText(text);
  }
}
