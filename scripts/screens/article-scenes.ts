import type { Page } from "@playwright/test";
import { CustomerPage } from "@/e2e/pages/customer-page";
import { dataOf } from "@/e2e/rest";
import type { CreateKbArticleInput, KbArticle } from "@/lib/kb/contract";
import { ARABIC_NAME, LONG_NAME, lampChat } from "./casts";
import type { Scene } from "./scenes";
import { seenText } from "./seen";
import type { Stage } from "./stage";

const ADMIN = "/admin/articles";
const API = "**/api/kb-articles?**";

/** Articles: where they are written, shared and read. */
export const ARTICLE_SCENES: Scene[] = [
  {
    page: "articles",
    state: "none yet",
    async go(stage) {
      const page = stage.browse(await stage.agent("Nina Roth"));
      return seenText(page, "/inbox/articles", "There are no articles yet.");
    },
  },
  {
    page: "articles",
    state: "loading",
    async go(stage) {
      const page = await stage.browse(stage.admin);
      await page.route(API, () => {});
      await page.goto(ADMIN);
      await page.getByText("The articles are loading.").waitFor();
      return page;
    },
  },
  {
    page: "articles",
    state: "failed",
    async go(stage) {
      const page = await stage.browse(stage.admin);
      await page.route(API, (route) => route.abort());
      return seenText(Promise.resolve(page), ADMIN, "The articles did not load");
    },
  },
  {
    page: "articles",
    state: "long and right to left",
    async go(stage) {
      await written(stage);
      return seenText(stage.browse(stage.admin), ADMIN, ARABIC_NAME);
    },
  },
  {
    page: "articles",
    state: "found",
    async go(stage) {
      await written(stage);
      const page = await stage.browse(stage.admin);
      await page.goto(ADMIN);
      await page.getByRole("searchbox", { name: "Search" }).fill("lamp");
      await page.locator("mark").first().waitFor();
      return page;
    },
  },
  {
    page: "articles",
    state: "a new one",
    async go(stage) {
      const page = await stage.browse(await stage.agent("Nina Roth"));
      return seenText(Promise.resolve(page), "/inbox/articles/new", "What you write shows here");
    },
  },
  {
    page: "articles",
    state: "written, with a preview",
    async go(stage) {
      const { lamp } = await written(stage);
      return edited(await stage.browse(stage.admin), lamp);
    },
  },
  {
    page: "articles",
    state: "a colleague was first",
    async go(stage) {
      const { lamp } = await written(stage);
      const page = await edited(await stage.browse(stage.admin), lamp);
      await page.getByRole("textbox", { name: "Title" }).fill("How to return a lamp");
      await page.route(`**/api/kb-articles/${lamp.id}`, async (route) => {
        const theirs = { title: "Lamps that come back", updated_by: { id: 0, name: LONG_NAME } };
        const kb_article = { ...lamp, ...theirs, version: lamp.version + 1 };
        const message = `${LONG_NAME} has changed this article in the meantime.`;
        const error = { code: "CONFLICT", message, retryable: false, details: { kb_article } };
        await route.fulfill({ status: 409, json: { ok: false, error } });
      });
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Not saved yet").waitFor();
      return page;
    },
  },
  {
    page: "articles",
    state: "published, as an agent sees it",
    async go(stage) {
      const { lamp } = await written(stage);
      const page = stage.browse(await stage.agent("Nina Roth"));
      return seenText(page, `/inbox/articles/${lamp.id}`, "It is published");
    },
  },
  {
    page: "articles",
    state: "deleted",
    async go(stage) {
      const page = stage.browse(stage.admin);
      return seenText(page, `${ADMIN}/nothing`, "There is no such article.");
    },
  },
  {
    page: "articles",
    state: "shared from the inbox",
    async go(stage) {
      await written(stage);
      return sharing(stage, "lamp", "How to send a lamp back");
    },
  },
  {
    page: "articles",
    state: "shared from the inbox, none matches",
    async go(stage) {
      await written(stage);
      return sharing(stage, "zzzz", null);
    },
  },
  {
    page: "articles",
    state: "cards in the inbox",
    async go(stage) {
      const { agent, session } = await shared(stage);
      const page = await stage.browse(agent);
      await page.goto(`/inbox?session=${session.id}`);
      await page.getByRole("button", { name: `Open the article ${LONG_NAME}` }).waitFor();
      return page;
    },
  },
  {
    page: "articles",
    state: "cards in the customer’s chat",
    async go(stage) {
      return (await cards(stage)).page;
    },
  },
  {
    page: "articles",
    state: "read in the chat",
    async go(stage) {
      const { page } = await cards(stage);
      await page.getByRole("button", { name: "Open the article How to send" }).click();
      await page.getByRole("heading", { name: "Before you send it" }).waitFor();
      return page;
    },
  },
  {
    page: "articles",
    state: "no longer there, in the chat",
    async go(stage) {
      const { page } = await cards(stage);
      const error = { code: "NOT_FOUND", message: "There is no such article.", retryable: false };
      await page.route("**/api/kb-articles/*", (route) =>
        route.fulfill({ status: 404, json: { ok: false, error } }),
      );
      await page.getByRole("button", { name: "Open the article How to send" }).click();
      await page.getByText("This article is no longer there.").waitFor();
      return page;
    },
  },
  {
    page: "articles",
    state: "the public list",
    async go(stage) {
      await written(stage);
      return seenText(stage.browse(), "/articles", ARABIC_NAME);
    },
  },
  {
    page: "articles",
    state: "the public list, none matches",
    go: (stage) => seenText(stage.browse(), "/articles?q=zzzz", "No article matches."),
  },
  {
    page: "articles",
    state: "a public page",
    async go(stage) {
      const { lamp } = await written(stage);
      return seenText(stage.browse(), lamp.url, "Before you send it");
    },
  },
  {
    page: "articles",
    state: "a public page that is not there",
    go: (stage) => seenText(stage.browse(), "/articles/nothing", "This article is not there."),
  },
];

const LAMP = `# Before you send it

Put the lamp into **its own box**, and that into [another one](https://shop.example.com/boxes).

1. Print the label
2. Glue it on
   - not over the seam

> Keep the receipt.

| Country | Days | Price |
|---|---:|:-:|
| Germany | 3 | free |
| Elsewhere | 10 | 12.00 € |

---

\`\`\`
Parcels, 12 Long Street, which is a long address and is broken where it has no more room
\`\`\``;

const ALL: CreateKbArticleInput[] = [
  {
    title: "How to send a lamp back",
    category: "Returns",
    summary: "Within 30 days, in its own box, with the label that we send by mail.",
    content: LAMP,
    status: "published",
  },
  {
    title: LONG_NAME,
    category: "c".repeat(50),
    summary: `${LONG_NAME} ${"s".repeat(200)}`,
    content: `${LONG_NAME}\n\n${"x".repeat(300)}`,
    status: "published",
  },
  {
    title: ARABIC_NAME,
    category: "الإرجاع",
    summary: "أرسل المصباح في صندوقه الأصلي.",
    content: "# قبل الإرسال\n\nضع المصباح في صندوقه.\n\n1. واحد\n2. اثنان",
    status: "published",
  },
  { title: "Holidays", content: "We are back on Monday.", status: "draft" },
];

let made: KbArticle[] | undefined;
async function written({ admin }: Stage): Promise<{ lamp: KbArticle; all: KbArticle[] }> {
  if (!made) {
    made = [];
    for (const one of ALL) {
      const answer = await admin.ask<{ kb_article: KbArticle }>("POST /api/kb-articles", one);
      made.push(dataOf(answer).kb_article);
    }
  }
  const [lamp] = made;
  if (!lamp) throw new Error("No article was made.");
  return { lamp, all: made };
}

async function edited(page: Page, article: KbArticle): Promise<Page> {
  await page.goto(`${ADMIN}/${article.id}`);
  await page.getByRole("heading", { name: "Before you send it" }).waitFor();
  return page;
}

async function sharing(stage: Stage, query: string, found: string | null): Promise<Page> {
  const { agent, session } = await lampChat(stage);
  const page = await stage.browse(agent);
  await page.goto(`/inbox?session=${session.id}`);
  await page.getByRole("button", { name: "Article", exact: true }).click();
  await page.getByRole("combobox", { name: "Find an article" }).fill(query);
  await page.locator("[role=listbox][aria-busy=false]").waitFor({ state: "attached" });
  if (found) await page.getByRole("option", { name: found }).waitFor();
  else await page.getByText("No article has these words.").waitFor();
  return page;
}

async function shared(stage: Stage) {
  const { all } = await written(stage);
  const chat = await lampChat(stage);
  for (const { id, status, title } of all) {
    if (status === "draft") continue;
    const message = { type: "kb_article", client_id: id, kb_article_id: id };
    const text = title === LONG_NAME && { content: "And this one, which is long." };
    const call = `POST /api/live-chat/${chat.session.id}/messages`;
    dataOf(await chat.agent.ask(call, { ...message, ...text }));
  }
  return chat;
}

async function cards(stage: Stage): Promise<CustomerPage> {
  const { customer, session } = await shared(stage);
  const visitor = new CustomerPage(await stage.browse(customer));
  await visitor.page.goto(`/chat?session=${session.id}`);
  await visitor.page.getByRole("button", { name: `Open the article ${LONG_NAME}` }).waitFor();
  return visitor;
}
