import type { Locator, Page } from "@playwright/test";
import { CustomerPage } from "@/e2e/pages/customer-page";
import { LoginPage } from "@/e2e/pages/login-page";
import { dataOf } from "@/e2e/rest";
import { ARABIC_NAME, fillQueue, givenBack, LONG_NAME, lampChat } from "./casts";
import type { Scene } from "./scenes";
import { seenText } from "./seen";
import { ageMessages, refuseEvent } from "./socket-lies";
import type { Stage } from "./stage";

const LAST_WORDS = "How long will it take?";
const QUESTION = "Hello, the desk lamp from my order 5512 arrived with a broken shade.";

/** The states of the customer's page that take more than a look at it. */
export const CUSTOMER_SCENES: Scene[] = [
  {
    page: "customer",
    state: "start, long and right to left",
    async go(stage) {
      const customer = await startPage(stage);
      await customer.question.fill(`${"أين طلبي رقم ٥٥١٢؟ ".repeat(30)}\n${"a".repeat(200)}\n\nX`);
      await customer.page.getByRole("textbox", { name: "Your name" }).fill(LONG_NAME);
      return customer.page;
    },
  },
  {
    page: "customer",
    state: "start, fields with errors",
    async go(stage) {
      const { page, startButton } = await startPage(stage);
      await page.getByRole("textbox", { name: "Your name" }).fill("a".repeat(101));
      await page.getByRole("textbox", { name: "Your e-mail" }).fill("gus at example");
      await startButton.click();
      await page
        .getByText("This is not an e-mail address. Correct it, or leave it empty.")
        .waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "starting",
    async go(stage) {
      const customer = await startPage(stage);
      await customer.page.route("**/api/auth/**", () => {});
      await customer.question.fill(QUESTION);
      await customer.startButton.click();
      await customer.page.locator("[aria-busy=true]").waitFor();
      return customer.page;
    },
  },
  {
    page: "customer",
    state: "not started, offline",
    async go(stage) {
      const customer = await startPage(stage);
      await customer.question.fill(QUESTION);
      await customer.page.context().setOffline(true);
      await customer.startButton.click();
      await customer.page.getByText("The chat could not be started.").waitFor();
      return customer.page;
    },
  },
  {
    page: "customer",
    state: "not started, too fast",
    async go(stage) {
      const customer = await startPage(stage);
      const message = "That was too fast. Try again in a moment.";
      const error = { code: "RATE_LIMITED", message, retryable: true, retry_after_ms: 1000 };
      await customer.page.route("**/api/live-chat/start", (route) =>
        route.fulfill({ status: 429, json: { ok: false, error } }),
      );
      await customer.question.fill(QUESTION);
      await customer.startButton.click();
      await customer.page.getByText(message).waitFor();
      return customer.page;
    },
  },
  {
    page: "customer",
    state: "start, signed out",
    go: ({ browse }) => seenText(browse(), "/chat?session=none", "You are signed out here."),
  },
  {
    page: "customer",
    state: "create an account, fields with errors",
    async go(stage) {
      const { page } = await startPage(stage);
      await page.getByRole("button", { name: "Create an account" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "Password" }).fill("short");
      await dialog.getByRole("button", { name: "Create an account" }).click();
      await dialog.getByText("A password has at least 10 characters.").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "sign in, refused",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", LAST_WORDS);
      await fromMenu(page, "Sign in");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "E-mail" }).fill("nobody@lamps.example");
      await dialog.getByRole("textbox", { name: "Password" }).fill("wrong, and long");
      await dialog.getByRole("button", { name: "Sign in" }).click();
      await dialog.getByText("The e-mail or the password is wrong.").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "waiting, others before them",
    async go(stage) {
      await fillQueue(stage);
      await stage.connect(await stage.agent("Anna Berg"));
      const customer = await stage.customer("Maria Santos");
      const session = await stage.start(customer, { subject: QUESTION, message: QUESTION });
      await stage.say(customer, session, "It is the one of oak, with the green shade.");
      await stage.say(customer, session, "I can send you a picture of it, if that helps you.");
      await stage.say(customer, session, "It stood at the door this morning.");
      const page = await seenText(stage.browse(customer), "/chat", "You are number 4");
      await page.getByText("It stood at the door").last().waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "waiting again",
    async go(stage) {
      const { customer } = await givenBack(stage, LONG_NAME);
      const page = await seenText(stage.browse(customer), "/chat", "You are waiting again");
      await page.getByText("left at").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "a second agent",
    async go(stage) {
      const { customer, session } = await givenBack(stage, "Tom Vidal");
      await stage.accept(await stage.agent("Anna Berg"), session);
      const page = await seenText(stage.browse(customer), "/chat", "left at");
      await page.getByText("Anna Berg joined").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "asked whether to leave the queue",
    async go(stage) {
      const customer = await stage.customer("Maria Santos");
      await stage.start(customer, { subject: "Lamp", message: QUESTION });
      const page = await seenText(stage.browse(customer), "/chat", "You are number 1");
      await page.getByRole("button", { name: "Leave queue" }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "agent here and typing",
    async go(stage) {
      const { agent, customer, session } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", LAST_WORDS);
      const socket = await stage.connect(agent, session);
      const typing = { session_id: session.id, is_typing: true };
      // It ends by itself after three seconds, and there are eight pictures.
      const again = setInterval(() => {
        socket.ask("chat:typing", typing).catch(() => clearInterval(again));
      }, 1000);
      await page.getByText("is typing").first().waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "active, over several days",
    async go(stage) {
      const { customer, agent, session } = await lampChat(stage);
      await stage.say(agent, session, "👍");
      await stage.say(agent, session, "About two days. See https://lamps.example/delivery.");
      const page = await stage.browse(customer);
      await ageMessages(page, 4, 1);
      return seenText(Promise.resolve(page), "/chat", "About two days.");
    },
  },
  {
    page: "customer",
    state: "not sent",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await stage.browse(customer);
      const message = "Something went wrong on the server.";
      await refuseEvent(page, "chat:send_message", { code: "INTERNAL", message, retryable: false });
      await seenText(Promise.resolve(page), "/chat", LAST_WORDS);
      await new CustomerPage(page).chat.paste("Are you still there?");
      await page.getByText("Not sent.").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "loading",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await stage.browse(customer);
      await refuseEvent(page, "chat:join", null);
      await page.goto("/chat");
      await page.getByText("Loading messages").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "messages failed",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await stage.browse(customer);
      const message = "Something went wrong on the server.";
      await refuseEvent(page, "chat:join", { code: "INTERNAL", message, retryable: false });
      return seenText(Promise.resolve(page), "/chat", "The messages could not be loaded.");
    },
  },
  {
    page: "customer",
    state: "signed out in a chat",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", LAST_WORDS);
      await page.evaluate(async () => {
        const { csrfToken } = await (await fetch("/api/auth/customer/csrf")).json();
        const body = new URLSearchParams({ csrfToken, json: "true" });
        await fetch("/api/auth/customer/signout", { method: "POST", body });
      });
      await page.getByText("You are signed out.").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "ended, with what was not sent",
    async go(stage) {
      const { customer, agent, session } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", LAST_WORDS);
      await new CustomerPage(page).chat.composer.fill("And what does it cost?");
      await stage.end(agent, session);
      await page.getByText("What you had not sent is kept").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "ended, being rated",
    async go(stage) {
      const { page } = await endedChat(stage);
      const panel = await chosen(page);
      await panel.getByRole("textbox").fill("Anna was kind. Could the shade come sooner?");
      return page;
    },
  },
  {
    page: "customer",
    state: "rating not sent, its comment too long",
    async go(stage) {
      const { page } = await endedChat(stage);
      const panel = await chosen(page);
      const message = "Something went wrong on the server.";
      const error = { code: "INTERNAL", message, retryable: true };
      await page.route("**/rating", (route) =>
        route.fulfill({ status: 500, json: { ok: false, error } }),
      );
      await panel.getByRole("button", { name: "Send rating" }).click();
      await panel.getByText("Your rating was not sent.").waitFor();
      await panel.getByRole("textbox").fill("أين طلبي؟ ".repeat(1001));
      await panel.getByText("over the limit of").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "rated",
    async go(stage) {
      const { page, customer, session } = await endedChat(stage);
      dataOf(await customer.ask(`POST /api/live-chat/${session.id}/rating`, { score: 5 }));
      await page.getByText("You rated this chat:").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "ended, another one open",
    async go(stage) {
      const { customer, agent, session } = await lampChat(stage);
      await stage.end(agent, session);
      await stage.start(customer, { subject: "New address", message: "Can you send it there?" });
      const path = `/chat?session=${session.id}`;
      const page = await seenText(stage.browse(customer), path, "Back to your open chat");
      await page.getByText(LAST_WORDS).last().waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "earlier chats in a chat",
    async go(stage) {
      const { customer, agent, session } = await lampChat(stage);
      await stage.end(agent, session);
      dataOf(await customer.ask(`POST /api/live-chat/${session.id}/rating`, { score: 3 }));
      for (const subject of [LONG_NAME, "أين طلبي؟", "Charged twice"]) {
        await stage.end(customer, await stage.start(customer, { subject, message: subject }));
      }
      await stage.start(customer, { subject: "New address", message: "Can you send it there?" });
      const page = await seenText(stage.browse(customer), "/chat", "You are number 1");
      await fromMenu(page, "Earlier chats");
      await page.getByRole("dialog").getByRole("link").first().waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "asked whether to sign out",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await seenText(stage.browse(customer), "/chat", LAST_WORDS);
      await fromMenu(page, "Sign out");
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "start with an account",
    go: (stage) => withAccount(stage, LONG_NAME),
  },
  {
    page: "customer",
    state: "menu with an account",
    async go(stage) {
      const page = await withAccount(stage, ARABIC_NAME);
      await page.getByRole("button", { name: "Menu" }).click();
      await page.getByRole("menu").waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "change password, with errors",
    async go(stage) {
      const page = await withAccount(stage, LONG_NAME);
      const dialog = await askForPassword(page);
      await dialog.getByRole("button", { name: "Change password" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
      return page;
    },
  },
  {
    page: "customer",
    state: "password changed",
    async go(stage) {
      const page = await withAccount(stage, LONG_NAME);
      const dialog = await askForPassword(page);
      await dialog.getByRole("textbox", { name: "Password now" }).fill("a long password");
      await dialog.getByRole("textbox", { name: "New password" }).fill("another password");
      await dialog.getByRole("button", { name: "Change password" }).click();
      await page.getByText("Your password is changed").waitFor();
      return page;
    },
  },
  // Who is gone still counts for a while, and keeps the status that they chose: last, and for nobody else.
  {
    page: "customer",
    state: "start, somebody is there",
    async go(stage) {
      await stage.connect(await stage.agent("Nora Lang"));
      return loadedUntil(await stage.browse(), "We are here.");
    },
  },
  {
    page: "customer",
    state: "start, all are busy",
    async go(stage) {
      const socket = await stage.connect(await stage.agent("Nora Lang"));
      dataOf(await socket.ask("agent:set_status", { status: "busy" }));
      return loadedUntil(await stage.browse(), "all busy at the moment");
    },
  },

  {
    page: "login",
    state: "offline",
    async go({ browse }) {
      const login = new LoginPage(await browse());
      await login.open();
      await login.submit.and(login.page.locator(":enabled")).waitFor();
      await login.page.context().setOffline(true);
      await login.signIn({ email: "anna@lamps.example", password: "a password" });
      await login.page.getByText("The server cannot be reached.").waitFor();
      return login.page;
    },
  },
  {
    page: "setup",
    state: "refused password",
    async go(stage) {
      const page = await invited(stage, LONG_NAME);
      await page.getByRole("textbox", { name: "Password" }).fill("short");
      await page.getByRole("button", { name: "Set password and sign in" }).click();
      await page.getByText("Choose a password of at least").waitFor();
      return page;
    },
  },
  {
    page: "setup",
    state: "used meanwhile",
    async go(stage) {
      const page = await invited(stage, "Tom Becker");
      const token = new URL(page.url()).searchParams.get("token");
      const account = { token, password: "chosen elsewhere" };
      dataOf(await stage.admin.ask("POST /api/setup", account));
      await page.getByRole("textbox", { name: "Password" }).fill("chosen here, too late");
      await page.getByRole("button", { name: "Set password and sign in" }).click();
      await page.getByText("This link has been used or is over.").waitFor();
      return page;
    },
  },
  {
    page: "others",
    state: "the page fails",
    async go(stage) {
      const { customer } = await lampChat(stage);
      const page = await stage.browse(customer);
      // What a chat asks the browser when it opens.
      await page.addInitScript(() => {
        window.matchMedia = () => {
          throw new Error("There is none.");
        };
      });
      return seenText(Promise.resolve(page), "/chat", "The page could not be shown.");
    },
  },
];

/** A chat that has just ended, before its customer's eyes. */
async function endedChat(stage: Stage) {
  const { customer, agent, session } = await lampChat(stage);
  const page = await seenText(stage.browse(customer), "/chat", LAST_WORDS);
  await stage.end(agent, session);
  await page.getByText("How was it?").waitFor();
  return { page, customer, session };
}

async function chosen(page: Page) {
  const panel = page.getByRole("region", { name: "Rating" });
  await panel.getByRole("radio", { name: "Good" }).check();
  return panel;
}

async function startPage({ browse }: Stage): Promise<CustomerPage> {
  const customer = new CustomerPage(await browse());
  await customer.open();
  // Alive: what is asked of these before is kept by nobody.
  await customer.page.getByRole("button", { name: "Sign in", disabled: false }).waitFor();
  return customer;
}

/** What is known of the staff is some seconds old. */
async function loadedUntil(page: Page, text: string): Promise<Page> {
  for (let tries = 10; tries > 0; tries--) {
    await page.goto("/chat");
    const seen = page.getByText(text).waitFor({ timeout: 1000 });
    if (
      await seen.then(
        () => true,
        () => false,
      )
    )
      return page;
  }
  throw new Error(`The page never said “${text}”.`);
}

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** The start page of somebody who has just made an account. */
async function askForPassword(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  await dialog.waitFor();
  return dialog;
}

async function withAccount(stage: Stage, name: string): Promise<Page> {
  const { page } = await startPage(stage);
  await page.getByRole("button", { name: "Create an account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(`c${Date.now()}@lamps.example`);
  await dialog.getByRole("textbox", { name: "Password" }).fill("a long password");
  await dialog.getByRole("button", { name: "Create an account" }).click();
  await page.getByRole("button", { name: "Menu", disabled: false }).waitFor();
  return page;
}

async function invited({ admin, browse }: Stage, name: string): Promise<Page> {
  const person = { name, email: `s${Date.now()}@lamps.example`, role: "agent" };
  const { setup_path } = dataOf(await admin.ask<{ setup_path: string }>("POST /api/users", person));
  const page = await browse();
  await page.goto(setup_path);
  await page.getByRole("button", { name: "Set password and sign in", disabled: false }).waitFor();
  return page;
}
