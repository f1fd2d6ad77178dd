import type { Page } from "@playwright/test";
import { InboxPage } from "@/e2e/pages/inbox-page";
import { dataOf } from "@/e2e/rest";
import { ARABIC_NAME, LONG_NAME, lampChat } from "./casts";
import type { Scene } from "./scenes";
import { seenText } from "./seen";
import type { Stage } from "./stage";

/** The states of handing a chat on. */
export const TRANSFER_SCENES: Scene[] = [
  {
    page: "inbox",
    state: "transfer",
    async go(stage) {
      await comeOnline(stage, ["Tom Becker", "Lena Hoffmann", LONG_NAME, ARABIC_NAME]);
      const { inbox } = await askTransfer(stage);
      await inbox.transferTo("Tom Becker").check();
      await inbox.transferNote.fill(
        "The lamp is out of stock until Friday: offer the lighter shade.",
      );
      return inbox.page;
    },
  },
  {
    page: "inbox",
    state: "transfer, nobody there",
    async go(stage) {
      const { inbox } = await askTransfer(stage, [], async (page) => {
        // Who played in the scene before is not known to be gone yet.
        await page.route("**/api/agents", async (route) => {
          const { data, ...answer } = await (await route.fetch()).json();
          const items = data.items.filter((one: { name: string }) => one.name === "Anna Berg");
          await route.fulfill({ json: { ...answer, data: { ...data, items } } });
        });
      });
      await inbox.transferDialog.getByText("Nobody else is online.").waitFor();
      return inbox.page;
    },
  },
  {
    page: "inbox",
    state: "transfer, offline",
    async go(stage) {
      await comeOnline(stage, ["Tom Becker"]);
      const { inbox } = await askTransfer(stage);
      await inbox.transferTo("Tom Becker").check();
      await inbox.page.context().setOffline(true);
      await inbox.transferDialog.getByRole("button", { name: "Transfer" }).click();
      await inbox.transferDialog.getByRole("alert").waitFor();
      return inbox.page;
    },
  },
  {
    page: "inbox",
    state: "handed on",
    async go(stage) {
      const { inbox, session } = await askTransfer(stage, [LONG_NAME]);
      await inbox.transferTo(LONG_NAME).check();
      await inbox.transferNote.fill("The lamp is out of stock until Friday.");
      await inbox.transferDialog.getByRole("button", { name: "Transfer" }).click();
      await inbox.page.getByText("was handed this chat").waitFor();
      await stage.say(await stage.agent(LONG_NAME), session, "Hello Maria, I take over.");
      await inbox.page.getByText("I take over").first().waitFor();
      return inbox.page;
    },
  },
  {
    page: "inbox",
    state: "got from a colleague",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const next = await stage.agent("Tom Becker");
      await comeOnline(stage, [next.name]);
      // What was there before the lists were is no news.
      const page = await seenText(stage.browse(next), "/inbox", "Nobody is waiting.");
      await stage.handOn(agent, session, next, "The lamp is out of stock until Friday.");
      await page.getByText("You have a chat from Anna Berg").waitFor();
      await page.getByRole("button", { name: "Open" }).click();
      await page.getByText("Anna Berg").first().waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "handed on",
    async go(stage) {
      const { agent, customer, session } = await lampChat(stage);
      const next = await stage.agent(ARABIC_NAME);
      await comeOnline(stage, [next.name]);
      await stage.handOn(agent, session, next);
      await stage.say(next, session, "Hello Maria, I take over.");
      return seenText(stage.browse(customer), "/chat", "I take over");
    },
  },
];

async function comeOnline(stage: Stage, names: string[]): Promise<void> {
  for (const name of names) {
    const socket = await stage.connect(await stage.agent(name));
    dataOf(await socket.ask("agent:set_status", { status: "online" }));
  }
}

async function askTransfer(
  stage: Stage,
  there: string[] = [],
  prepare: (page: Page) => Promise<unknown> = async () => {},
) {
  await comeOnline(stage, there);
  const { agent, session } = await lampChat(stage);
  const page = await stage.browse(agent);
  await prepare(page);
  await page.goto(`/inbox?session=${session.id}`);
  const inbox = new InboxPage(page);
  await inbox.transferButton.click();
  await inbox.transferDialog.waitFor();
  return { inbox, session };
}
