import type { Page } from "@playwright/test";
import { InboxPage } from "@/e2e/pages/inbox-page";
import { ARABIC_NAME, LONG_NAME, lampChat } from "./casts";
import type { Scene } from "./scenes";
import { seenText } from "./seen";
import type { Stage } from "./stage";

const PAGE = "/inbox/canned-responses";
const API = "**/api/canned-responses?**";

/** Canned responses: where they are written, and where they are picked. */
export const RESPONSE_SCENES: Scene[] = [
  {
    page: "canned responses",
    state: "none yet",
    async go(stage) {
      const page = stage.browse(await stage.agent("Nina Roth"));
      return seenText(page, PAGE, "There are no canned responses yet.");
    },
  },
  {
    page: "canned responses",
    state: "loading",
    async go(stage) {
      const page = await stage.browse(await stage.agent("Nina Roth"));
      await page.route(API, () => {});
      await page.goto(PAGE);
      await page.getByText("The canned responses are loading.").waitFor();
      return page;
    },
  },
  {
    page: "canned responses",
    state: "failed",
    async go(stage) {
      const page = await stage.browse(await stage.agent("Nina Roth"));
      await page.route(API, (route) => route.abort());
      return seenText(Promise.resolve(page), PAGE, "The canned responses did not load");
    },
  },
  {
    page: "canned responses",
    state: "long and right to left",
    async go(stage) {
      await written(stage);
      return seenText(stage.browse(stage.admin), "/admin/canned-responses", ARABIC_NAME);
    },
  },
  {
    page: "canned responses",
    state: "an agent’s, none matches",
    async go(stage) {
      await written(stage);
      const page = await stage.browse(await stage.agent("Nina Roth"));
      await page.goto(PAGE);
      await page.getByRole("searchbox", { name: "Search" }).fill("zzzz");
      await page.getByText("No canned response matches.").waitFor();
      return page;
    },
  },
  {
    page: "canned responses",
    state: "edit, an unknown variable",
    async go(stage) {
      const page = await stage.browse(stage.admin);
      await page.goto("/admin/canned-responses");
      await page.getByRole("button", { name: "New response" }).click();
      const text = page.getByRole("dialog").getByRole("textbox", { name: "Text" });
      await text.fill("Hello {{name}}");
      await page.getByText("unknown variable").waitFor();
      return page;
    },
  },
  {
    page: "canned responses",
    state: "edit, with a preview",
    async go(stage) {
      const page = await stage.browse(stage.admin);
      await page.goto("/admin/canned-responses");
      await page.getByRole("button", { name: "New response" }).click();
      const text = page.getByRole("dialog").getByRole("textbox", { name: "Text" });
      await text.fill("Hello {{customer_name|there}},\nI am {{agent_name}}. How can I help?");
      await page.getByText("Who gave no name gets").waitFor();
      return page;
    },
  },
  {
    page: "canned responses",
    state: "picked in a chat",
    async go(stage) {
      await written(stage);
      return opened(stage, "Greeting");
    },
  },
  {
    page: "canned responses",
    state: "picked in a chat, none matches",
    async go(stage) {
      await written(stage);
      const page = await opened(stage, "Greeting");
      await new InboxPage(page).chat.composer.pressSequentially("zzz");
      await page.getByText("No canned response matches.").waitFor();
      return page;
    },
  },
];

let is_written = false;
async function written({ admin }: Stage): Promise<void> {
  if (is_written) return;
  is_written = true;
  const shared = { is_shared: true, category: "First words" };
  const all = [
    { ...shared, name: "Greeting", content: "Hello {{customer_name|there}}, how can I help?" },
    {
      ...shared,
      name: LONG_NAME,
      content: `${LONG_NAME} ${"a".repeat(200)}`,
      category: "c".repeat(50),
      tags: ["t".repeat(50), "returns", "late delivery"],
    },
    { ...shared, name: ARABIC_NAME, content: "أهلا {{customer_name|بك}}، كيف أساعدك؟" },
    {
      ...shared,
      name: "Holidays",
      content: "We are back on {{subject}}.\n\nUntil then: a merry time.",
      is_active: false,
    },
  ];
  for (const one of all) await admin.ask("POST /api/canned-responses", one);
}

async function opened(stage: Stage, name: string): Promise<Page> {
  const { agent, session } = await lampChat(stage);
  const page = await stage.browse(agent);
  await page.goto(`/inbox?session=${session.id}`);
  const { composer } = new InboxPage(page).chat;
  await composer.pressSequentially("/");
  await page.getByRole("option", { name }).waitFor();
  return page;
}
