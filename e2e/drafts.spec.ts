import { type Line, openLine } from "@/testing/line";
import { test as base, expect, newName, type Staff } from "./fixtures";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

/** The network of the agent's first device, which can be cut; everybody else's is another. */
const test = base.extend<{ line: Line }>({
  line: async ({ server }, use) => {
    const line = await openLine(server.url);
    await use(line);
    await line.close();
  },
});

/** A connection that is lost is tried every few seconds. */
const BACK = { timeout: 15_000 };

const saved = (person: Pick<Staff, "ask">, session_id: string) => async () => {
  const answer = await person.ask<{ drafts: { content: string }[] }>(
    `GET /api/live-chat/${session_id}/draft`,
  );
  return answer.ok && answer.data.drafts.map(({ content }) => content);
};

test("what an agent writes on one device is on the other, and is gone on both when it was sent (4, 5, 9)", async ({
  people,
  customer,
  agent,
  browse,
  hand,
}) => {
  const name = newName("Customer");
  const visitor = new CustomerPage(customer.page, hand);
  await visitor.open();
  await visitor.start("Where is my order?", name);
  const desk = new InboxPage(agent.page, hand);
  await desk.open();
  await desk.accept(name);
  const received: string[] = [];
  customer.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => received.push(String(payload))),
  );
  await visitor.page.reload();
  await visitor.chat.expectLast("Where is my order?");
  await desk.chat.type("It is on its way,\nand");

  const phone = new InboxPage(await browse(agent), hand);
  await phone.open();
  await hand.press(phone.own(name).getByRole("button", { name }));
  await expect(phone.chat.composer).toHaveValue("It is on its way,\nand");
  await hand.strike(phone.chat.composer, "Control+End");
  await phone.chat.type(" it comes tomorrow.");
  await expect(desk.chat.composer).toHaveValue("It is on its way,\nand it comes tomorrow.");

  await hand.strike(phone.chat.composer, "Enter");
  await visitor.chat.expectLast("It is on its way,\nand it comes tomorrow.");
  await expect(phone.chat.composer).toHaveValue("");
  await expect(desk.chat.composer).toHaveValue("");
  await desk.chat.expectLast("It is on its way,\nand it comes tomorrow.");
  // Nobody else heard of it before it was sent, and a fresh load has none.
  expect(received.join("\n")).toContain("chat:new_message");
  expect(received.join("\n")).not.toContain("chat:draft");
  await desk.page.reload();
  await desk.chat.expectLast("It is on its way,\nand it comes tomorrow.");
  await expect(desk.chat.composer).toHaveValue("");
  const session_id = new URL(desk.page.url()).searchParams.get("session") as string;
  await expect.poll(saved(agent, session_id)).toEqual([]);
  expect(await people.admin.ask(`GET /api/live-chat/${session_id}/draft`)).toMatchObject({
    error: { code: "FORBIDDEN" },
  });
});

// Its twin would only wait for the same network: by key one writes in the others.
test("what was written without a network is saved when it is back; what was written elsewhere follows it (5)", {
  tag: "@pointer",
}, async ({ people, agent, browse, line, hand }) => {
  const customer = await people.customer();
  const { id } = await people.start(customer, { message: "Hello" });
  await agent.ask(`POST /api/live-chat/${id}/accept`);
  const desk = new InboxPage(agent.page, hand);
  await desk.page.goto(`${line.url}/inbox?session=${id}`);
  await desk.chat.expectLast("Hello");
  line.refuse();
  await expect(desk.page.getByText("No connection.")).toBeVisible(BACK);
  await desk.chat.type("Written on the train");

  const phone = new InboxPage(await browse(agent), hand);
  await phone.page.goto(`/inbox?session=${id}`);
  await phone.chat.expectLast("Hello");
  await expect(phone.chat.composer).toHaveValue("");
  await phone.chat.type("And on the phone");
  await expect.poll(saved(agent, id)).toEqual(["And on the phone"]);

  line.restore();
  const both = "Written on the train\nAnd on the phone";
  await expect(desk.chat.composer).toHaveValue(both, BACK);
  await expect(phone.chat.composer).toHaveValue(both);
  await expect.poll(saved(agent, id)).toEqual([both]);
  // One goes on where one was.
  await desk.chat.type(".");
  await expect(desk.chat.composer).toHaveValue("Written on the train.\nAnd on the phone");
});

test("another chat has a draft of its own, and the first one's was saved when it was left", async ({
  people,
  agent,
  hand,
}) => {
  const names = [newName("Customer"), newName("Customer")] as const;
  const ids: string[] = [];
  for (const name of names) {
    const { id } = await people.start(await people.customer(name), { message: "Hello" });
    await agent.ask(`POST /api/live-chat/${id}/accept`);
    ids.push(id);
  }
  const [first = "", second = ""] = ids;
  const inbox = new InboxPage(agent.page, hand);
  await inbox.page.goto(`/inbox?session=${first}`);
  await inbox.chat.type("To the first");
  await hand.press(inbox.own(names[1]).getByRole("button", { name: names[1] }));
  await expect(inbox.chat.composer).toHaveValue("");
  await inbox.chat.type("To the second");
  await hand.press(inbox.own(names[0]).getByRole("button", { name: names[0] }));
  await expect(inbox.chat.composer).toHaveValue("To the first");
  await expect.poll(saved(agent, first)).toEqual(["To the first"]);
  await expect.poll(saved(agent, second)).toEqual(["To the second"]);
});

test("what a customer wrote is there when they come back in a new tab (5)", async ({
  customer: { page },
  hand,
}) => {
  const before = new CustomerPage(page, hand);
  await before.open();
  await before.start("Hello", newName("Customer"));
  await before.chat.type("My order number is 7");
  await page.close();

  const after = new CustomerPage(await page.context().newPage(), hand);
  await after.open();
  await after.chat.expectLast("Hello");
  await expect(after.chat.composer).toHaveValue("My order number is 7");
});
