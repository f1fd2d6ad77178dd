import type { Ticket } from "@/lib/tickets/contract";
import { expect, newName, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { TicketPage } from "./pages/ticket-page";
import { dataOf } from "./rest";

test("a chat becomes a ticket: both sides read of it, and the agent goes on with it there", async ({
  agent,
  people,
  browse,
  hand,
  told_by,
}) => {
  const person = await people.customer();
  const { id } = await people.start(person, {
    subject: "My lamp is broken",
    message: "Can it be mended?",
  });
  dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  const visitor = new CustomerPage(await browse(person), hand);
  await visitor.page.goto(`/chat?session=${id}`);
  await visitor.chat.expectLast("Can it be mended?");
  const { page } = agent;
  await page.goto(`/inbox?session=${id}`);
  const button = page.getByRole("button", { name: "Make ticket" });
  await expect(button).toBeVisible();
  if (told_by === "keyboard") await page.keyboard.press("i");
  else await button.click();
  const dialog = page.getByRole("dialog", { name: "Make a ticket" });
  const field = dialog.getByRole("textbox", { name: "Subject" });
  await expect(field).toHaveValue("My lamp is broken");
  const subject = newName("Send a new lamp");
  await hand.fill(field, subject);
  await hand.choose(dialog.getByRole("combobox", { name: "Priority" }), "High");
  await hand.press(dialog.getByRole("button", { name: "Make ticket" }));
  await expect(dialog).toHaveCount(0);
  await expect(visitor.chat.log.getByText(/^Ticket #\d+ was made from this chat$/)).toBeVisible();
  await expect(button).toHaveCount(0);

  const conversation = page.getByRole("region", { name: "Conversation" });
  await hand.press(conversation.getByRole("link", { name: /^Ticket #\d+$/ }));
  const ticket = new TicketPage(page, hand);
  await expect(page.getByRole("heading", { name: subject })).toBeVisible();
  await expect(ticket.priority).toHaveValue("high");
  await expect(ticket.transcript.getByText("Can it be mended?")).toBeVisible();
  await expect(ticket.transcript.getByText("was made from this chat")).toHaveCount(0);
  await ticket.say("I have asked the warehouse");
  await expect(ticket.comments).toContainText(["I have asked the warehouse"]);
  await expect(ticket.comment).toHaveValue("");
});

test("a colleague's change of a ticket is not overwritten, and the list is narrowed by its address", async ({
  agent,
  people,
  hand,
}) => {
  const { id: session_id } = await people.start(await people.customer());
  const asAgent = async (call: string, body?: unknown) =>
    dataOf(await agent.ask<{ ticket: Ticket }>(call, body));
  await asAgent(`POST /api/live-chat/${session_id}/accept`);
  const subject = newName("Send a new lamp");
  const convert = `POST /api/live-chat/${session_id}/convert-to-ticket`;
  const { ticket } = await asAgent(convert, { subject });

  const { page } = agent;
  const shown = new TicketPage(page, hand);
  await page.goto(`/tickets/${ticket.id}`);
  await expect(shown.priority).toHaveValue("medium");
  // What this page would find out by itself after a while it is not to know yet.
  await page.route(`**/api/tickets/${ticket.id}`, (route) =>
    route.request().method() === "GET" ? undefined : route.continue(),
  );
  dataOf(await people.admin.ask(`PATCH /api/tickets/${ticket.id}`, { priority: "urgent" }));
  await hand.choose(shown.status, "Pending");
  await expect(page.getByText("Somebody else has changed this ticket.")).toBeVisible();
  await expect(shown.status).toHaveValue("open");
  await expect(shown.priority).toHaveValue("urgent");
  await hand.press(page.getByRole("button", { name: "Change it anyway" }));
  await expect(page.getByText("Your change was not made")).toHaveCount(0);
  await expect(shown.status).toHaveValue("pending");

  await page.unrouteAll();
  await page.goto("/tickets?status=pending&assignee=me");
  await expect(shown.row(subject)).toBeVisible();
  await hand.choose(shown.status, "Solved");
  await expect(page).toHaveURL(/status=solved/);
  await expect(page.getByText("No ticket matches")).toBeVisible();
  await page.goBack();
  await hand.press(shown.row(subject));
  await expect(shown.status).toHaveValue("pending");
});
