import type { Locator, Page } from "@playwright/test";

export class AdminPage {
  readonly chats: Locator;
  readonly agentsThere: Locator;
  readonly assignDialog: Locator;

  constructor(readonly page: Page) {
    this.chats = page.getByRole("table", { name: "Chats" });
    this.agentsThere = page.getByRole("list", { name: "Agents who are there" });
    this.assignDialog = page.getByRole("dialog", { name: "Assign chat" });
  }

  async open(): Promise<void> {
    await this.page.goto("/admin");
  }

  chat(customer: string): Locator {
    return this.chats.getByRole("row").filter({
      has: this.page.getByRole("rowheader", { name: customer, exact: true }),
    });
  }

  agentThere(name: string): Locator {
    return this.agentsThere
      .getByRole("listitem")
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async openAssign(customer: string): Promise<void> {
    await this.chat(customer).getByRole("button", { name: "Assign" }).click();
  }

  async assign(customer: string, agent: string): Promise<void> {
    await this.openAssign(customer);
    await this.assignDialog.getByRole("radio", { name: agent, exact: true }).check();
    await this.assignDialog.getByRole("button", { name: "Assign" }).click();
  }
}
