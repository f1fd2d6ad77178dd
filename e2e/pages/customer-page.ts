import type { Locator, Page } from "@playwright/test";
import { Conversation } from "./conversation";

export class CustomerPage {
  readonly chat: Conversation;
  readonly question: Locator;
  readonly startButton: Locator;
  readonly queue: Locator;
  readonly ended: Locator;
  readonly startNewButton: Locator;
  readonly earlierChats: Locator;

  constructor(readonly page: Page) {
    this.chat = new Conversation(page);
    this.question = page.getByRole("textbox", { name: "How can we help?" });
    this.startButton = page.getByRole("button", { name: "Start chat" });
    this.queue = page.getByRole("region", { name: "Queue" });
    this.ended = page.getByText("This chat has ended.");
    this.startNewButton = page.getByRole("button", { name: "Start a new chat" });
    this.earlierChats = page.getByRole("region", { name: "Earlier chats" });
  }

  async open(): Promise<void> {
    await this.page.goto("/chat");
  }

  /** Fills in the start form and waits for the chat. */
  async start(message: string, name?: string): Promise<void> {
    await this.question.fill(message);
    if (name) await this.page.getByRole("textbox", { name: "Your name" }).fill(name);
    await this.startButton.click();
    await this.chat.expectLast(message);
  }

  async end(): Promise<void> {
    await this.page.getByRole("button", { name: "End chat" }).click();
    const dialog = this.page.getByRole("alertdialog", { name: "End this chat?" });
    await dialog.getByRole("button", { name: "End chat" }).click();
  }

  place(position: number): Locator {
    return this.queue.getByText(`You are number ${position} in the queue`);
  }

  earlier(subject: string): Locator {
    return this.earlierChats.getByRole("link", { name: subject });
  }
}
