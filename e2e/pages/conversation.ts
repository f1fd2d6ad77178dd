import { expect, type Locator, type Page } from "@playwright/test";
import type { Hand } from "../hand";

/** What stands on the screen of one reader: their own words, and those of whoever else wrote. */
export type Shown = { by: "me" | "other"; text: string };

export type FileOnDisk = { name: string; mimeType: string; buffer: Buffer };

/** A message is on the other screen in a few milliseconds; Playwright's own steps go up to a second. */
const LOOK_EVERY = { intervals: [20, 50, 100] };

/** A chat as both sides have it: the log, who is typing, and where one writes. */
export class Conversation {
  readonly log: Locator;
  /** Which agent came and went. */
  readonly comings: Locator;
  /** Who handed the chat to whom. */
  readonly handed: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;

  constructor(
    private readonly page: Page,
    private readonly hand: Hand,
  ) {
    this.log = page.getByRole("log", { name: "Messages" });
    this.comings = this.log.getByText(/ (joined|left) at /);
    this.handed = this.log.locator("bdi").filter({ hasText: / handed the chat to / });
    this.composer = page.getByRole("textbox", { name: "Message" });
    this.sendButton = page.getByRole("button", { name: "Send" });
  }

  /** Strikes key after key, as a person does; a new line is Shift and Enter. */
  async type(text: string): Promise<void> {
    await this.hand.type(this.composer, text);
  }

  /** Types and sends. */
  async say(text: string): Promise<void> {
    await this.type(text);
    await this.hand.strike(this.composer, "Enter");
  }

  /** Puts in the whole text at once, as from the clipboard, and sends it. */
  async paste(text: string): Promise<void> {
    await this.hand.fill(this.composer, text);
    await this.hand.strike(this.composer, "Enter");
  }

  /** Picks a file as a person does: by the button or by its key. */
  async attach(file: FileOnDisk): Promise<void> {
    const asked = this.page.waitForEvent("filechooser");
    await this.hand.press(this.page.getByRole("button", { name: "Attach a file" }));
    await (await asked).setFiles(file);
  }

  /** The messages in the log, word for word and with their white space, and whose each is. */
  shown(): Promise<Shown[]> {
    return this.log.locator('div[dir="auto"]').evaluateAll((texts) =>
      texts.map((text) => {
        // Each message has its writer before it, for the eye or for those who listen.
        const writer = text.parentElement?.previousElementSibling?.textContent ?? "";
        return { by: writer.startsWith("You") ? "me" : "other", text: text.textContent ?? "" };
      }),
    );
  }

  /** Waits until the log says just this. */
  async expectShown(expected: Shown[]): Promise<void> {
    await expect.poll(() => this.shown(), LOOK_EVERY).toEqual(expected);
  }

  /** Waits until the last message in the log is this one. */
  async expectLast(text: string): Promise<void> {
    const last = async () => (await this.shown()).at(-1)?.text;
    await expect.poll(last, LOOK_EVERY).toBe(text);
  }

  typing(name: string): Locator {
    return this.page.getByText(`${name} is typing`);
  }

  /** How far the reader's last message got: `Sent` or `Seen`. */
  receipt(state: "Sent" | "Seen"): Locator {
    return this.log.getByText(state, { exact: true });
  }
}
