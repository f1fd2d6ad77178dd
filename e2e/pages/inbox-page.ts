import type { Locator, Page } from "@playwright/test";
import { HANDS, type Hand } from "../hand";
import { Conversation } from "./conversation";

export class InboxPage {
  readonly chat: Conversation;
  readonly queue: Locator;
  readonly active: Locator;
  readonly closed: Locator;
  readonly status: Locator;
  readonly ended: Locator;
  readonly transferButton: Locator;
  readonly transferDialog: Locator;
  readonly transferNote: Locator;
  /** Where a note is written, once it is chosen to write one. */
  readonly note: Locator;
  readonly noteSwitch: Locator;
  readonly search: Locator;
  readonly nextWaiting: Locator;
  /** In the notice that a colleague has taken a chat. */
  readonly acceptNext: Locator;
  readonly alerts: Locator;
  readonly palette: Locator;
  /** What the palette has found. */
  readonly commands: Locator;

  constructor(
    readonly page: Page,
    private readonly hand: Hand = HANDS.pointer,
  ) {
    this.chat = new Conversation(page, hand);
    this.queue = page.getByRole("region", { name: "Queue" });
    this.active = page.getByRole("list", { name: "Active" });
    this.closed = page.getByRole("list", { name: "Closed" });
    this.status = page.getByRole("combobox", { name: "Your status" });
    this.note = page.getByRole("textbox", { name: "Note", exact: true });
    this.noteSwitch = page.getByRole("button", { name: "Note", exact: true });
    this.search = page.getByRole("textbox", { name: "Search the chats" });
    this.nextWaiting = page.getByRole("button", { name: "Next waiting for your answer" });
    this.acceptNext = page
      .getByRole("region", { name: /^Notifications/ })
      .getByRole("button", { name: "Accept the next" });
    this.alerts = page.getByRole("button", { name: /^Alerts, (on|off)$/ });
    this.palette = page.getByRole("combobox", { name: "Commands and chats" });
    this.commands = page.getByRole("listbox", { name: "Commands and chats" }).getByRole("option");
    this.ended = page.getByText("This chat is closed.");
    this.transferButton = page.getByRole("button", { name: "Transfer" });
    this.transferDialog = page.getByRole("dialog", { name: "Transfer chat" });
    this.transferNote = this.transferDialog.getByRole("textbox", { name: "Note for them" });
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
    await this.hand.press(this.waiting(customer).getByRole("button", { name: "Accept" }));
  }

  /** A colleague to whom the open chat can be handed. */
  transferTo(name: string): Locator {
    return this.transferDialog.getByRole("radio", { name, exact: true });
  }

  async end(): Promise<void> {
    await this.hand.press(this.page.getByRole("button", { name: "End chat" }));
    const dialog = this.page.getByRole("alertdialog", { name: "End this chat?" });
    await this.hand.press(dialog.getByRole("button", { name: "End", exact: true }));
  }

  /** Turns one on or off. */
  async chooseAlert(name: string): Promise<void> {
    const item = this.page.getByRole("menuitemcheckbox", { name });
    await this.hand.press(this.alerts);
    await this.hand.press(item);
    await item.waitFor({ state: "hidden" });
  }

  /** What a short notice in the corner says. */
  notice(text: string): Locator {
    return this.page.getByRole("region", { name: /^Notifications/ }).getByText(text);
  }
}
