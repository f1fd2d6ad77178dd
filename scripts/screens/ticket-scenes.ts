import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { dataOf } from "@/e2e/rest";
import type { Ticket } from "@/lib/tickets/contract";
import { ARABIC_NAME, LONG_NAME, lampChat, startedOnPage } from "./casts";
import type { Scene } from "./scenes";
import { seenText } from "./seen";
import type { Person, Stage } from "./stage";

/** Tickets, from the chat that one is made of to the list of all. */
export const TICKET_SCENES: Scene[] = [
  {
    page: "inbox",
    state: "making a ticket",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const page = await opened(stage, agent, `/inbox?session=${session.id}`);
      await page.getByRole("button", { name: "Make ticket" }).click();
      await page.getByRole("dialog", { name: "Make a ticket" }).waitFor();
      return page;
    },
  },
  {
    page: "inbox",
    state: "a chat with a ticket",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const { number } = await ticketOf(agent, session.id, {});
      const page = await opened(stage, agent, `/inbox?session=${session.id}`);
      await page.getByText(`Ticket #${number} was made from this chat`).last().waitFor();
      await page.getByRole("list", { name: "Tickets" }).waitFor({ state: "attached" });
      return page;
    },
  },
  {
    page: "tickets",
    state: "list",
    async go(stage) {
      const agent = await filled(stage);
      const page = await opened(stage, agent, "/tickets");
      await page.getByText("Return of the oak desk").first().waitFor();
      return page;
    },
  },
  {
    page: "tickets",
    state: "list, none",
    async go(stage) {
      const page = stage.browse(await stage.agent("Nina Kraus"));
      return seenText(page, "/tickets?q=nothing-of-that-name", "No ticket matches");
    },
  },
  {
    page: "tickets",
    state: "list, loading",
    async go(stage) {
      const page = await stage.browse(await stage.agent("Anna Berg"));
      await page.route("**/api/tickets?**", () => {});
      await page.goto("/tickets");
      await page.getByRole("status", { name: "Loading the tickets" }).waitFor();
      return page;
    },
  },
  {
    page: "tickets",
    state: "list, failed",
    async go(stage) {
      const page = await stage.browse(await stage.agent("Anna Berg"));
      await page.route("**/api/tickets?**", (route) => route.abort());
      return seenText(Promise.resolve(page), "/tickets", "The tickets did not load");
    },
  },
  {
    page: "tickets",
    state: "one",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const ticket = await ticketOf(agent, session.id, { subject: "Send a new shade" });
      await comment(agent, ticket, "I have asked the warehouse: they have three left.");
      await comment(await stage.agent("Tom Becker"), ticket, "Sent today, with DHL.", agent);
      return openTicket(stage, agent, ticket);
    },
  },
  {
    page: "tickets",
    state: "one, long and right to left, closed",
    async go(stage) {
      const agent = await stage.agent("Anna Berg");
      const session = await startedOnPage(stage, ARABIC_NAME, {
        subject: `${LONG_NAME} asks ${LONG_NAME}`,
        message: `https://example.com/${"a".repeat(200)}`,
      });
      await stage.accept(agent, session);
      await stage.say(agent, session, "نعم، طلبك في الطريق.");
      const ticket = await ticketOf(agent, session.id, {});
      await comment(agent, ticket, "a".repeat(200));
      dataOf(await agent.ask(`PATCH /api/tickets/${ticket.id}`, { status: "closed" }));
      return openTicket(stage, agent, ticket);
    },
  },
  {
    page: "tickets",
    state: "one, changed by a colleague first",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const ticket = await ticketOf(agent, session.id, {});
      const page = await openTicket(stage, agent, ticket);
      dataOf(await stage.admin.ask(`PATCH /api/tickets/${ticket.id}`, { priority: "urgent" }));
      await page.getByRole("combobox", { name: "Status" }).selectOption("pending");
      await page.getByText("Somebody else has changed this ticket.").waitFor();
      return page;
    },
  },
  {
    page: "tickets",
    state: "one, asked whether to close",
    async go(stage) {
      const { agent, session } = await lampChat(stage);
      const page = await openTicket(stage, agent, await ticketOf(agent, session.id, {}));
      await page.getByRole("combobox", { name: "Status" }).selectOption("closed");
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "tickets",
    state: "one that is not open to this agent",
    go: async (stage) =>
      seenText(
        stage.browse(await stage.agent("Anna Berg")),
        "/tickets/01890000-0000-7000-8000-000000000000",
        "This ticket is not open to you",
      ),
  },
];

async function ticketOf(agent: Person, session_id: string, body: object): Promise<Ticket> {
  const call = `POST /api/live-chat/${session_id}/convert-to-ticket`;
  return dataOf(await agent.ask<{ ticket: Ticket }>(call, body)).ticket;
}

/** By who may; where the ticket is another's, it is given to them for a moment. */
async function comment(who: Person, { id }: Ticket, content: string, back?: Person) {
  const give = async (to: Person, by: Person) =>
    dataOf(await by.ask(`PATCH /api/tickets/${id}`, { assignee_id: to.id }));
  if (back) await give(who, back);
  const body = { client_id: randomUUID(), content };
  dataOf(await who.ask(`POST /api/tickets/${id}/comments`, body));
  if (back) await give(back, who);
}

/** Tickets in every status, and one with a long name. */
async function filled(stage: Stage): Promise<Person> {
  const agent = await stage.agent("Anna Berg");
  const many = [
    ["Maria Santos", "Return of the oak desk", "open", "urgent"],
    [LONG_NAME, `${LONG_NAME} asks ${LONG_NAME}`, "pending", "medium"],
    [ARABIC_NAME, "أين طلبي؟", "solved", "low"],
    ["Lukas Weber", "Rechnung fehlt", "closed", "high"],
  ] as const;
  for (const [name, subject, status, priority] of many) {
    const session = await startedOnPage(stage, name, { subject, message: "Hello?" });
    await stage.accept(agent, session);
    const { id } = await ticketOf(agent, session.id, { priority });
    const assignee_id = status === "pending" ? null : agent.id;
    const change = { assignee_id, ...(status !== "open" && { status }) };
    dataOf(await agent.ask(`PATCH /api/tickets/${id}`, change));
  }
  return agent;
}

async function opened(stage: Stage, who: Person, path: string): Promise<Page> {
  const page = await stage.browse(who);
  await page.goto(path);
  return page;
}

async function openTicket(stage: Stage, who: Person, { id }: Ticket): Promise<Page> {
  const page = await opened(stage, who, `/tickets/${id}`);
  await page.getByRole("region", { name: /^The chat, as it was/ }).waitFor();
  await page.getByText("It is closed").or(page.getByRole("textbox")).first().waitFor();
  return page;
}
