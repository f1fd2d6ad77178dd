import { expect, test } from "./fixtures";
import { AdminPage } from "./pages/admin-page";
import { InboxPage } from "./pages/inbox-page";
import { dataOf } from "./rest";

test("an admin assigns a waiting chat and the agent's open inbox has it without a reload", async ({
  agent,
  browse,
  people,
}) => {
  const inbox = new InboxPage(agent.page);
  await inbox.open();
  await expect(inbox.page.getByText("You have no active chats.")).toBeVisible();
  const customer = await people.customer();
  await people.start(customer, { message: "Who helps me?" });

  const admin = new AdminPage(await browse(people.admin));
  await admin.open();
  await admin.assign(customer.name, agent.name);
  await expect(admin.chat(customer.name)).toContainText("Active");
  await expect(admin.chat(customer.name)).toContainText(agent.name);

  await inbox.own(customer.name).getByRole("button").click();
  await inbox.chat.expectLast("Who helps me?");
  await expect(inbox.waiting(customer.name)).toBeHidden();
  await inbox.chat.say("I do.");
  await inbox.chat.expectLast("I do.");
});

test("an agent at their limit cannot be chosen, and one who fills up meanwhile is said to be full (6)", async ({
  browse,
  people,
}) => {
  const full = await people.agent({ max_concurrent_chats: 1 });
  const filling = await people.agent({ max_concurrent_chats: 1 });
  const [first, second, third] = await Promise.all(
    [1, 2, 3].map(async () => people.start(await people.customer())),
  );
  dataOf(await full.ask(`POST /api/live-chat/${first?.id}/accept`));

  const admin = new AdminPage(await browse(people.admin));
  await admin.open();
  await admin.openAssign(second?.customer.name as string);
  const radio = (name: string) => admin.assignDialog.getByRole("radio", { name, exact: true });
  await expect(radio(full.name)).toBeDisabled();
  await radio(filling.name).check();
  dataOf(await filling.ask(`POST /api/live-chat/${third?.id}/accept`));
  // Chosen already, so the dialog lets it be tried; the server has the last word.
  await admin.assignDialog.getByRole("button", { name: "Assign" }).click();
  await expect(
    admin.assignDialog.getByText(`${filling.name} has as many chats as they may.`),
  ).toBeVisible();
});
