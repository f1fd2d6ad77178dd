import { expect, test } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { dataOf } from "./rest";

test("the agent who comes second is told who has taken the chat (6)", async ({
  agent,
  people,
  hand,
}) => {
  const customer = await people.customer();
  const { id } = await people.start(customer);
  const colleague = await people.agent();
  const inbox = new InboxPage(agent.page, hand);
  // The news that the chat is taken does not reach this page: so the click comes too late.
  await inbox.page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((packet) => {
      if (!/"chat:session_(updated|assigned)"/.test(String(packet))) socket.send(packet);
    });
  });
  await inbox.open();
  await expect(inbox.waiting(customer.name)).toBeVisible();
  dataOf(await colleague.ask(`POST /api/live-chat/${id}/accept`));

  await inbox.accept(customer.name);
  await expect(inbox.notice(`${colleague.name} has taken this chat.`)).toBeVisible();
  // Nobody else waits: there is no next to offer.
  await expect(inbox.acceptNext).toBeHidden();
  await expect(inbox.waiting(customer.name)).toBeHidden();
  await expect(inbox.own(customer.name)).toBeHidden();
});

test("an agent who looks at a waiting chat sees that a colleague takes it", async ({
  agent,
  people,
  hand,
}) => {
  const customer = await people.customer();
  const { id } = await people.start(customer, { message: "Anybody there?" });
  const other = await people.customer();
  await people.start(other, { message: "And me?" });
  const colleague = await people.agent();
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await hand.press(inbox.waiting(customer.name).getByRole("button", { name: customer.name }));
  await inbox.chat.expectLast("Anybody there?");
  await expect(inbox.page.getByText("You are only looking")).toBeVisible();

  dataOf(await colleague.ask(`POST /api/live-chat/${id}/accept`));
  await expect(inbox.page.getByText(`${colleague.name} has taken this chat at`)).toBeVisible();
  await expect(inbox.chat.composer).toBeHidden();
  // The next is offered in the same breath, with its key.
  await expect(inbox.acceptNext).toBeVisible();
  await inbox.page.keyboard.press("a");
  await expect(inbox.own(other.name)).toBeVisible();
  await inbox.chat.expectLast("And me?");
});

test("an agent at their limit is told so, and accepts once a chat has ended (6)", async ({
  browse,
  people,
  hand,
}) => {
  const agent = await people.agent({ max_concurrent_chats: 1 });
  const inbox = new InboxPage(await browse(agent), hand);
  const first = await people.customer();
  const second = await people.customer();
  await people.start(first);
  await people.start(second);
  await inbox.open();
  await inbox.accept(first.name);
  await expect(inbox.own(first.name)).toBeVisible();
  await inbox.chat.composer.press("Escape");
  await inbox.page.keyboard.press("a");
  await expect(inbox.notice("You have 1 of 1 chats.")).toBeVisible();
  await expect(inbox.waiting(second.name)).toBeVisible();
  await inbox.end();
  await expect(inbox.own(first.name)).toBeHidden();
  await inbox.accept(second.name);
  await expect(inbox.own(second.name)).toBeVisible();
});

test("a released chat is back at its old place, another agent takes it, and the customer sees who left", async ({
  agent,
  browse,
  people,
  hand,
}) => {
  const customers = [await people.customer(), await people.customer()];
  for (const customer of customers) await people.start(customer);
  const [first, second] = customers.map(({ name }) => name) as [string, string];
  const inbox = new InboxPage(agent.page, hand);
  const colleague = await people.agent();
  const other = new InboxPage(await browse(colleague), hand);
  const customer = new CustomerPage(await browse(customers[0]), hand);
  await inbox.open();
  await other.open();
  await customer.open();
  await inbox.accept(first);
  await expect(other.waiting(first)).toBeHidden();
  await inbox.chat.say("Hello");
  await customer.chat.expectLast("Hello");
  await hand.press(inbox.page.getByRole("button", { name: "Release" }));
  await hand.press(inbox.page.getByRole("alertdialog").getByRole("button", { name: "Release" }));
  await expect(other.queue.getByRole("listitem")).toContainText([first, second]);
  await expect(customer.queue).toContainText(`${agent.name} left the chat. You are waiting again`);
  await other.accept(first);
  await expect(other.own(first)).toBeVisible();
  await expect(inbox.waiting(first)).toBeHidden();

  // Live, after a reload, and to the colleague: each once, and the words keep their writer's name.
  const { log } = customer.chat;
  const agents = [`${agent.name} joined`, `${agent.name} left`];
  await expect(customer.chat.comings).toContainText([...agents, `${colleague.name} joined`]);
  await customer.page.reload();
  await expect(customer.chat.comings).toContainText([...agents, `${colleague.name} joined`]);
  await expect(log.getByText(agent.name, { exact: true })).toHaveCount(3);
  await expect(other.chat.comings).toContainText([...agents, "You joined"]);
});
