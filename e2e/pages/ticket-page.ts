import type { Locator, Page } from "@playwright/test";
import { HANDS, type Hand } from "../hand";

/** The tickets' list and the page of one. */
export class TicketPage {
  readonly status: Locator;
  readonly priority: Locator;
  readonly assignee: Locator;
  readonly comment: Locator;
  readonly comments: Locator;
  readonly transcript: Locator;

  constructor(
    readonly page: Page,
    private readonly hand: Hand = HANDS.pointer,
  ) {
    this.status = page.getByRole("combobox", { name: "Status" });
    this.priority = page.getByRole("combobox", { name: "Priority" });
    this.assignee = page.getByRole("combobox", { name: "Assigned to" });
    this.comment = page.getByRole("textbox", { name: "Comment" });
    this.comments = page.getByRole("list", { name: "Comments" }).getByRole("listitem");
    this.transcript = page.getByRole("region", { name: /^The chat, as it was/ });
  }

  row(subject: string): Locator {
    return this.page.getByRole("list", { name: "Tickets" }).getByRole("link", { name: subject });
  }

  async say(comment: string): Promise<void> {
    await this.hand.fill(this.comment, comment);
    await this.hand.press(this.page.getByRole("button", { name: "Add comment" }));
  }
}
