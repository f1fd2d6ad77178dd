import { expect, type Locator, type Page } from "@playwright/test";
import { HANDS, type Hand } from "../hand";

export class AdminPage {
  readonly chats: Locator;
  readonly waiting: Locator;
  readonly agents: Locator;
  readonly agentsThere: Locator;
  readonly assignDialog: Locator;

  constructor(
    readonly page: Page,
    private readonly hand: Hand = HANDS.pointer,
  ) {
    this.chats = page.getByRole("table", { name: "Chats" });
    this.waiting = page.getByRole("region", { name: "Queue" });
    this.agents = page.getByRole("region", { name: "Agents" });
    this.agentsThere = page.getByRole("list", { name: "Agents who are there" });
    this.assignDialog = page.getByRole("dialog", { name: "Assign chat" });
  }

  async open(): Promise<void> {
    await this.page.goto("/admin");
  }

  async openChats(query = ""): Promise<void> {
    await this.page.goto(`/admin/chats${query}`);
  }

  /** A chat's row in the queue. */
  waits(customer: string): Locator {
    return this.waiting.getByRole("listitem", { name: customer, exact: true });
  }

  /** An agent's card, wherever it stands. */
  agentCard(name: string): Locator {
    return this.agents.getByRole("listitem", { name, exact: true });
  }

  chat(customer: string): Locator {
    return this.chats.getByRole("row").filter({
      has: this.page.getByRole("rowheader", { name: customer, exact: true }),
    });
  }

  /** Narrows the staff to this one: the list may be long. */
  async findStaff(name: string): Promise<void> {
    await this.hand.fill(this.page.getByRole("textbox", { name: "Search the staff" }), name);
  }

  /** Somebody's row on the page of the staff. */
  staff(name: string): Locator {
    return this.page
      .getByRole("table", { name: "Staff" })
      .getByRole("row")
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  agentThere(name: string): Locator {
    return this.agentsThere
      .getByRole("listitem")
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Begins to drag a waiting chat: from then on the agents keep the places that they have for it. */
  async pickUp(customer: string): Promise<void> {
    const row = this.waits(customer);
    await row.hover();
    await this.page.mouse.down();
    // A press alone is no drag.
    await row.hover({ position: { x: 40, y: 10 } });
    await expect(row).toHaveAttribute("data-dragged");
  }

  /** Lets go of what is being dragged. */
  async dropOn(agent: string): Promise<void> {
    await this.agentCard(agent).hover();
    await this.page.mouse.up();
  }

  async openAssign(customer: string): Promise<void> {
    await this.hand.press(this.waits(customer).getByRole("button", { name: "Assign" }));
  }

  async assign(customer: string, agent: string): Promise<void> {
    await this.openAssign(customer);
    await this.hand.check(this.assignDialog.getByRole("radio", { name: agent, exact: true }));
    await this.hand.press(this.assignDialog.getByRole("button", { name: "Assign" }));
  }
}
