import type { Page } from "@playwright/test";
import { AdminPage } from "@/e2e/pages/admin-page";
import { CustomerPage } from "@/e2e/pages/customer-page";
import { InboxPage } from "@/e2e/pages/inbox-page";
import { LoginPage } from "@/e2e/pages/login-page";
import { dataOf } from "@/e2e/rest";
import type { ReaderSession } from "@/lib/sessions/contract";
import { ACCOUNT_SCENES } from "./account-scenes";
import { ARTICLE_SCENES } from "./article-scenes";
import { ASSIGNMENT_SCENES } from "./assignment-scenes";
import { ARABIC_NAME, fillQueue, givenBack, LONG_NAME, lampChat, startedOnPage } from "./casts";
import { CONTEXT_SCENES } from "./context-scenes";
import { CUSTOMER_SCENES } from "./customer-scenes";
import { FILE_SCENES } from "./file-scenes";
import { RESPONSE_SCENES } from "./response-scenes";
import { seenHeading, seenText } from "./seen";
import { SETTINGS_SCENES } from "./settings-scenes";
import type { Stage } from "./stage";
import { TICKET_SCENES } from "./ticket-scenes";
import { TRANSFER_SCENES } from "./transfer-scenes";
import { ZENDESK_SCENES } from "./zendesk-scenes";

/** One state of one page, and how to get there; what it gives is photographed. */
export type Scene = {
  page: string;
  state: string;
  /** This one is the picture in the README. */
  in_readme?: true;
  go(stage: Stage): Promise<Page>;
};

/** To add one: a line here. Drive pages by role and visible name, and wait for what is photographed. */
export const SCENES: Scene[] = [
  {
    page: "setup",
    state: "choose a password",
    async go({ admin, browse }) {
      const person = {
        name: "Tom Becker",
        email: `tom.${Date.now()}@lamps.example`,
        role: "agent",
      };
      const invited = await admin.ask<{ setup_path: string }>("POST /api/users", person);
      const page = await browse();
      await page.goto(dataOf(invited).setup_path);
      await page
        .getByRole("button", { name: "Set password and sign in", disabled: false })
        .waitFor();
      return page;
    },
  },
  {
    page: "setup",
    state: "dead link",
    go: ({ browse }) => seenHeading(browse(), "/setup?token=used", "This link does not work"),
  },

  {
    page: "login",
    state: "rest",
    async go({ browse }) {
      const login = new LoginPage(await browse());
      await login.open();
      await login.submit.waitFor();
      return login.page;
    },
  },
  {
    page: "login",
    state: "refused",
    async go({ browse }) {
      const login = new LoginPage(await browse());
      await login.open();
      await login.signIn({ email: "nobody@lamps.example", password: "wrong" });
      await login.page.getByText("The e-mail or the password is wrong.").waitFor();
      return login.page;
    },
  },
  {
    page: "login",
    state: "empty fields",
    async go({ browse }) {
      const login = new LoginPage(await browse());
      await login.open();
      await login.submit.click();
      await login.page.getByText("Enter your e-mail.").waitFor();
      return login.page;
    },
  },

  {
    page: "customer",
    state: "start",
    async go({ browse }) {
      const customer = new CustomerPage(await browse());
      await customer.open();
      await customer.startButton.waitFor();
      return customer.page;
    },
  },
  {
    page: "customer",
    state: "start with an error",
    async go({ browse }) {
      const customer = new CustomerPage(await browse());
      await customer.open();
      await customer.startButton.click();
      await customer.page.getByText("Write what you need help with.").waitFor();
      return customer.page;
    },
  },
  {
    page: "customer",
    state: "create an account",
    async go({ browse }) {
      const page = await browse();
      await page.goto("/chat");
      await page.getByRole("button", { name: "Create an account" }).click();
      await page.getByRole("dialog", { name: "Create an account" }).waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "waiting",
    async go(stage) {
      const customer = await stage.customer("Maria Santos");
      await stage.start(customer, { subject: "Lamp", message: "The lamp arrived broken." });
      return seenText(stage.browse(customer), "/chat", "You are number 1 in the queue");
    },
  },
  {
    page: "customer",
    state: "active",
    async go(stage) {
      const { customer } = await lampChat(stage);
      return seenText(stage.browse(customer), "/chat", "How long will it take?");
    },
  },
  {
    page: "customer",
    state: "active, long and right to left",
    async go(stage) {
      const agent = await stage.agent(LONG_NAME);
      const customer = await stage.customer(ARABIC_NAME);
      const session = await stage.start(customer, {
        subject: "طلبي",
        message: "أين طلبي رقم ٥٥١٢؟",
      });
      await stage.accept(agent, session);
      await stage.say(agent, session, `https://example.com/${"a".repeat(200)}`);
      await stage.say(customer, session, "a".repeat(120));
      await stage.say(agent, session, "One line\n\nand another, after an empty one.");
      return seenText(stage.browse(customer), "/chat", "and another, after an empty one.");
    },
  },
  {
    page: "customer",
    state: "asked whether to end",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", "How long will it take?");
      await page.getByRole("button", { name: "End chat" }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "menu",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", "How long will it take?");
      await page.getByRole("button", { name: "Menu" }).click();
      await page.getByRole("menu").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "ended",
    async go(stage) {
      const { customer, agent, session } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", "How long will it take?");
      await stage.end(agent, session);
      await page.getByText("This chat has ended.").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "offline",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", "How long will it take?");
      await page.context().setOffline(true);
      const { chat } = new CustomerPage(page);
      await chat.paste("Are you still there?");
      await page.getByText("No connection.").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "earlier chats",
    async go(stage) {
      const { customer, agent, session } = await lampChat(stage);
      await stage.end(agent, session);
      const other = await stage.start(customer, { subject: LONG_NAME, message: "Hello" });
      for (const name of ["Tom Vidal", LONG_NAME]) {
        const colleague = await stage.agent(name);
        await stage.accept(colleague, other);
        await stage.release(colleague, other);
      }
      await stage.end(customer, other);
      const page = stage.browse(customer);
      return seenHeading(page, "/chat", "Earlier chats");
    },
  },
  {
    page: "customer",
    state: "no such chat",
    async go(stage) {
      const nobodys = "/chat?session=01890000-0000-7000-8000-000000000000";
      const page = stage.browse(await stage.customer("Maria Santos"));
      return seenText(page, nobodys, "There is no such chat.");
    },
  },
  ...CUSTOMER_SCENES,
  ...TRANSFER_SCENES,
  ...FILE_SCENES,

  {
    page: "inbox",
    state: "empty",
    go: (stage) => seenInbox(stage, "Nobody is waiting."),
  },
  {
    page: "inbox",
    state: "queue",
    async go(stage) {
      await fillQueue(stage);
      return seenInbox(stage, "Priya Nair");
    },
  },
  {
    page: "inbox",
    state: "queue, long and right to left",
    async go(stage) {
      await startedOnPage(stage, LONG_NAME, {
        subject: `${LONG_NAME} asks ${LONG_NAME}`,
        message: "a".repeat(300),
        priority: "urgent",
        required_skills: ["billing", "German", "s".repeat(50)],
      });
      await startedOnPage(stage, ARABIC_NAME, {
        subject: "أين طلبي؟",
        message: "أين طلبي رقم ٥٥١٢؟",
      });
      return seenInbox(stage, "a".repeat(50));
    },
  },
  {
    page: "inbox",
    state: "active",
    in_readme: true,
    async go(stage) {
      const { page } = await openLampChat(stage);
      await new InboxPage(page).chat.composer.fill("It ships today and is with you on Thursday.");
      return page;
    },
  },
  {
    page: "inbox",
    state: "a note",
    async go(stage) {
      const { page } = await openLampChat(stage);
      const inbox = new InboxPage(page);
      await inbox.chat.composer.fill("It ships today");
      await inbox.noteSwitch.click();
      await inbox.note.fill("The second broken shade this week: tell the warehouse.");
      await inbox.note.press("Enter");
      await inbox.chat.expectLast("The second broken shade this week: tell the warehouse.");
      await inbox.note.fill("Ask whether the others of that delivery are whole.");
      return page;
    },
  },
  {
    page: "inbox",
    state: "active, long and right to left",
    async go(stage) {
      const agent = await stage.agent("Anna Berg");
      const session = await startedOnPage(stage, LONG_NAME, {
        subject: `${LONG_NAME} asks ${LONG_NAME}`,
        message: `https://example.com/${"a".repeat(200)}`,
        metadata: { page_url: `https://example.com/${"a".repeat(200)}`, browser: "b".repeat(80) },
      });
      await stage.accept(agent, session);
      await stage.say(agent, session, "نعم، طلبك في الطريق.");
      await stage.say(agent, session, "a".repeat(120));
      return openInInbox(stage, session, "a".repeat(120));
    },
  },
  {
    page: "inbox",
    state: "waiting one open",
    async go(stage) {
      const [session] = await fillQueue(stage);
      return openInInbox(stage, session, "I was charged twice for the same order.");
    },
  },
  {
    page: "inbox",
    state: "taken by a colleague",
    async go(stage) {
      const [session] = await fillQueue(stage);
      const page = await openInInbox(stage, session, "I was charged twice for the same order.");
      await stage.accept(await stage.agent("Tom Becker"), session);
      await page.getByText("has taken").first().waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "closed",
    async go(stage) {
      const { page, agent, session } = await openLampChat(stage);
      await stage.end(agent, session);
      await page.getByText("This chat is closed.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "details, rated",
    async go(stage) {
      const { page, agent, session, customer } = await openLampChat(stage);
      await stage.end(agent, session);
      const comment = `Anna was kind.\n${ARABIC_NAME}\n${"a".repeat(60)}`;
      dataOf(await customer.ask(`POST /api/live-chat/${session.id}/rating`, { score: 4, comment }));
      await page.setViewportSize({ width: 768, height: 1024 });
      await page.getByRole("button", { name: "Customer", exact: true }).click();
      await page.getByText("Anna was kind.").scrollIntoViewIfNeeded();
      return page;
    },
  },
  {
    page: "inbox",
    state: "closed chats",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      await stage.end(agent, session);
      const page = await seenInbox(stage, "Nobody is waiting.");
      await page.getByRole("button", { name: /^Closed/ }).click();
      await new InboxPage(page).closed.getByRole("listitem").first().waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "asked whether to release",
    async go(stage) {
      const { page } = await openLampChat(stage);
      await page.getByRole("button", { name: /^Release/ }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "details",
    async go(stage) {
      const { page } = await openLampChat(stage);
      // Beside the conversation where there is room, else over it.
      await page.setViewportSize({ width: 768, height: 1024 });
      await page.getByRole("button", { name: "Customer", exact: true }).click();
      await page.getByRole("heading", { name: "Customer" }).waitFor();
      return page;
    },
  },
  ...CONTEXT_SCENES,
  ...TICKET_SCENES,
  ...ZENDESK_SCENES,
  ...RESPONSE_SCENES,
  ...ACCOUNT_SCENES,
  ...ARTICLE_SCENES,
  {
    page: "inbox",
    state: "account menu",
    async go(stage) {
      const page = await seenInbox(stage, "Nobody is waiting.");
      await page.getByRole("button", { name: "Your account" }).click();
      await page.getByRole("menu").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "keys",
    async go(stage) {
      const page = await seenInbox(stage, "Nobody is waiting.");
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "failed",
    async go(stage) {
      const page = await inboxOf(stage);
      await page.route("**/api/live-chat/agent/sessions?**", (route) => route.abort());
      await page.goto("/inbox");
      await page.getByText("The queue could not be loaded.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "loading",
    async go(stage) {
      const page = await inboxOf(stage);
      await page.route("**/api/live-chat/agent/sessions?**", () => {});
      await page.goto("/inbox");
      await page.getByRole("status", { name: "Loading the queue" }).waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "waits long",
    async go(stage) {
      const { page } = await openLampChat(stage);
      // As it is seven minutes later.
      await page.clock.setFixedTime(Date.now() + 7 * 60_000);
      await page.getByText("waits long").first().waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "many chats, no room",
    async go(stage) {
      const agent = await stage.agent("Lena Hoffmann", { max_concurrent_chats: 12 });
      for (let n = 1; n <= 12; n++) {
        const name = n === 7 ? ARABIC_NAME : n === 4 ? LONG_NAME : `Customer ${n}`;
        const session = await startedOnPage(stage, name, {
          subject: `Question ${n}`,
          message: `This is what I would like to know: ${"why ".repeat(n)}?`,
        });
        await stage.accept(agent, session);
        if (n % 3 === 0) await stage.say(agent, session, "I am looking into it.");
      }
      const [urgent] = await fillQueue(stage);
      const page = await stage.browse(agent);
      return seenText(
        Promise.resolve(page),
        `/inbox?session=${urgent.id}`,
        "You have no room: end or release a chat to accept this one.",
      );
    },
  },
  {
    page: "inbox",
    state: "search, nothing found",
    async go(stage) {
      await fillQueue(stage);
      const page = await seenInbox(stage, "Priya Nair");
      await new InboxPage(page).search.fill("Nobody of that name");
      await page.getByText("Nobody in the queue matches.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "search, messages found",
    async go(stage) {
      const { page } = await searchedInInbox(stage, "shade");
      await page.locator("mark").first().waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "search, a message opened",
    async go(stage) {
      const { page } = await searchedInInbox(stage, "shade");
      await page
        .getByRole("list", { name: "Messages that were found" })
        .getByRole("button", { name: "Maria Santos" })
        .last()
        .click();
      await page.locator("[data-found]").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "search, messages failed",
    async go(stage) {
      const { page } = await searchedInInbox(stage, "shade", "failed");
      await page.getByText("The messages could not be searched.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "search, messages loading",
    async go(stage) {
      const { page } = await searchedInInbox(stage, "shade", "loading");
      await page.getByText("Searching", { exact: true }).waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "save menu",
    async go(stage) {
      const { page } = await openLampChat(stage);
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("menuitem", { name: "Text" }).waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "very long message",
    async go(stage) {
      const { agent, session, customer } = await lampChat(stage);
      await stage.say(customer, session, "One line of a very long report.\n".repeat(120));
      await stage.say(agent, session, `${"An answer that goes on and on. ".repeat(150)}`);
      return openInInbox(stage, session, "Show all");
    },
  },
  {
    page: "inbox",
    state: "very long message, shown",
    async go(stage) {
      const { session, customer } = await lampChat(stage);
      await stage.say(customer, session, "One line of a very long report.\n".repeat(120));
      const page = await openInInbox(stage, session, "Show all");
      await page.getByRole("button", { name: "Show all" }).click();
      await page.getByRole("button", { name: "Show less" }).scrollIntoViewIfNeeded();
      return page;
    },
  },
  {
    page: "inbox",
    state: "customer here and typing",
    async go(stage) {
      const { customer, session, page } = await openLampChat(stage);
      const socket = await stage.connect(customer, session);
      const typing = { session_id: session.id, is_typing: true };
      // The other's screen forgets it after three seconds, and there are eight pictures.
      const again = setInterval(() => {
        socket.ask("chat:typing", typing).catch(() => clearInterval(again));
      }, 1000);
      await page.getByText("is typing").first().waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "not sent",
    async go(stage) {
      const { page, agent, session } = await openLampChat(stage);
      await page.context().setOffline(true);
      await new InboxPage(page).chat.paste("It ships today and is with you on Thursday.");
      await page.getByText("No connection.").waitFor();
      await stage.end(agent, session);
      await page.context().setOffline(false);
      await page.getByText(/^Not sent\./).waitFor();
      await page.getByText("No connection.").waitFor({ state: "detached" });
      return page;
    },
  },
  {
    page: "inbox",
    state: "closed, with what was not sent",
    async go(stage) {
      const { page, customer, session } = await openLampChat(stage);
      await new InboxPage(page).chat.composer.fill("It ships today and is with you on Thursday.");
      await stage.end(customer, session);
      await page.getByText("This was not sent.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "not open to this agent",
    async go(stage) {
      await fillQueue(stage);
      const nobodys = "/inbox?session=01890000-0000-7000-8000-000000000000";
      return seenText(inboxOf(stage), nobodys, "This chat is not open to you.");
    },
  },
  {
    page: "inbox",
    state: "notice",
    async go(stage) {
      const [session] = await fillQueue(stage);
      const { id } = session;
      const page = await openInInbox(stage, session, "I was charged twice for the same order.");
      await page.route("**/api/**", (route) => route.abort());
      await stage.accept(await stage.agent("Tom Becker"), { ...session, id });
      const inbox = new InboxPage(page);
      await inbox.acceptNext.waitFor();
      // It stays as long as the pointer is on it.
      await inbox.acceptNext.hover();
      return page;
    },
  },
  {
    page: "inbox",
    state: "closed chats, empty",
    async go(stage) {
      const page = await stage.browse(await stage.agent("Nina Kraus"));
      await page.goto("/inbox");
      await page.getByText("Nobody is waiting.").waitFor();
      await page.getByRole("button", { name: /^Closed/ }).click();
      await page.getByText("You have no closed chats yet.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "closed chats, failed",
    async go(stage) {
      const page = await seenInbox(stage, "Nobody is waiting.");
      await page.route("**/api/live-chat/agent/sessions?**", (route) => route.abort());
      await page.getByRole("button", { name: /^Closed/ }).click();
      await page.getByText("Your closed chats could not be loaded.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "messages loading",
    async go(stage) {
      const { session } = await lampChat(stage);
      const page = await withoutJoin(stage);
      await page.goto(`/inbox?session=${session.id}`);
      await page.getByRole("status").filter({ hasText: "Loading messages" }).waitFor();
      await new InboxPage(page).own("Maria Santos").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "messages failed",
    async go(stage) {
      const { session } = await lampChat(stage);
      const page = await withoutJoin(stage);
      await page.goto(`/inbox?session=${session.id}`);
      // So long a call waits for its answer, and a little more.
      await page.getByText("The messages could not be loaded.").waitFor({ timeout: 20_000 });
      return page;
    },
  },
  {
    page: "inbox",
    state: "palette",
    async go(stage) {
      const { page } = await openLampChat(stage);
      await page.keyboard.press("Control+k");
      await new InboxPage(page).commands.first().waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "palette, a closed chat found",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      await stage.end(agent, session);
      const page = await seenInbox(stage, "Nobody is waiting.");
      await page.keyboard.press("Control+k");
      await new InboxPage(page).palette.fill("Maria");
      await page
        .getByRole("option", { name: /Maria Santos/ })
        .first()
        .waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "palette, looking and nothing found",
    async go(stage) {
      const page = await seenInbox(stage, "Nobody is waiting.");
      await page.route(/&q=/, () => {});
      await page.keyboard.press("Control+k");
      await new InboxPage(page).palette.fill("Maria Santos");
      await page.getByText("Looking through your closed chats").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "palette, failed",
    async go(stage) {
      const page = await seenInbox(stage, "Nobody is waiting.");
      await page.route(/&q=/, (route) => route.abort());
      await page.keyboard.press("Control+k");
      await new InboxPage(page).palette.fill("Maria Santos");
      await page.getByText("Your closed chats could not be searched.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "asked whether to end",
    async go(stage) {
      const { page } = await openLampChat(stage);
      await page.getByRole("button", { name: /^End chat/ }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "alerts menu",
    async go(stage) {
      const page = await seenInbox(stage, "Nobody is waiting.");
      await new InboxPage(page).alerts.click();
      await page.getByRole("menu").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "deactivated",
    async go(stage) {
      const agent = await stage.agent("Jonas Lang");
      const page = await stage.browse(agent);
      await page.goto("/inbox");
      await page.getByText("Nobody is waiting.").waitFor();
      dataOf(await stage.admin.ask(`PATCH /api/users/${agent.id}`, { is_active: false }));
      await page.getByText("Your account was deactivated.").waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "offline",
    async go(stage) {
      const { page } = await openLampChat(stage);
      await page.context().setOffline(true);
      await new InboxPage(page).chat.paste("It ships today.");
      await page.getByText("No connection.").waitFor();
      return page;
    },
  },

  {
    page: "admin",
    state: "overview",
    async go(stage) {
      await busyHouse(stage);
      return seenText(stage.browse(stage.admin), "/admin", "Charged twice");
    },
  },
  {
    page: "admin",
    state: "assign",
    async go(stage) {
      await busyHouse(stage);
      const admin = new AdminPage(await stage.browse(stage.admin));
      await admin.open();
      await admin.openAssign("Priya Nair");
      await admin.assignDialog.getByRole("radio").first().waitFor();
      return admin.page;
    },
  },
  {
    page: "admin",
    state: "overview, nobody there",
    go: ({ admin, browse }) => seenText(browse(admin), "/admin", "Nobody is waiting."),
  },
  {
    page: "admin",
    state: "overview, long and right to left",
    async go(stage) {
      const skills = ["billing", "s".repeat(50), ARABIC_NAME];
      await stage.connect(await stage.agent(LONG_NAME, { skills }));
      await startedOnPage(stage, LONG_NAME, {
        subject: `${LONG_NAME} asks ${LONG_NAME}`,
        required_skills: skills,
      });
      await startedOnPage(stage, ARABIC_NAME, { subject: "أين طلبي؟", priority: "high" });
      return seenText(stage.browse(stage.admin), "/admin", "أين طلبي؟");
    },
  },
  {
    page: "admin",
    state: "overview, dragging",
    async go(stage) {
      await busyHouse(stage);
      const admin = new AdminPage(await stage.browse(stage.admin));
      await admin.open();
      await admin.waits("Priya Nair").hover();
      await admin.page.mouse.down();
      // A browser takes the first movement for the beginning of a drag, and no more.
      await admin.agents.getByRole("heading").first().hover();
      await admin.agentCard("Anna Berg").hover();
      await admin.agents.getByText("Best fit").waitFor();
      return admin.page;
    },
  },
  {
    page: "admin",
    state: "overview, loading",
    async go(stage) {
      await stage.connect(await stage.agent("Anna Berg"));
      const page = await stage.browse(stage.admin);
      await page.route("**/api/live-chat/agent/sessions?**", () => {});
      await page.goto("/admin");
      await page.getByText("The queue is loading.").waitFor();
      await page.getByText("Online", { exact: true }).first().waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "overview, failed",
    async go({ admin, browse }) {
      const page = await browse(admin);
      await page.route("**/api/live-chat/agent/sessions?**", (route) => route.abort());
      await page.goto("/admin");
      await page.getByText("The queue did not load").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "offline",
    async go(stage) {
      await busyHouse(stage);
      const page = await seenText(stage.browse(stage.admin), "/admin", "Charged twice");
      await page.context().setOffline(true);
      await page.getByText("No connection").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "assign, offline",
    async go(stage) {
      await fillQueue(stage);
      await stage.agent("Nina Roth");
      const admin = new AdminPage(await stage.browse(stage.admin));
      await admin.open();
      await admin.openAssign("Priya Nair");
      await admin.assignDialog.getByRole("radio", { name: "Nina Roth" }).check();
      await admin.assignDialog.getByText("is offline").waitFor();
      return admin.page;
    },
  },
  {
    page: "admin",
    state: "assign, taken meanwhile",
    async go(stage) {
      const [session] = await fillQueue(stage);
      const admin = new AdminPage(await stage.browse(stage.admin));
      await admin.open();
      await admin.openAssign("Priya Nair");
      await stage.accept(await stage.agent("Tom Becker"), session);
      await admin.assignDialog.getByText("has this chat now").waitFor();
      return admin.page;
    },
  },
  {
    page: "admin",
    state: "chats",
    async go(stage) {
      await busyHouse(stage);
      await startedOnPage(stage, LONG_NAME, { subject: `${LONG_NAME} asks ${LONG_NAME}` });
      await startedOnPage(stage, ARABIC_NAME, { subject: "أين طلبي؟", priority: "low" });
      await givenBack(stage, LONG_NAME);
      const { customer, session } = await givenBack(stage, "Anna Berg");
      await stage.end(customer, session);
      return seenText(stage.browse(stage.admin), "/admin/chats?from=2020-01-01", "أين طلبي؟");
    },
  },
  {
    page: "admin",
    state: "chats, export menu",
    async go(stage) {
      await searchable(stage);
      const page = await seenText(stage.browse(stage.admin), "/admin/chats", "Lamp arrived broken");
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByRole("menuitem", { name: "CSV" }).waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "chats, messages found",
    async go(stage) {
      await searchable(stage);
      return seenText(stage.browse(stage.admin), "/admin/chats?said=shade", "shade");
    },
  },
  {
    page: "admin",
    state: "chats, no message found",
    go: ({ admin, browse }) =>
      seenText(browse(admin), "/admin/chats?said=zzzzzz", "No message has these words."),
  },
  {
    page: "admin",
    state: "chats, messages failed",
    async go({ admin, browse }) {
      const page = await browse(admin);
      await page.route("**/api/live-chat/search?**", (route) => route.abort());
      return seenText(Promise.resolve(page), "/admin/chats?said=shade", "could not be searched");
    },
  },
  {
    page: "admin",
    state: "chats, loading",
    async go({ admin, browse }) {
      const page = await browse(admin);
      await page.route("**/api/live-chat/admin/**", () => {});
      await page.goto("/admin/chats");
      await page.getByText("The chats are loading.").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "chats, from after to",
    go: ({ admin, browse }) =>
      seenText(browse(admin), "/admin/chats?from=2026-02-02&to=2026-01-01", "Before “From”"),
  },
  {
    page: "admin",
    state: "reports",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      await stage.end(agent, session);
      const other = await stage.agent(LONG_NAME);
      const second = await stage.start(await stage.customer(ARABIC_NAME), { subject: "طلبي" });
      await stage.accept(other, second);
      return seenText(stage.browse(stage.admin), "/admin/reports?period=today", LONG_NAME);
    },
  },
  {
    page: "admin",
    state: "reports, loading",
    async go({ admin, browse }) {
      const page = await browse(admin);
      await page.route("**/api/analytics?**", () => {});
      await page.goto("/admin/reports");
      await page.getByText("The report is loading.").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "reports, failed",
    async go({ admin, browse }) {
      const page = browse(admin);
      await (await page).route("**/api/analytics?**", (route) => route.abort());
      return seenText(page, "/admin/reports", "The report did not load");
    },
  },
  {
    page: "admin",
    state: "reports, empty",
    go: ({ admin, browse }) =>
      seenText(
        browse(admin),
        "/admin/reports?period=custom&from=2001-01-01&to=2001-01-02",
        "No chats in this period",
      ),
  },
  {
    page: "admin",
    state: "reports, from after to",
    go: ({ admin, browse }) =>
      seenText(
        browse(admin),
        "/admin/reports?period=custom&from=2026-02-02&to=2026-01-01",
        "Before “From”",
      ),
  },
  {
    page: "admin",
    state: "chat, customer asked to be erased",
    async go(stage) {
      const { session } = await lampChat(stage);
      const page = await stage.browse(stage.admin);
      await page.goto(`/admin/chats/${session.id}`);
      await page.getByRole("button", { name: "Customer", exact: true }).click();
      await page.getByRole("menuitem", { name: "Erase…" }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "audit",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const other = await stage.agent(LONG_NAME);
      const second = await stage.start(await stage.customer(ARABIC_NAME), { subject: "طلبي" });
      const assign = (id: string, agent_id: number) =>
        stage.admin.ask(`POST /api/live-chat/${id}/assign`, { agent_id });
      await assign(second.id, other.id);
      await stage.admin.ask(`POST /api/live-chat/${second.id}/release`);
      await stage.admin.ask(`POST /api/live-chat/${session.id}/end`);
      await stage.admin.ask(`PATCH /api/users/${agent.id}`, {
        skills: ["returns", "warranty", "invoices and everything about money"],
        max_concurrent_chats: 7,
      });
      await stage.admin.ask("PATCH /api/settings", { version: 0, session_timeout: 3600 });
      return seenText(stage.browse(stage.admin), "/admin/audit", "Settings changed");
    },
  },
  {
    page: "admin",
    state: "audit, loading",
    async go({ admin, browse }) {
      const page = await browse(admin);
      await page.route("**/api/audit?**", () => {});
      await page.goto("/admin/audit");
      await page.getByText("The audit log is loading.").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "audit, failed",
    async go({ admin, browse }) {
      const page = browse(admin);
      await (await page).route("**/api/audit?**", (route) => route.abort());
      return seenText(page, "/admin/audit", "The audit log did not load");
    },
  },
  {
    page: "admin",
    state: "audit, nothing matches",
    go: ({ admin, browse }) =>
      seenText(browse(admin), "/admin/audit?from=2026-02-02&to=2026-01-01", "No row matches"),
  },
  {
    page: "admin",
    state: "release",
    go: (stage) => askedInChat(stage, "Release"),
  },
  {
    page: "admin",
    state: "end",
    go: (stage) => askedInChat(stage, "End"),
  },
  {
    page: "admin",
    state: "chat, closed",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      await stage.end(agent, session);
      const page = stage.browse(stage.admin);
      return seenText(page, `/admin/chats/${session.id}`, "How long will it take?");
    },
  },
  {
    page: "admin",
    state: "chat, rated",
    async go(stage) {
      const { agent, customer, session } = await lampChat(stage);
      await stage.end(agent, session);
      const comment = `${"It took a while. ".repeat(120)}\n${ARABIC_NAME}`;
      dataOf(await customer.ask(`POST /api/live-chat/${session.id}/rating`, { score: 2, comment }));
      const page = stage.browse(stage.admin);
      return seenText(page, `/admin/chats/${session.id}`, "It took a while.");
    },
  },
  {
    page: "admin",
    state: "chats, rated",
    async go(stage) {
      await fillQueue(stage);
      for (const score of [1, 4]) {
        const { agent, customer, session } = await lampChat(stage);
        await stage.end(agent, session);
        dataOf(await customer.ask(`POST /api/live-chat/${session.id}/rating`, { score }));
      }
      return seenText(stage.browse(stage.admin), "/admin/chats", "Good");
    },
  },
  {
    page: "admin",
    state: "chat, waiting again",
    async go(stage) {
      const { session } = await givenBack(stage, LONG_NAME);
      return seenText(stage.browse(stage.admin), `/admin/chats/${session.id}`, "left at");
    },
  },
  {
    page: "admin",
    state: "chat, loading",
    async go(stage) {
      const { session } = await lampChat(stage);
      const page = await stage.browse(stage.admin);
      await page.routeWebSocket("**", () => {});
      await page.route("**/socket.io/**", () => {});
      await page.route("**/api/live-chat/**", () => {});
      await page.goto(`/admin/chats/${session.id}`);
      await page.getByText("Loading messages").waitFor({ state: "attached" });
      return page;
    },
  },
  {
    page: "admin",
    state: "no chat matches",
    go: ({ admin, browse }) =>
      seenText(
        browse(admin),
        "/admin/chats?status=closed&from=2001-01-01&to=2001-01-01",
        "No chat matches",
      ),
  },
  {
    page: "admin",
    state: "failed",
    async go({ admin, browse }) {
      const page = await browse(admin);
      await page.route("**/api/live-chat/admin/**", (route) => route.abort());
      await page.goto("/admin/chats");
      await page.getByRole("button", { name: "Try again" }).first().waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "chat",
    async go(stage) {
      const { session } = await lampChat(stage);
      const page = stage.browse(stage.admin);
      return seenText(page, `/admin/chats/${session.id}`, "How long will it take?");
    },
  },
  {
    page: "admin",
    state: "chat not found",
    go: ({ admin, browse }) =>
      seenText(browse(admin), "/admin/chats/none", "There is no such chat"),
  },
  {
    page: "admin",
    state: "staff",
    async go(stage) {
      await busyHouse(stage);
      await stage.agent(LONG_NAME, { skills: ["billing", "German", "s".repeat(50)] });
      return seenText(stage.browse(stage.admin), "/admin/staff", "Anna Berg");
    },
  },
  {
    page: "admin",
    state: "staff, loading",
    async go({ admin, browse }) {
      const page = await browse(admin);
      await page.route("**/api/users?**", () => {});
      await page.goto("/admin/staff");
      await page.getByText("The staff is loading.").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "staff, failed",
    async go({ admin, browse }) {
      const page = await browse(admin);
      await page.route("**/api/users?**", (route) => route.abort());
      await page.goto("/admin/staff");
      await page.getByRole("button", { name: "Try again" }).waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "edit staff",
    async go(stage) {
      await stage.agent("Anna Berg");
      const admin = new AdminPage(await stage.browse(stage.admin));
      await admin.page.goto("/admin/staff");
      await admin.staff("Anna Berg").getByRole("button", { name: "Edit" }).click();
      await admin.page.getByRole("dialog", { name: "Edit staff" }).waitFor();
      return admin.page;
    },
  },
  {
    page: "admin",
    state: "add staff",
    go: (stage) => addStaff(stage),
  },
  {
    page: "admin",
    state: "add staff, refused",
    async go(stage) {
      const page = await addStaff(stage);
      await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "invited",
    async go(stage) {
      const page = await addStaff(stage);
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "Name" }).fill("Priya Nair");
      await dialog.getByRole("textbox", { name: "E-mail" }).fill(`p${Date.now()}@lamps.example`);
      await dialog.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "deactivate",
    async go(stage) {
      await lampChat(stage);
      const page = await seenText(stage.browse(stage.admin), "/admin/staff", "Anna Berg");
      const row = page.getByRole("row").filter({ hasText: "Anna Berg" });
      await row.getByRole("button", { name: /^Deactivate/ }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  ...ASSIGNMENT_SCENES,
  ...SETTINGS_SCENES,
  {
    page: "admin",
    state: "admins only",
    async go(stage) {
      const agent = await stage.agent("Anna Berg");
      return seenHeading(stage.browse(agent), "/admin", "Admins only");
    },
  },

  {
    page: "others",
    state: "no such page",
    go: ({ browse }) => seenText(browse(), "/nowhere", "There is no such page."),
  },
  {
    page: "others",
    state: "design",
    async go({ browse }) {
      const page = await browse();
      await page.goto("/design");
      await page.locator("[data-holds]").first().waitFor();
      return page;
    },
  },
];

const inboxOf = async (stage: Stage) => stage.browse(await stage.agent("Anna Berg"));
const seenInbox = (stage: Stage, text: string) => seenText(inboxOf(stage), "/inbox", text);
const openInInbox = (stage: Stage, { id }: ReaderSession, text: string) =>
  seenText(inboxOf(stage), `/inbox?session=${id}`, text);

/** A browser whose calls for a chat's messages get no answer. */
async function withoutJoin(stage: Stage): Promise<Page> {
  const page = await inboxOf(stage);
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (!String(message).includes("chat:join")) server.send(message);
    });
  });
  return page;
}

/** An agent's day: a chat that is open, another one, a queue. */
async function openLampChat(stage: Stage) {
  await fillQueue(stage);
  const chat = await lampChat(stage);
  const other = await startedOnPage(stage, "Tom Schmidt", {
    subject: "New address",
    message: "Can you send it to another address?",
  });
  await stage.accept(chat.agent, other);
  await stage.say(chat.agent, other, "Yes, it has not left the house yet. Where to?");
  return { ...chat, page: await openInInbox(stage, chat.session, "How long will it take?") };
}

async function busyHouse(stage: Stage): Promise<void> {
  await fillQueue(stage);
  await lampChat(stage);
  for (const name of ["Anna Berg", "Tom Becker"]) await stage.connect(await stage.agent(name));
}

async function askedInChat(stage: Stage, what: string): Promise<Page> {
  const { session } = await lampChat(stage);
  const page = await stage.browse(stage.admin);
  await page.goto(`/admin/chats/${session.id}`);
  await page.getByRole("button", { name: what, exact: true }).click();
  await page.getByRole("alertdialog").waitFor();
  return page;
}

async function addStaff({ admin, browse }: Stage): Promise<Page> {
  const page = await seenText(browse(admin), "/admin/staff", "Staff");
  await page.getByRole("button", { name: "Add staff" }).click();
  await page.getByRole("dialog", { name: "Add staff" }).waitFor();
  return page;
}

/** Chats in which a shade is spoken of: short, long and from right to left. */
async function searchable(stage: Stage): Promise<void> {
  await lampChat(stage);
  await startedOnPage(stage, LONG_NAME, {
    subject: `${LONG_NAME} asks ${LONG_NAME}`,
    message: `${"It was packed well and came on time. ".repeat(9)}But the shade was broken.`,
  });
  await startedOnPage(stage, ARABIC_NAME, {
    subject: "أين طلبي؟",
    message: "وصل المصباح shade مكسور",
  });
}

async function searchedInInbox(stage: Stage, search: string, answer?: "failed" | "loading") {
  await searchable(stage);
  const page = await stage.browse(await stage.agent("Anna Berg"));
  if (answer) {
    await page.route("**/api/live-chat/search?**", (route) =>
      answer === "failed" ? route.abort() : undefined,
    );
  }
  await page.goto("/inbox");
  const inbox = new InboxPage(page);
  await inbox.own("Maria Santos").waitFor();
  await inbox.search.fill(search);
  return { page };
}
