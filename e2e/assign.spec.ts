import { expect, test } from "./fixtures";
import { closeByEscape, reach } from "./hand";
import { AdminPage } from "./pages/admin-page";
import { InboxPage } from "./pages/inbox-page";
import { dataOf } from "./rest";

test("an admin assigns a waiting chat and the agent's open inbox has it without a reload", async ({
  agent,
  browse,
  people,
  hand,
}) => {
  const inbox = new InboxPage(agent.page, hand);
  await inbox.open();
  await expect(inbox.page.getByText("You have no active chats.")).toBeVisible();
  const customer = await people.customer();
  await people.start(customer, { message: "Who helps me?" });

  const admin = new AdminPage(await browse(people.admin), hand);
  await admin.open();
  await admin.assign(customer.name, agent.name);
  await expect(admin.agentCard(agent.name)).toContainText("1 of 5");
  await expect(admin.waits(customer.name)).toBeHidden();

  await hand.press(inbox.own(customer.name).getByRole("button"));
  await inbox.chat.expectLast("Who helps me?");
  await expect(inbox.waiting(customer.name)).toBeHidden();
  await inbox.chat.say("I do.");
  await inbox.chat.expectLast("I do.");
  await admin.openChats();
  await expect(admin.chat(customer.name)).toContainText("Active");
  await expect(admin.chat(customer.name)).toContainText(agent.name);
});

test("an agent at their limit cannot be chosen, and one who fills up meanwhile is said to be full (6)", async ({
  browse,
  people,
  hand,
}) => {
  const full = await people.agent({ max_concurrent_chats: 1 });
  const filling = await people.agent({ max_concurrent_chats: 1 });
  const later = await people.agent({ max_concurrent_chats: 1 });
  const [first, second, third, fourth] = await Promise.all(
    [1, 2, 3, 4].map(async () => people.start(await people.customer())),
  );
  dataOf(await full.ask(`POST /api/live-chat/${first?.id}/accept`));

  const admin = new AdminPage(await browse(people.admin), hand);
  await admin.open();
  await admin.openAssign(second?.customer.name as string);
  const radio = (name: string) => admin.assignDialog.getByRole("radio", { name, exact: true });
  const submit = admin.assignDialog.getByRole("button", { name: "Assign" });
  await expect(radio(full.name)).toBeDisabled();
  await hand.check(radio(filling.name));
  dataOf(await filling.ask(`POST /api/live-chat/${third?.id}/accept`));
  await expect(
    admin.assignDialog.getByText(`${filling.name} has as many chats as they may.`),
  ).toBeVisible();
  await expect(submit).toBeDisabled();

  // Where it happens while the call is on its way, the server has the last word.
  await admin.page.route("**/assign", async (route) => {
    dataOf(await later.ask(`POST /api/live-chat/${fourth?.id}/accept`));
    await route.continue();
  });
  await hand.check(radio(later.name));
  await hand.press(submit);
  await expect(
    admin.assignDialog.getByText(`${later.name} has as many chats as they may.`),
  ).toBeVisible();
  await closeByEscape(admin.assignDialog);
  await expect(admin.waits(second?.customer.name as string)).toBeVisible();
});

/** All of the other stories' agents are on the screen: nothing scrolls under the pointer. */
const TALL = { width: 1280, height: 4000 };

test("a waiting chat is dragged onto an agent; who is full is refused in words, and offline is asked", {
  tag: "@pointer",
}, async ({ browse, people, hand }) => {
  const [free, full, offline] = [
    await people.agent(),
    await people.agent({ max_concurrent_chats: 0 }),
    await people.agent(),
  ];
  await free.connect();
  await full.connect();
  const customer = await people.customer();
  await people.start(customer);
  const admin = new AdminPage(await browse(people.admin), hand);
  const { mouse } = admin.page;
  await admin.page.setViewportSize(TALL);
  await admin.open();
  const row = admin.waits(customer.name);

  await admin.pickUp(customer.name);
  await admin.agentCard(full.name).hover();
  const word = admin.agentCard(full.name).getByText("Takes none", { exact: true });
  await expect(word).toBeVisible();
  await expect(admin.agentCard(free.name)).not.toContainText("Offline");
  await mouse.up();
  await expect(word).toBeHidden();
  const said = admin.page.getByText(`${full.name} takes no chats. Choose another agent.`);
  await expect(said.first()).toBeVisible();
  await expect(row.getByRole("button", { name: "Assign" })).toBeVisible();

  await admin.pickUp(customer.name);
  await admin.dropOn(offline.name);
  const chosen = admin.assignDialog.getByRole("radio", { name: offline.name, exact: true });
  await expect(chosen).toBeChecked();
  await expect(admin.assignDialog).toContainText(`${offline.name} is offline`);
  await closeByEscape(admin.assignDialog);

  await admin.pickUp(customer.name);
  await admin.dropOn(free.name);
  await expect(admin.agentCard(free.name)).toContainText("1 of 5");
  await expect(row).toBeHidden();
  await expect(admin.page.getByText("Nobody is waiting.")).toBeVisible();
});

test("among many agents one is found by name, and two of one name are told apart by e-mail", async ({
  browse,
  people,
  hand,
}) => {
  const name = "Aurelia Twice";
  const twins = [await people.agent({ name }), await people.agent({ name })];
  const found = await people.agent({ name: "Zoë Wanted" });
  // So many that the list is searched.
  for (let more = 0; more < 6; more++) await people.agent();
  const customer = await people.customer();
  await people.start(customer);
  const admin = new AdminPage(await browse(people.admin), hand);
  await admin.open();
  await admin.openAssign(customer.name);
  const dialog = admin.assignDialog;
  const field = dialog.getByRole("textbox", { name: "Search the agents" });
  const agents = dialog.getByRole("radio");
  const submit = dialog.getByRole("button", { name: "Assign" });

  await hand.fill(field, "nobody is called so");
  await expect(dialog.getByText("No agent matches.")).toBeVisible();
  await expect(agents).toHaveCount(0);
  await expect(submit).toBeDisabled();

  await hand.fill(field, "aurelia");
  await expect(agents).toHaveCount(2);
  for (const twin of twins) await expect(dialog.getByText(twin.email)).toBeVisible();

  await hand.fill(field, "zoe");
  await expect(agents).toHaveCount(1);
  await expect(agents).toBeChecked();
  await expect(dialog.getByText(found.email)).toBeHidden();
  await hand.strike(field, "Enter");
  await expect(dialog).toBeHidden();
  await expect(admin.agentCard(found.name)).toContainText("1 of 5");
});

test("a chat that was taken while it was dragged stays with who took it, and that is said", {
  tag: "@pointer",
}, async ({ browse, people, hand }) => {
  const [quick, late] = [await people.agent(), await people.agent()];
  await late.connect();
  const customer = await people.customer();
  const { id } = await people.start(customer);
  const admin = new AdminPage(await browse(people.admin), hand);
  await admin.page.setViewportSize(TALL);
  await admin.open();
  await admin.page.route("**/assign", async (route) => {
    dataOf(await quick.ask(`POST /api/live-chat/${id}/accept`));
    await route.continue();
  });
  await admin.pickUp(customer.name);
  await admin.dropOn(late.name);
  const said = (text: string) => admin.page.getByText(text, { exact: true });
  await expect(said(`${late.name} was not given the chat`)).toBeVisible();
  await expect(said(`${quick.name} has taken this chat.`)).toBeVisible();
  await expect(admin.agentCard(late.name)).toContainText("0 of 5");
  await expect(admin.agentCard(quick.name)).toContainText("1 of 5");
});

test("arrows to a waiting chat, A, Enter for the best, and on to the next", {
  tag: "@keyboard",
}, async ({ browse, people, hand }) => {
  const skilled = await people.agent();
  const skills = ["harpsichord"];
  dataOf(await people.admin.ask(`PATCH /api/users/${skilled.id}`, { skills }));
  await skilled.connect();
  const [first, second, third] = [
    await people.customer(),
    await people.customer(),
    await people.customer(),
  ];
  await people.start(first);
  await people.start(second, { required_skills: skills });
  await people.start(third);
  const admin = new AdminPage(await browse(people.admin), hand);
  const { keyboard } = admin.page;
  await admin.open();
  const link = (name: string) => admin.waits(name).getByRole("link");
  await expect(link(third.name)).toBeVisible();

  // The list is one stop on the way of the Tab key.
  await reach(admin.page.getByRole("link", { name: "Agents online" }));
  await keyboard.press("Tab");
  await expect(link(first.name)).toBeFocused();
  await keyboard.press("End");
  await expect(link(third.name)).toBeFocused();
  await keyboard.press("ArrowUp");
  await expect(link(second.name)).toBeFocused();
  await keyboard.press("a");
  const best = admin.assignDialog.getByRole("radio", { name: skilled.name, exact: true });
  await expect(best).toBeChecked();
  await keyboard.press("Enter");
  await expect(admin.assignDialog).toBeHidden();
  await expect(admin.agentCard(skilled.name)).toContainText("1 of 5");
  await expect(link(third.name)).toBeFocused();
  await keyboard.press("ArrowUp");
  await expect(link(first.name)).toBeFocused();
});
