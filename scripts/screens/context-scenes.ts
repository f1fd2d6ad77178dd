import type { Page } from "@playwright/test";
import type { ReaderSession } from "@/lib/sessions/contract";
import { LONG_NAME, lampChat } from "./casts";
import type { Scene } from "./scenes";
import { seenText } from "./seen";
import type { Person, Stage } from "./stage";

/** What the inbox shows of a customer's other chats. */
export const CONTEXT_SCENES: Scene[] = [
  {
    page: "inbox",
    state: "other chats",
    async go(stage) {
      return seenOthers(stage, (await withEarlier(stage, 12)).session);
    },
  },
  {
    page: "inbox",
    state: "other chats, details over the chat",
    async go(stage) {
      const page = await seenOthers(stage, (await withEarlier(stage, 12)).session);
      // Over the conversation, where there is no room beside it.
      await page.setViewportSize({ width: 768, height: 1024 });
      await page.keyboard.press("Escape");
      await page.keyboard.press("h");
      await page.locator("[data-other-chat]:focus").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "other chats, one read",
    async go(stage) {
      const page = await seenOthers(stage, (await withEarlier(stage, 3)).session);
      await page.locator("[data-other-chat]").first().click();
      await page.getByText("Thank you, that was it.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "other chats, none of them open to this agent",
    async go(stage) {
      const { customer } = await withEarlier(stage, 3);
      const waits = await stage.start(customer, { subject: "And one more", message: "Hello?" });
      const page = await stage.browse(await stage.agent("Nina Kraus"));
      return seenText(
        Promise.resolve(page),
        `/inbox?session=${waits.id}`,
        "once a chat of this customer is yours",
      );
    },
  },
  {
    page: "inbox",
    state: "other chats, loading",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const page = await stage.browse(agent);
      await page.route("**/customer-context", () => {});
      await page.goto(`/inbox?session=${session.id}`);
      await page.getByRole("status", { name: "Loading the other chats" }).waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "other chats, failed",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const page = await stage.browse(agent);
      await page.route("**/customer-context", (route) => route.abort());
      return seenText(
        Promise.resolve(page),
        `/inbox?session=${session.id}`,
        "The other chats could not be loaded.",
      );
    },
  },
];

/** A chat under way of a customer who has had so many before. */
async function withEarlier(stage: Stage, count: number) {
  const { agent, customer, session } = await lampChat(stage);
  for (let n = 1; n <= count; n++) {
    const subject = n % 5 === 4 ? `${LONG_NAME} asks ${LONG_NAME}` : `Question ${n}`;
    const chat = await stage.start(customer, {
      subject: n % 5 === 0 ? "أين طلبي؟" : subject,
      message: `This is what I would like to know: ${n}?`,
    });
    const helper = n % 3 === 0 ? await stage.agent(LONG_NAME) : agent;
    await stage.accept(helper, chat);
    await stage.say(helper, chat, "It is on its way.");
    await stage.say(customer, chat, "Thank you, that was it.");
    if (n < count || count < 5) await stage.end(helper, chat);
  }
  return { agent, customer, session };
}

async function seenOthers(stage: Stage, session: ReaderSession): Promise<Page> {
  const agent: Person = await stage.agent("Anna Berg");
  const page = await stage.browse(agent);
  await page.goto(`/inbox?session=${session.id}`);
  await page.locator("[data-other-chat]").first().waitFor();
  return page;
}
