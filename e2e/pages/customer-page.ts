import type { Locator, Page } from "@playwright/test";
import { HANDS, type Hand } from "../hand";
import { Conversation } from "./conversation";

export class CustomerPage {
  readonly chat: Conversation;
  readonly question: Locator;
  readonly startButton: Locator;
  readonly queue: Locator;
  readonly ended: Locator;
  readonly startNewButton: Locator;
  readonly earlierChats: Locator;
  readonly rating: Locator;

  constructor(
    readonly page: Page,
    private readonly hand: Hand = HANDS.pointer,
  ) {
    this.chat = new Conversation(page, hand);
    this.question = page.getByRole("textbox", { name: "How can we help?" });
    this.startButton = page.getByRole("button", { name: "Start chat" });
    this.queue = page.getByRole("region", { name: "Queue" });
    this.ended = page.getByText("This chat has ended.");
    this.startNewButton = page.getByRole("button", { name: "Start a new chat" });
    this.rating = page.getByRole("region", { name: "Rating" });
    this.earlierChats = page.getByRole("region", { name: "Earlier chats" });
  }

  async open(): Promise<void> {
    await this.page.goto("/chat");
  }

  /** Fills in the start form and waits for the chat. */
  async start(message: string, name?: string): Promise<void> {
    await this.hand.fill(this.question, message);
    if (name) await this.hand.fill(this.page.getByRole("textbox", { name: "Your name" }), name);
    await this.hand.press(this.startButton);
    await this.chat.expectLast(message);
  }

  async end(): Promise<void> {
    await this.hand.press(this.page.getByRole("button", { name: "End chat" }));
    const dialog = this.page.getByRole("alertdialog", { name: "End this chat?" });
    await this.hand.press(dialog.getByRole("button", { name: "End chat" }));
  }

  place(position: number): Locator {
    return this.queue.getByText(`You are number ${position} in the queue`);
  }

  earlier(subject: string): Locator {
    return this.earlierChats.getByRole("link", { name: subject });
  }
}
