import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";

test("an admin saves all that is known of a customer, then erases it, and the chat has none of it", async ({
  browse,
  people,
  hand,
}) => {
  const customer = await people.customer();
  const message = `A lamp for ${customer.name}`;
  const { id } = await people.start(customer, { subject: "My lamp", message });
  const page = await browse(people.admin);
  await page.goto(`/admin/chats/${id}`);
  await expect(page.getByText(message)).toBeVisible();
  const menu = page.getByRole("button", { name: "Customer", exact: true });

  await hand.press(menu);
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export all data" }).press("Enter");
  const file = await download;
  expect(file.suggestedFilename()).toBe(`customer-${customer.id}.json`);
  const document = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(document.customer.name).toBe(customer.name);
  expect(JSON.stringify(document.chats)).toContain(message);

  await hand.press(menu);
  await page.getByRole("menuitem", { name: "Erase…" }).press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "Erase this customer?" });
  await hand.press(dialog.getByRole("button", { name: "Cancel" }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText(message)).toBeVisible();

  await hand.press(menu);
  await page.getByRole("menuitem", { name: "Erase…" }).press("Enter");
  await hand.press(dialog.getByRole("button", { name: "Erase for good" }));
  await page.waitForURL("**/admin/audit?action=customer.erase");
  const row = page.getByRole("row").filter({ hasText: "Customer erased" });
  await expect(row.first()).toContainText("1 chat · 1 message · 0 files · 0 tickets");
  await page.goto(`/admin/chats/${id}`);
  await expect(page.getByRole("log").getByText("(erased)")).toBeVisible();
  await expect(page.getByText(customer.name)).toBeHidden();
});
