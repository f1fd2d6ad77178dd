import type { Page } from "@playwright/test";
import type { KbArticle } from "@/lib/kb/contract";
import { findings } from "./axe";
import { expect, newName, test } from "./fixtures";
import { closeByEscape } from "./hand";
import { AdminPage } from "./pages/admin-page";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { LoginPage } from "./pages/login-page";
import { dataOf } from "./rest";

const WIDE = { width: 1280, height: 800 };
/** The narrowest phone that is still about. */
const NARROW = { width: 360, height: 740 };

/** A text without a place to break it, and one that is long: what pushes a page wider than it is. */
const UNBREAKABLE = `https://example.com/${"a".repeat(300)}`;

/**
 * What the page is too narrow for: that it scrolls sideways, or controls beyond its edge where it
 * does not, which nobody can reach.
 */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const controls = document.querySelectorAll("a, button, input, select, textarea, [tabindex]");
    const outside = [...controls].filter((control) => {
      const { left, right, width } = control.getBoundingClientRect();
      // One pixel wide is what is there for those who listen.
      return width > 1 && (left < -1 || right > clientWidth + 1) && control.checkVisibility();
    });
    return {
      scrolls_by: scrollWidth - clientWidth,
      outside: outside.map((control) => control.outerHTML.slice(0, 200)),
    };
  });

/** Holds for the state that is on the screen now: dark where it is narrow, and light where it is wide. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const [size, colorScheme] of [
    [NARROW, "dark"],
    [WIDE, "light"],
  ] as const) {
    await page.setViewportSize(size);
    // Half-way through a change of colour axe would measure neither of the two.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const where = `${state}, ${size.width} px, ${colorScheme}`;
    expect(await findings(page), where).toEqual([]);
    expect(await overflow(page), where).toEqual({ scrolls_by: 0, outside: [] });
  }
}

test.beforeEach(() => {
  test.setTimeout(120_000);
});

test("the customer's page in all its states", async ({ customer: { page }, agent }) => {
  const customer = new CustomerPage(page);
  const name = newName("Customer");
  await customer.open();
  await expect(customer.startButton).toBeEnabled();
  await expectAccessible(page, "start");
  await customer.startButton.click();
  await expect(page.getByText("Write what you need help with.")).toBeVisible();
  await expectAccessible(page, "start with an error");
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByRole("dialog", { name: "Create an account" })).toBeVisible();
  await expectAccessible(page, "create an account");
  await closeByEscape(page.getByRole("dialog"));

  await customer.start(`Does this work? ${UNBREAKABLE}`, name);
  await expect(customer.place(1)).toBeVisible();
  await expectAccessible(page, "waiting");

  const inbox = new InboxPage(agent.page);
  await inbox.open();
  await inbox.accept(name);
  await inbox.chat.say("It does.");
  await customer.chat.expectLast("It does.");
  await customer.chat.say(UNBREAKABLE);
  await inbox.chat.type("and");
  await expect(customer.chat.typing(agent.name)).toBeVisible();
  await expectAccessible(page, "conversation");
  await customer.chat.paste("👍");
  await customer.chat.expectLast("👍");
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "menu");
  await closeByEscape(page.getByRole("menu"));
  await page.getByRole("button", { name: "End chat" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page, "asked whether to end");
  await closeByEscape(page.getByRole("alertdialog"));

  await customer.end();
  await expect(customer.ended).toBeVisible();
  await customer.rating.getByRole("radio", { name: "Great" }).check();
  await expectAccessible(page, "ended");
  await customer.rating.getByRole("button", { name: "Send rating" }).click();
  await expect(customer.rating).toContainText("Thank you.");
  await customer.startNewButton.click();
  await expect(customer.earlierChats).toBeVisible();
  await expectAccessible(page, "start with earlier chats");
});

test("the inbox in all its states", async ({ agent, people }) => {
  const inbox = new InboxPage(agent.page);
  const { page } = inbox;
  await inbox.open();
  await expect(page.getByText("Nobody is waiting.")).toBeVisible();
  await expectAccessible(page, "empty");
  await page.getByRole("button", { name: "Keys" }).click();
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page, "keys");
  await closeByEscape(page.getByRole("dialog"));

  const [first, second] = [
    await people.customer(),
    await people.customer(UNBREAKABLE.slice(0, 99)),
  ];
  await people.start(first, { message: UNBREAKABLE, subject: UNBREAKABLE.slice(0, 199) });
  const required_skills = ["billing", "German", "s".repeat(50)];
  await people.start(second, { priority: "urgent", required_skills });
  await expect(inbox.queue.getByRole("listitem")).toHaveCount(2);
  await expectAccessible(page, "with a queue");

  await inbox.accept(first.name);
  await inbox.chat.expectLast(UNBREAKABLE);
  await inbox.chat.say(UNBREAKABLE);
  await expectAccessible(page, "with a conversation");
  const colleague = await people.agent({ name: UNBREAKABLE.slice(0, 99) });
  await inbox.transferButton.click();
  await expect(inbox.transferDialog.getByText("Nobody else is online.")).toBeVisible();
  await expectAccessible(page, "transfer, nobody there");
  await colleague.connect();
  await expect(inbox.transferTo(colleague.name)).toBeEnabled();
  await expectAccessible(page, "transfer");
  await closeByEscape(inbox.transferDialog);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "how to save it");
  await closeByEscape(page.getByRole("menu"));
  await page.setViewportSize(WIDE);
  await inbox.search.fill(UNBREAKABLE.slice(0, 20));
  const found = page.getByRole("list", { name: "Messages that were found" });
  await found.getByRole("button").first().click();
  await expect(page.locator("[data-found]")).toBeVisible();
  await expectAccessible(page, "with messages that were found");
  await page.setViewportSize(WIDE);
  await inbox.search.fill("");
  const canned = { name: UNBREAKABLE.slice(0, 99), content: `{{customer_name}} ${UNBREAKABLE}` };
  for (let n = 0; n < 12; n++) {
    const name = n === 0 ? canned.name : `Greeting ${n}`;
    const more = { name, category: "c".repeat(50) };
    dataOf(await agent.ask("POST /api/canned-responses", { ...canned, ...more }));
  }
  await inbox.chat.composer.press("/");
  await expect(page.getByRole("option", { name: canned.name })).toBeVisible();
  await expectAccessible(page, "with canned responses");
  await inbox.chat.composer.press("Escape");
  await inbox.chat.composer.fill("");
  await page.getByRole("button", { name: "End chat" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page, "asked whether to end");
  await closeByEscape(page.getByRole("alertdialog"));
  await inbox.end();
  await expect(inbox.ended).toBeVisible();
  await expectAccessible(page, "with an ended conversation");
});

test("the overview and the chats in all their states", async ({ agent, browse, people }) => {
  const admin = new AdminPage(await browse(people.admin));
  const { page } = admin;
  const customer = await people.customer();
  const { id } = await people.start(customer, { message: UNBREAKABLE });
  await people.start(await people.customer(UNBREAKABLE.slice(0, 99)), {
    subject: UNBREAKABLE.slice(0, 199),
    priority: "urgent",
  });
  const full = await people.agent({ max_concurrent_chats: 0 });
  await admin.open();
  await expect(admin.waits(customer.name)).toBeVisible();
  await expectAccessible(page, "overview");
  const dataTransfer = await page.evaluateHandle(() => new DataTransfer());
  const dragged = admin.waits(customer.name);
  await dragged.dispatchEvent("dragstart", { dataTransfer });
  const word = admin.agentCard(full.name).getByText("Takes none", { exact: true });
  await expect(word).toBeVisible();
  await expectAccessible(page, "a chat is dragged");
  await dragged.dispatchEvent("dragend", { dataTransfer });
  await expect(word).toBeHidden();
  await admin.openAssign(customer.name);
  await admin.assignDialog.getByRole("radio", { name: agent.name, exact: true }).check();
  await expectAccessible(page, "assign");
  await admin.assignDialog.getByRole("button", { name: "Assign" }).click();
  await expect(admin.waits(customer.name)).toBeHidden();
  await expectAccessible(page, "assigned");
  await admin.openChats();
  await expect(admin.chat(customer.name)).toContainText("Active");
  await expectAccessible(page, "chats");
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page, "what to export");
  await closeByEscape(page.getByRole("menu"));
  await page.goto(`/admin/chats?said=${UNBREAKABLE.slice(0, 20)}`);
  await expect(page.locator("mark").first()).toBeVisible();
  await expectAccessible(page, "chats, messages that were found");

  await page.goto(`/admin/chats/${id}`);
  await expect(page.getByRole("log")).toContainText(UNBREAKABLE);
  await expectAccessible(page, "one chat");
  await page.goto("/admin/chats?status=closed&from=2001-01-01&to=2001-01-01");
  await expect(page.getByText("No chat matches")).toBeVisible();
  await expectAccessible(page, "no chat matches");
});

test("the reports in all their states", async ({ agent, browse, people }) => {
  const page = await browse(people.admin);
  const { id } = await people.start(await people.customer(), { message: UNBREAKABLE });
  dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  await page.goto("/admin/reports");
  await expect(page.getByRole("table", { name: "Figures by agent" })).toContainText(agent.name);
  await expectAccessible(page, "reports");
  await page.goto("/admin/reports?period=custom&from=2001-01-02&to=2001-01-01");
  await expect(page.getByText("Before “From”.")).toBeVisible();
  await expectAccessible(page, "reports, days the wrong way round");
  await page.goto("/admin/reports?period=custom&from=2001-01-01&to=2001-01-02");
  await expect(page.getByText("No chats in this period")).toBeVisible();
  await expectAccessible(page, "reports, empty");
});

test("the audit log in all its states", async ({ browse, people }) => {
  const page = await browse(people.admin);
  const invited = { name: "a".repeat(100), email: "audited@parley.test", role: "agent" };
  dataOf(await people.admin.ask("POST /api/users", invited));
  await page.goto("/admin/audit");
  await expect(page.getByRole("row", { name: "Staff added" }).first()).toBeVisible();
  await expectAccessible(page, "audit log");
  await page.goto("/admin/audit?from=2001-01-02&to=2001-01-01");
  await expect(page.getByText("No row matches")).toBeVisible();
  await expectAccessible(page, "audit log, nothing matches");
});

test("the staff's page in all its states", async ({ agent, browse, people }) => {
  const admin = new AdminPage(await browse(people.admin));
  const { page } = admin;
  await page.goto("/admin/staff");
  await expect(page.getByRole("table", { name: "Staff" })).toContainText(agent.name);
  await expectAccessible(page, "staff");
  await admin.findStaff("nobody of that name");
  await expect(page.getByText("Nobody of the staff matches.")).toBeVisible();
  await expectAccessible(page, "staff, nobody matches");
  await admin.findStaff("");
  await expect(admin.staff(agent.name)).toBeVisible();
  await page.getByRole("button", { name: "Add staff" }).click();
  await expect(page.getByRole("dialog", { name: "Add staff" })).toBeVisible();
  await expectAccessible(page, "add staff");
  const add = page.getByRole("dialog", { name: "Add staff" });
  const invited = newName("Agent");
  await add.getByRole("textbox", { name: "Name" }).fill(invited);
  await add.getByRole("textbox", { name: "E-mail" }).fill("accessible@parley.test");
  await add.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Setup link" })).toBeVisible();
  await expectAccessible(page, "setup link");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(admin.staff(invited)).toContainText("Invited");
  await expectAccessible(page, "staff with an invitation");
  await admin.staff(agent.name).getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page, "asked whether to deactivate");
});

test("a customer's other chats and the tickets in all their states", async ({ agent, people }) => {
  const { page } = agent;
  const customer = await people.customer();
  const subject = UNBREAKABLE.slice(0, 199);
  for (const message of [UNBREAKABLE, "And another thing"]) {
    const { id } = await people.start(customer, { message, subject });
    dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  }
  const inbox = new InboxPage(page);
  await inbox.open();
  await inbox.own(customer.name).first().getByRole("button").click();
  const pane = page.getByRole("complementary", { name: "Customer" });
  await expect(pane.getByRole("list", { name: "Other chats" })).toBeVisible();
  await page.getByRole("button", { name: "Make ticket" }).click();
  await expect(page.getByRole("dialog", { name: "Make a ticket" })).toBeVisible();
  await expectAccessible(page, "making a ticket");
  await page.getByRole("dialog").getByRole("button", { name: "Make ticket" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await inbox.end();
  await inbox.own(customer.name).getByRole("button").click();
  await pane.getByRole("list", { name: "Other chats" }).getByRole("button").click();
  await expect(page.getByRole("region", { name: "Other chat", exact: true })).toContainText(
    "was made from this chat",
  );
  await expectAccessible(page, "another chat read");

  await page.goto("/tickets");
  const ticket = page.getByRole("list", { name: "Tickets" }).getByRole("link");
  await expect(ticket).toHaveCount(1);
  await expectAccessible(page, "tickets");
  await ticket.click();
  await page.getByRole("textbox", { name: "Comment" }).fill(UNBREAKABLE);
  await page.getByRole("button", { name: "Add comment" }).click();
  await expect(page.getByRole("list", { name: "Comments" })).toContainText(UNBREAKABLE);
  await expect(page.getByRole("region", { name: /^The chat, as it was/ })).not.toContainText(
    "Loading",
  );
  await expectAccessible(page, "one ticket");
});

test("the settings' page in all its states", async ({ browse, people }) => {
  const page = await browse(people.admin);
  await page.goto("/admin/settings");
  const timeout = page.getByRole("textbox", { name: "Session timeout" });
  await expect(timeout).toBeVisible();
  await expectAccessible(page, "settings");
  await timeout.fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(timeout).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "settings, one wrong");
  await page.getByRole("link", { name: "Staff" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page, "settings, asked whether to leave");
});

test("the page of canned responses in its states", async ({ agent: { page, ask } }) => {
  await page.goto("/inbox/canned-responses");
  await expect(page.getByText("There are no canned responses yet.")).toBeVisible();
  await expectAccessible(page, "empty");
  await page.getByRole("button", { name: "New response" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Text" }).fill("Hello {{name}}");
  await expect(dialog.getByText("unknown variable")).toBeVisible();
  await expectAccessible(page, "one is written");
  await closeByEscape(dialog);
  const long = { name: UNBREAKABLE.slice(0, 99), content: UNBREAKABLE, tags: ["t".repeat(50)] };
  dataOf(await ask("POST /api/canned-responses", { ...long, is_active: false }));
  await page.reload();
  await expect(page.getByRole("listitem", { name: long.name })).toBeVisible();
  await expectAccessible(page, "with a long one");
});

test("the articles' pages in their states", async ({ agent, browse, people }) => {
  const { page } = agent;
  await page.goto("/inbox/articles/new");
  const text = page.getByRole("textbox", { name: "Text" });
  await text.fill(`# ${UNBREAKABLE}\n\n${"A long text. ".repeat(400)}\n\n|a|b|\n|-|-|\n|1|2|`);
  await expect(page.getByRole("heading", { name: UNBREAKABLE })).toBeVisible();
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("Enter a title")).toBeVisible();
  await expectAccessible(page, "one is written");
  const title = UNBREAKABLE.slice(0, 99);
  const article = { title, category: "c".repeat(50), summary: UNBREAKABLE.slice(0, 250) };
  const content = `# Heading\n\n${UNBREAKABLE}`;
  const path = "POST /api/kb-articles";
  const body = { ...article, content, status: "published" };
  const { kb_article } = dataOf(await people.admin.ask<{ kb_article: KbArticle }>(path, body));
  const office = await browse(people.admin);
  await office.goto("/admin/articles");
  await expect(office.getByRole("listitem", { name: title })).toBeVisible();
  await expectAccessible(office, "the list");
  const visitor = await browse();
  await visitor.goto(kb_article.url);
  await expect(visitor.getByRole("heading", { name: "Heading" })).toBeVisible();
  await expectAccessible(visitor, "a public page");
  await visitor.goto("/articles?q=heading");
  await expect(visitor.getByRole("link", { name: title })).toBeVisible();
  await expectAccessible(visitor, "the public list");

  const asker = await people.customer();
  const { id } = await people.start(asker);
  dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  await page.goto(`/inbox?session=${id}`);
  await page.getByRole("button", { name: "Article", exact: true }).click();
  await expect(page.getByRole("option", { name: title })).toBeVisible();
  await expectAccessible(page, "one is chosen to be shared");
  const message = { type: "kb_article", client_id: "1", kb_article_id: kb_article.id };
  dataOf(await agent.ask(`POST /api/live-chat/${id}/messages`, message));
  const chat = await browse(asker);
  await chat.goto(`/chat?session=${id}`);
  await chat.getByRole("button", { name: `Open the article ${title}` }).click();
  await expect(chat.getByRole("heading", { name: "Heading" })).toBeVisible();
  await expectAccessible(chat, "one is read in the chat");
});

test("one's own account in its states", async ({ agent: { page } }) => {
  await page.goto("/account");
  await expect(page.getByRole("listitem").filter({ hasText: "This one" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Turn on" })).toBeVisible();
  await expectAccessible(page, "account");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Enter the password that you have now.")).toBeVisible();
  await expectAccessible(page, "account, no password entered");
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "account, asked for the password");
});

test("signing in and setting up, and what is not there", async ({ browse, people }) => {
  const page = await browse();
  const login = new LoginPage(page);
  await login.open();
  await expect(login.submit).toBeEnabled();
  await expectAccessible(page, "login");
  await login.signIn({ email: "nobody@parley.test", password: "wrong" });
  await expect(page.getByText("The e-mail or the password is wrong.")).toBeVisible();
  await expectAccessible(page, "login refused");

  const name = newName("Agent");
  const email = `${name.replace(" ", "-").toLowerCase()}@parley.test`;
  const invited = { name, email, role: "agent" };
  const { setup_path } = dataOf(
    await people.admin.ask<{ setup_path: string }>("POST /api/users", invited),
  );
  await page.goto(setup_path);
  await expect(page.getByRole("button", { name: "Set password and sign in" })).toBeEnabled();
  await expectAccessible(page, "setup");
  await page.goto("/setup?token=used");
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await expectAccessible(page, "setup with a dead link");
  await page.goto("/nowhere");
  await expectAccessible(page, "no such page");

  const agents = await browse(await people.agent());
  await agents.goto("/admin");
  await expect(agents.getByRole("heading", { name: "Admins only" })).toBeVisible();
  await expectAccessible(agents, "admins only");
});
