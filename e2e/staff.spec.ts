import { expect, newName, test } from "./fixtures";
import { closeByEscape } from "./hand";
import { AdminPage } from "./pages/admin-page";
import { dataOf } from "./rest";

test("an invitation that was lost is replaced; the new link works and the old one does not", async ({
  browse,
  people,
  hand,
}) => {
  const name = newName("Agent");
  const email = `${name.replace(" ", "-").toLowerCase()}-lost@parley.test`;
  const invited = { name, email, role: "agent" };
  const { setup_path } = dataOf(
    await people.admin.ask<{ setup_path: string }>("POST /api/users", invited),
  );
  const admin = new AdminPage(await browse(people.admin), hand);
  await admin.page.goto("/admin/staff");
  await expect(admin.staff(name)).toContainText("Invited");
  await admin.findStaff(name);
  await hand.press(admin.staff(name).getByRole("button", { name: "New link" }));
  const link = await admin.page.getByRole("textbox", { name: "Setup link" }).inputValue();

  await closeByEscape(admin.page.getByRole("alertdialog"));
  await expect(admin.staff(name).getByRole("button", { name: "New link" })).toBeFocused();
  await admin.open();
  await expect(admin.agentCard(name)).toContainText("Invited");

  const theirs = await browse();
  await theirs.goto(setup_path);
  await expect(theirs.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await theirs.goto(link);
  await hand.fill(theirs.getByRole("textbox", { name: "Password" }), "a long password");
  await hand.press(theirs.getByRole("button", { name: "Set password and sign in" }));
  await theirs.waitForURL("**/inbox");
  await admin.page.goto("/admin/staff");
  await expect(admin.staff(name)).toContainText("Online");
  await expect(admin.staff(name).getByRole("button", { name: "New link" })).toBeHidden();
});

test("what becomes of an agent's chats is said before they are deactivated, and happens", async ({
  agent,
  browse,
  people,
  hand,
}) => {
  const customers = [await people.customer(), await people.customer()];
  for (const customer of customers) {
    const { id } = await people.start(customer);
    dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  }
  const admin = new AdminPage(await browse(people.admin), hand);
  const { page } = admin;
  await page.goto("/admin/staff");
  await admin.findStaff(agent.name);
  await hand.press(admin.staff(agent.name).getByRole("button", { name: "Deactivate" }));
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(`${agent.name} has 2 chats. They go back to the queue`);
  await hand.press(dialog.getByRole("button", { name: "Deactivate" }));
  await expect(admin.staff(agent.name)).toContainText("Deactivated");
  await admin.open();
  for (const customer of customers) await expect(admin.waits(customer.name)).toBeVisible();
  await expect(admin.agentCard(agent.name)).toBeHidden();
});

test("after a dialog the focus is back where it was, or at the next control of the row", async ({
  agent,
  browse,
  people,
}) => {
  const admin = new AdminPage(await browse(people.admin));
  const { page } = admin;
  const { keyboard } = page;
  await page.goto("/admin/staff");
  const button = (name: string) => admin.staff(agent.name).getByRole("button", { name });
  // It hears a key once it has the focus.
  const opened = () =>
    expect(page.locator(":is([role=dialog], [role=alertdialog]):focus-within")).toBeVisible();
  await button("Edit").press("Enter");
  await opened();
  await keyboard.press("Escape");
  await expect(button("Edit")).toBeFocused();
  await button("Edit").press("Enter");
  await opened();
  await keyboard.press("Enter");
  await expect(page.getByText(`${agent.name} is saved`).first()).toBeVisible();
  await expect(button("Edit")).toBeFocused();
  await button("Deactivate").press("Enter");
  await opened();
  await keyboard.press("Escape");
  await expect(button("Deactivate")).toBeFocused();
  await button("Deactivate").press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).press("Enter");
  await expect(button("Reactivate")).toBeVisible();
  await expect(button("Edit")).toBeFocused();

  const add = page.getByRole("button", { name: "Add staff" });
  await add.press("Enter");
  await opened();
  await keyboard.type(newName("Agent"));
  await keyboard.press("Tab");
  await keyboard.type(`${agent.id}-focus@parley.test`);
  await keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Setup link" })).toBeVisible();
  await opened();
  await keyboard.press("Escape");
  await expect(add).toBeFocused();
});

test("of the last admin it is said who they are, and another role is refused where it was asked for", async ({
  browse,
  people,
  hand,
}) => {
  const admin = new AdminPage(await browse(people.admin), hand);
  const { page } = admin;
  await page.goto("/admin/staff");
  await admin.findStaff(people.admin.name);
  await expect(admin.staff(people.admin.name)).toContainText("Last admin");
  await expect(
    admin.staff(people.admin.name).getByRole("button", { name: "Deactivate" }),
  ).toBeHidden();
  await hand.press(admin.staff(people.admin.name).getByRole("button", { name: "Edit" }));
  const edit = page.getByRole("dialog", { name: "Edit staff" });
  await hand.choose(edit.getByRole("combobox", { name: "Role" }), "Agent");
  await hand.press(edit.getByRole("button", { name: "Save" }));
  await expect(edit).toContainText("The last admin stays an active admin.");
});

test("staff are found by words, and who is not there is said not to be", async ({
  agent,
  browse,
  people,
  hand,
}) => {
  const other = await people.agent();
  const admin = new AdminPage(await browse(people.admin), hand);
  const { page } = admin;
  await page.goto("/admin/staff");
  await admin.findStaff(`AGENT ${agent.email.toUpperCase()}`);
  await expect(admin.staff(agent.name)).toBeVisible();
  await expect(admin.staff(other.name)).toBeHidden();
  await admin.findStaff("nobody of that name");
  await expect(page.getByText("Nobody of the staff matches.")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Clear the search" }));
  await expect(page.getByRole("textbox", { name: "Search the staff" })).toBeFocused();
  await expect(admin.staff(other.name)).toBeVisible();
  await admin.findStaff("nobody of that name");
  await expect(page.getByText("Nobody of the staff matches.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(admin.staff(other.name)).toBeVisible();
});
