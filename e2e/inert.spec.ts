import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, type People, test } from "./fixtures";
import { dataOf } from "./rest";

/** What would be an element if anything took it for markup, and links that run something. */
const markup = (where: string) =>
  `${where} <img src=x id=pwned onerror=alert(1)><script id=pwned>alert(1)</script> [a](javascript:alert(1)) javascript:alert(1) https://${where}.example/?q="><b>`;

/** Names are shorter, and this one turns all that follows it around where it is not isolated. */
const name = (where: string) => `${where} <img id=pwned src=x onerror=alert(1)>\u202e`;

async function expectInert(page: Page, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await expect(page.getByText(text, { exact: false }).first(), text).toBeAttached();
  }
  await expect(page.locator("#pwned"), page.url()).toHaveCount(0);
  const schemes = await page
    .locator("a[href]")
    .evaluateAll((links) =>
      links.map((link) => new URL((link as HTMLAnchorElement).href).protocol),
    );
  for (const scheme of schemes) expect(["http:", "https:", "mailto:", "blob:"]).toContain(scheme);
  const foreign = page.locator('a[href*=".example"]');
  for (const link of await foreign.all()) await expect(link).toHaveAttribute("rel", /noopener/);
}

/** A chat with all that goes with it, in which everybody wrote markup wherever they could. */
async function markupEverywhere(people: People) {
  const agent = await people.agent({ name: name("Agent") });
  const customer = await people.customer(name("Customer"));
  const { id } = await people.start(customer, {
    subject: markup("subject"),
    message: markup("message"),
    metadata: { page_url: "javascript:alert(1)", note: markup("metadata") },
  });
  const chat = `/api/live-chat/${id}` as const;
  dataOf(await agent.ask(`POST ${chat}/accept`));
  const say = async (content: string, more = {}) =>
    dataOf(
      await agent.ask(`POST ${chat}/messages`, {
        type: "text",
        client_id: randomUUID(),
        content,
        ...more,
      }),
    );
  await say(markup("reply"));
  await say(markup("note"), { is_internal: true });
  type Ticket = { ticket: { id: string } };
  const { ticket } = dataOf(await agent.ask<Ticket>(`POST ${chat}/convert-to-ticket`));
  const comment = { client_id: randomUUID(), content: markup("comment") };
  dataOf(await agent.ask(`POST /api/tickets/${ticket.id}/comments`, comment));
  type Article = { kb_article: { id: string } };
  const article = {
    title: markup("title"),
    summary: markup("summary"),
    category: "Category <img id=pwned>",
    content: `${markup("content")}\n\n<img src=x id=pwned onerror=alert(1)>`,
    status: "published",
  };
  const { kb_article } = dataOf(await people.admin.ask<Article>("POST /api/kb-articles", article));
  await say("", { content: undefined, type: "kb_article", kb_article_id: kb_article.id });
  const response = { name: name("Response"), content: markup("response"), is_shared: true };
  dataOf(await people.admin.ask("POST /api/canned-responses", response));
  return {
    agent,
    customer,
    chat,
    session_id: id,
    ticket_id: ticket.id,
    kb_article_id: kb_article.id,
  };
}

// A twin would only open the same pages.
test.describe("whatever anybody wrote is shown as it was written, and is nothing but text", {
  tag: "@pointer",
}, () => {
  test("on every screen of a customer", async ({ people, browse }) => {
    const { customer, kb_article_id } = await markupEverywhere(people);
    const of_customer = await browse(customer);
    await of_customer.goto("/chat");
    await expectInert(of_customer, markup("message"), markup("reply"), markup("title"));
    await of_customer.goto("/articles");
    await expectInert(of_customer, markup("title"), markup("summary"));
    await of_customer.goto(`/articles/${kb_article_id}`);
    await expectInert(of_customer, markup("title"));
    expect(await of_customer.title()).toContain("<img src=x id=pwned");
  });

  test("on every screen of an agent", async ({ people, browse }) => {
    const { agent, session_id, ticket_id } = await markupEverywhere(people);
    const of_agent = await browse(agent);
    await of_agent.goto(`/inbox?session=${session_id}`);
    await expectInert(of_agent, markup("subject"), markup("note"), name("Customer"));
    for (const path of ["/inbox/articles", "/inbox/canned-responses", "/tickets"]) {
      await of_agent.goto(path);
      const shown = { "/tickets": markup("subject"), "/inbox/articles": markup("title") }[path];
      await expectInert(of_agent, shown ?? name("Response"));
    }
    await of_agent.goto(`/tickets/${ticket_id}`);
    await expectInert(of_agent, markup("subject"), markup("comment"), markup("message"));
  });

  test("on every screen of an admin, and in what is taken along", async ({ people, browse }) => {
    const { agent, customer, chat, session_id, kb_article_id } = await markupEverywhere(people);
    dataOf(await agent.ask(`POST ${chat}/end`));
    const rating = { score: 1, comment: markup("rating") };
    dataOf(await customer.ask(`POST ${chat}/rating`, rating));
    const of_admin = await browse(people.admin);
    await of_admin.goto(`/admin/chats/${session_id}`);
    await expectInert(of_admin, markup("note"), markup("rating"), name("Customer"));
    await of_admin.goto(`/admin/chats?q=${encodeURIComponent("subject <img")}`);
    await expectInert(of_admin, markup("subject"), name("Agent"));
    await of_admin.goto("/admin/staff");
    await expectInert(of_admin, name("Agent"));
    await of_admin.goto("/admin/reports?period=today");
    await expectInert(of_admin, name("Agent"));
    await of_admin.goto(`/admin/articles/${kb_article_id}`);
    await expectInert(of_admin);
    await of_admin.goto("/admin/audit");
    await expectInert(of_admin, markup("subject"));

    const transcript = await of_admin.context().newPage();
    const saved = await people.admin.ask<never>(`GET ${chat}/transcript?format=json`);
    expect(JSON.stringify(saved)).toContain("<img src=x id=pwned");
    const html = await of_admin.request.get(`${chat}/transcript?format=html&side=staff`);
    await transcript.setContent(await html.text());
    await expectInert(transcript, markup("message"), markup("note"));
  });
});
