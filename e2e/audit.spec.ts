import { expect, test } from "./fixtures";
import { dataOf, outcomeOf } from "./rest";

test("an admin reads who did what, narrows it down, and goes to what it was done to", async ({
  agent,
  browse,
  people,
  hand,
}) => {
  const customer = await people.customer();
  const subject = `My lamp, ${customer.name}`;
  const { id } = await people.start(customer, { subject });
  dataOf(await people.admin.ask(`POST /api/live-chat/${id}/assign`, { agent_id: agent.id }));
  dataOf(await people.admin.ask(`POST /api/live-chat/${id}/release`));

  const page = await browse(people.admin);
  await page.goto("/admin");
  await hand.press(page.getByRole("navigation", { name: "Admin" }).getByText("Audit"));
  await page.waitForURL("**/admin/audit");
  const rows = page.getByRole("row").filter({ hasText: subject });
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText("Chat released");
  await expect(rows.nth(0)).toContainText(agent.name);
  await expect(rows.nth(1)).toContainText("Chat assigned");
  await expect(rows.nth(1)).toContainText(`To \u2068${agent.name}\u2069`);

  await page.getByRole("combobox", { name: "What" }).selectOption("Chat assigned");
  await expect(rows).toHaveCount(1);
  await expect.poll(() => new URL(page.url()).search).toBe("?action=session.assign");
  await page.getByRole("combobox", { name: "Who" }).selectOption(agent.name);
  await expect(page.getByText("No row matches")).toBeVisible();
  await page.goBack();
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await hand.press(rows.getByRole("link", { name: subject }));
  await page.waitForURL(`**/admin/chats/${id}`);
});

test("an agent gets neither the page nor the log", async ({ agent }) => {
  const { page } = agent;
  await page.goto("/admin/audit");
  await expect(page.getByRole("heading", { name: "admins" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeHidden();
  expect(outcomeOf(await agent.ask("GET /api/audit"))).toBe("FORBIDDEN");
});
