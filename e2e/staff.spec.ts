import { expect, newName, test } from "./fixtures";
import { AdminPage } from "./pages/admin-page";
import { dataOf } from "./rest";

test("an invitation that was lost is replaced; the new link works and the old one does not", async ({
  browse,
  people,
}) => {
  const name = newName("Agent");
  const email = `${name.replace(" ", "-").toLowerCase()}-lost@parley.test`;
  const invited = { name, email, role: "agent" };
  const { setup_path } = dataOf(
    await people.admin.ask<{ setup_path: string }>("POST /api/users", invited),
  );
  const admin = new AdminPage(await browse(people.admin));
  await admin.page.goto("/admin/staff");
  await expect(admin.staff(name)).toContainText("Invited");
  await admin.staff(name).getByRole("button", { name: "New link" }).press("Enter");
  const link = await admin.page.getByRole("textbox", { name: "Setup link" }).inputValue();

  const theirs = await browse();
  await theirs.goto(setup_path);
  await expect(theirs.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await theirs.goto(link);
  await theirs.getByRole("textbox", { name: "Password" }).fill("a long password");
  await theirs.getByRole("button", { name: "Create account" }).click();
  await theirs.waitForURL("**/inbox");
  await admin.page.reload();
  await expect(admin.staff(name)).toContainText("Online");
  await expect(admin.staff(name).getByRole("button", { name: "New link" })).toBeHidden();
});

test("what becomes of an agent's chats is said before they are deactivated, and happens", async ({
  agent,
  browse,
  people,
}) => {
  const customers = [await people.customer(), await people.customer()];
  for (const customer of customers) {
    const { id } = await people.start(customer);
    dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  }
  const admin = new AdminPage(await browse(people.admin));
  const { page } = admin;
  await page.goto("/admin/staff");
  await admin.staff(agent.name).getByRole("button", { name: "Deactivate" }).press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(`${agent.name} has 2 chats. They go back to the queue`);
  await dialog.getByRole("button", { name: "Deactivate" }).press("Enter");
  await expect(admin.staff(agent.name)).toContainText("Deactivated");
  await admin.open();
  for (const customer of customers) await expect(admin.waits(customer.name)).toBeVisible();
  await expect(admin.agentCard(agent.name)).toBeHidden();
});

test("the last admin is refused where it was asked for, with the reason", async ({
  browse,
  people,
}) => {
  const admin = new AdminPage(await browse(people.admin));
  const { page } = admin;
  await page.goto("/admin/staff");
  await admin.staff(people.admin.name).getByRole("button", { name: "Deactivate" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog).toContainText("The last admin stays an active admin.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await admin.staff(people.admin.name).getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit staff" });
  await edit.getByRole("combobox", { name: "Role" }).selectOption("Agent");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit).toContainText("The last admin stays an active admin.");
});
