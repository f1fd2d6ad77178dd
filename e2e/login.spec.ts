import { expect, newName, test } from "./fixtures";
import { AdminPage } from "./pages/admin-page";
import { LoginPage } from "./pages/login-page";

test("a wrong password says so, and the right one leads to where one wanted to go", async ({
  browse,
  people,
}) => {
  const account = await people.agent();
  const page = await browse();
  const login = new LoginPage(page);
  await page.goto("/inbox");
  await login.signIn({ ...account, password: "something else" });
  await expect(page.getByText("The e-mail or the password is wrong.")).toBeVisible();
  await login.signIn(account);
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByRole("heading", { name: "Your chats" })).toBeVisible();

  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Admins only" })).toBeVisible();
});

test("who was invited chooses a password with the link, once, and is in the inbox", async ({
  browse,
  people,
}) => {
  const name = newName("Agent");
  const email = `${name.replace(" ", "-").toLowerCase()}@parley.test`;
  const admin = new AdminPage(await browse(people.admin));
  await admin.page.goto("/admin/staff");
  await admin.page.getByRole("button", { name: "Add staff" }).click();
  const dialog = admin.page.getByRole("dialog", { name: "Add staff" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(email);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const link = await admin.page.getByRole("textbox", { name: "Setup link" }).inputValue();

  const page = await browse();
  await page.goto(link);
  await page.getByRole("textbox", { name: "Password" }).fill("a password of their own");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Your chats" })).toBeVisible();

  const again = await browse();
  await again.goto(link);
  await expect(again.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  const login = new LoginPage(again);
  await login.open();
  await login.signIn({ email, password: "a password of their own" });
  await expect(again.getByRole("heading", { name: "Your chats" })).toBeVisible();
});
