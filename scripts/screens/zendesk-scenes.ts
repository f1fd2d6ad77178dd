import type { Page } from "@playwright/test";
import { dataOf } from "@/e2e/rest";
import type { Ticket } from "@/lib/tickets/contract";
import type { TicketInZendesk } from "@/lib/zendesk/contract";
import { LONG_NAME, lampChat } from "./casts";
import type { Scene } from "./scenes";
import type { Person, Stage } from "./stage";

const THERE: TicketInZendesk = {
  id: 35_436,
  url: "https://lamps.zendesk.com/agent/tickets/35436",
  state: "made",
  problem: null,
  try_again_at: null,
};
const NOT_THERE = { id: null, url: null };
const REFUSED = "Zendesk does not accept the e-mail address or the token (401).";

/** Tickets where there is a Zendesk: what it says is put into the answers of a server that has none. */
export const ZENDESK_SCENES: Scene[] = [
  { page: "tickets", state: "one, in zendesk", go: (stage) => one(stage, THERE) },
  {
    page: "tickets",
    state: "one, on its way to zendesk",
    go: (stage) => one(stage, { ...THERE, ...NOT_THERE, state: "waiting" }),
  },
  {
    page: "tickets",
    state: "one, tried again in zendesk",
    go: (stage) =>
      one(stage, {
        ...THERE,
        ...NOT_THERE,
        state: "retrying",
        problem: "Zendesk could not be reached (ECONNREFUSED).",
        try_again_at: new Date(Date.now() + 20 * 60_000).toISOString(),
      }),
  },
  {
    page: "tickets",
    state: "one, given up in zendesk",
    go: (stage) => one(stage, { ...THERE, ...NOT_THERE, state: "gave_up", problem: REFUSED }),
  },
  {
    page: "tickets",
    state: "one, given up in zendesk, for an agent",
    async go(stage) {
      const problem = `Zendesk refused what was sent (422): ${LONG_NAME}${"a".repeat(100)}.`;
      const agent = await stage.agent("Anna Berg");
      return one(stage, { ...THERE, state: "gave_up", problem }, agent);
    },
  },
  {
    page: "tickets",
    state: "list, given up in zendesk",
    async go(stage) {
      await ticketIn(stage);
      const page = await opened(stage, stage.admin);
      await page.route("**/api/tickets?**", async (route) => {
        const address = new URL(route.request().url());
        address.searchParams.delete("zendesk");
        const response = await route.fetch({ url: `${address}` });
        const answer = await response.json();
        const zendesk = { ...THERE, ...NOT_THERE, state: "gave_up", problem: REFUSED };
        for (const item of answer.data.items) item.zendesk = zendesk;
        await route.fulfill({ response, json: answer });
      });
      await page.goto("/tickets?zendesk=gave_up");
      await page.getByText("Zendesk failed").first().waitFor();
      await page.getByText("3 tickets did not reach Zendesk").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "overview, given up in zendesk",
    async go(stage) {
      const page = await opened(stage, stage.admin);
      await page.goto("/admin");
      await page.getByText("3 tickets did not reach Zendesk").waitFor();
      return page;
    },
  },
];

async function ticketIn(stage: Stage): Promise<Ticket> {
  const { agent, session } = await lampChat(stage);
  const call = `POST /api/live-chat/${session.id}/convert-to-ticket`;
  return dataOf(await agent.ask<{ ticket: Ticket }>(call, {})).ticket;
}

async function opened(stage: Stage, who: Person): Promise<Page> {
  const page = await stage.browse(who);
  const json = { ok: true, data: { zendesk: { gave_up: 3 } } };
  await page.route("**/api/zendesk", (route) => route.fulfill({ json }));
  return page;
}

async function one(stage: Stage, zendesk: TicketInZendesk, who = stage.admin): Promise<Page> {
  const { id } = await ticketIn(stage);
  const page = await opened(stage, who);
  await page.route(`**/api/tickets/${id}`, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    answer.data.ticket.zendesk = zendesk;
    await route.fulfill({ response, json: answer });
  });
  await page.goto(`/tickets/${id}`);
  await page.getByRole("region", { name: /^The chat, as it was/ }).waitFor();
  await page.getByText("Zendesk", { exact: true }).waitFor();
  return page;
}
