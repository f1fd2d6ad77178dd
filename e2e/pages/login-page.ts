import type { Locator, Page } from "@playwright/test";
import { HANDS, type Hand } from "../hand";

export class LoginPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly submit: Locator;

  constructor(
    readonly page: Page,
    private readonly hand: Hand = HANDS.pointer,
  ) {
    this.email = page.getByRole("textbox", { name: "E-mail" });
    this.password = page.getByRole("textbox", { name: "Password" });
    this.submit = page.getByRole("button", { name: "Sign in" });
  }

  async open(): Promise<void> {
    await this.page.goto("/login");
  }

  async signIn(account: { email: string; password: string }): Promise<void> {
    await this.hand.fill(this.email, account.email);
    await this.hand.fill(this.password, account.password);
    await this.hand.press(this.submit);
  }
}
