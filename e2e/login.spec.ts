import { expect, newName, test } from "./fixtures";
import { AdminPage } from "./pages/admin-page";
import { LoginPage } from "./pages/login-page";

test("a wrong password says so, and the right one leads to where one wanted to go", async ({
  browse,
  people,
  hand,
}) => {
  const account = await people.agent();
  const page = await browse();
  const login = new LoginPage(page, hand);
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
  hand,
}) => {
  const name = newName("Agent");
  const email = `${name.replace(" ", "-").toLowerCase()}@parley.test`;
  const admin = new AdminPage(await browse(people.admin), hand);
  await admin.page.goto("/admin/staff");
  await hand.press(admin.page.getByRole("button", { name: "Add staff" }));
  const dialog = admin.page.getByRole("dialog", { name: "Add staff" });
  await hand.fill(dialog.getByRole("textbox", { name: "Name" }), name);
  await hand.fill(dialog.getByRole("textbox", { name: "E-mail" }), email);
  await hand.press(dialog.getByRole("button", { name: "Add", exact: true }));
  const link = await admin.page.getByRole("textbox", { name: "Setup link" }).inputValue();

  const page = await browse();
  await page.goto(link);
  await hand.fill(page.getByRole("textbox", { name: "Password" }), "a password of their own");
  await hand.press(page.getByRole("button", { name: "Set password and sign in" }));
  await expect(page.getByRole("heading", { name: "Your chats" })).toBeVisible();

  const again = await browse();
  await again.goto(link);
  await expect(again.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  const login = new LoginPage(again, hand);
  await login.open();
  await login.signIn({ email, password: "a password of their own" });
  await expect(again.getByRole("heading", { name: "Your chats" })).toBeVisible();
});
