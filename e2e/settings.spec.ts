import type { Settings } from "@/lib/settings/contract";
import type { SignedIn } from "@/lib/users/contract";
import { expect, test } from "./home";
import { LoginPage } from "./pages/login-page";
import { dataOf, restClient } from "./rest";
import { ADMIN, ADMIN_SETTINGS } from "./server";

const MB = 1_048_576;

// On a server of its own: what it changes is in force for everybody.
test("an admin changes a setting, loses nothing to a link or to another admin, and it is in force", async ({
  home,
  page,
  hand,
}) => {
  const { url } = await home.start(ADMIN_SETTINGS);
  const { token } = dataOf(await restClient(url)<SignedIn>("POST /api/auth/token", ADMIN));
  const ask = restClient(url, token);
  const read = async () => dataOf(await ask<{ settings: Settings }>("GET /api/settings")).settings;
  const saveElsewhere = async (file_size: number) => {
    const { version } = await read();
    dataOf(await ask("PATCH /api/settings", { version, file_size }));
  };
  await page.goto(`${url}/admin/settings`);
  await new LoginPage(page, hand).signIn(ADMIN);
  const size = page.getByRole("textbox", { name: "File size" });
  await expect(size).toHaveValue("10");

  await hand.fill(size, "0");
  await hand.strike(size, "Control+s");
  await expect(page.getByText("Enter a whole number from 1 to 10 MB.")).toBeVisible();
  await expect(size).toBeFocused();

  await hand.fill(size, "8");
  await hand.press(page.getByRole("link", { name: "Staff" }));
  await hand.press(page.getByRole("alertdialog").getByRole("button", { name: "Stay" }));
  await expect(size).toHaveValue("8");

  const retention = page.getByRole("textbox", { name: "Erase ended chats after" });
  await expect(retention).toHaveValue("0");
  await hand.fill(retention, "90");
  await hand.strike(retention, "Control+s");
  const question = page.getByRole("alertdialog", { name: "Erase chats 90 days after their end?" });
  await hand.press(question.getByRole("button", { name: "Cancel" }));
  await expect(retention).toHaveValue("90");
  expect((await read()).values.retention).toBe(0);
  await hand.fill(retention, "0");

  await saveElsewhere(6 * MB);
  await hand.strike(size, "Control+s");
  await expect(page.getByText("Not saved yet")).toBeVisible();
  await expect(page.getByText(/saved 6 MB\./)).toBeVisible();
  await expect(size).toHaveValue("8");
  expect((await read()).values.file_size).toBe(6 * MB);

  await hand.press(page.getByRole("button", { name: "Save" }));
  await expect(page.getByText("The settings are saved", { exact: true })).toBeVisible();
  expect((await read()).values.file_size).toBe(8 * MB);

  await hand.fill(retention, "90");
  await hand.press(page.getByRole("button", { name: "Save", exact: true }));
  await hand.press(question.getByRole("button", { name: "Save and erase" }));
  await expect(page.getByText(/^Saved by/)).toBeVisible();
  expect((await read()).values.retention).toBe(90 * 86_400);
  // Nothing is left to lose, so nobody is asked.
  await hand.press(page.getByRole("link", { name: "Staff" }));
  await expect(page.getByRole("heading", { name: "Staff" })).toBeVisible();
});
