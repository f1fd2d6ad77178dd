import { codeAt } from "@/lib/two-factor/codes";
import { expect, newName, test } from "./fixtures";
import { dataOf, outcomeOf, restClient } from "./rest";

const PASSWORD = "the password of an account";

test("staff turn on a second factor, sign in with it, see where they are signed in and end it there", async ({
  browse,
  people,
  server,
  hand,
}) => {
  const name = newName("Agent");
  const email = `${name.replace(" ", "-").toLowerCase()}-account@parley.test`;
  const body = { name, email, role: "agent", password: PASSWORD };
  dataOf(await people.admin.ask("POST /api/users", body));

  const page = await browse();
  async function signIn(password: string): Promise<void> {
    await hand.fill(page.getByRole("textbox", { name: "E-mail" }), email);
    await hand.fill(page.getByRole("textbox", { name: "Password" }), password);
    await hand.press(page.getByRole("button", { name: "Sign in" }));
  }
  await page.goto("/account");
  await signIn(PASSWORD);
  await page.waitForURL("**/account");
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();

  await hand.press(page.getByRole("button", { name: "Turn on" }));
  const dialog = page.getByRole("dialog");
  await hand.fill(dialog.getByRole("textbox", { name: "Your password" }), "not the password");
  await hand.press(dialog.getByRole("button", { name: "Continue" }));
  await expect(dialog).toContainText("The password is wrong.");
  await hand.fill(dialog.getByRole("textbox", { name: "Your password" }), PASSWORD);
  await hand.press(dialog.getByRole("button", { name: "Continue" }));
  await expect(dialog.getByRole("img", { name: "QR code of the key" })).toBeVisible();
  const secret = ((await dialog.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await hand.fill(dialog.getByRole("textbox", { name: "Code" }), "12");
  await hand.press(dialog.getByRole("button", { name: "Turn on" }));
  await expect(dialog).toContainText("Enter the 6 digits that the app shows.");
  // Of the period before, so that the one of now is there for the sign-in below.
  const earlier = codeAt(secret, Date.now() - 30_000);
  await hand.fill(dialog.getByRole("textbox", { name: "Code" }), earlier);
  await hand.press(dialog.getByRole("button", { name: "Turn on" }));
  const codes = page.getByRole("alertdialog", { name: "Keep your recovery codes" });
  await expect(codes.getByRole("listitem")).toHaveCount(10);
  const recovery_code = await codes.getByRole("listitem").first().textContent();
  await hand.press(codes.getByRole("button", { name: "Done" }));
  await expect(page.getByText("10 recovery codes left")).toBeVisible();

  // Elsewhere they sign in without a page.
  const { token } = dataOf(
    await restClient(server.url)<{ token: string }>("POST /api/auth/token", {
      email,
      password: PASSWORD,
      code: recovery_code,
    }),
  );
  await page.reload();
  await expect(page.getByText("9 recovery codes left")).toBeVisible();
  const others = page.getByRole("list", { name: "Sign-ins" }).getByRole("listitem");
  await expect(others).toHaveCount(2);
  await expect(others.filter({ hasText: "This one" })).toContainText("Chrome");
  await hand.press(page.getByRole("button", { name: "Sign out everywhere else" }));
  await expect(others).toHaveCount(1);
  expect(outcomeOf(await restClient(server.url, token)("GET /api/me"))).toBe("UNAUTHENTICATED");

  await hand.fill(page.getByRole("textbox", { name: "Password now" }), PASSWORD);
  await hand.fill(page.getByRole("textbox", { name: "New password" }), "another password");
  await hand.press(page.getByRole("button", { name: "Change password" }));
  await expect(page.getByText("Your password is changed").first()).toBeVisible();

  await page.context().clearCookies();
  await page.goto("/account");
  await signIn("another password");
  const code = page.getByRole("textbox", { name: "Code" });
  await expect(code).toBeFocused();
  await hand.fill(code, "000000");
  await hand.press(page.getByRole("button", { name: "Sign in" }));
  await expect(page.getByText("This code is wrong, over or used.")).toBeVisible();
  await hand.fill(code, codeAt(secret));
  await hand.press(page.getByRole("button", { name: "Sign in" }));
  await page.waitForURL("**/account");
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
});

test("an admin gives a new link to who forgot their password, and turns off a lost second factor", async ({
  agent,
  browse,
  people,
  hand,
}) => {
  const page = await browse(people.admin);
  await page.goto("/admin/staff");
  const row = page.getByRole("row").filter({ hasText: agent.name });
  await hand.press(row.getByRole("button", { name: "Edit" }));
  const lost = page.getByRole("region", { name: "Lost access" });
  await expect(lost.getByRole("button", { name: "Turn off second factor" })).toBeHidden();
  await hand.press(lost.getByRole("button", { name: "New password link" }));
  const link = await page.getByRole("textbox", { name: "Setup link" }).inputValue();

  const theirs = await browse();
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "Choose a password" })).toBeVisible();
  await hand.fill(theirs.getByRole("textbox", { name: "Password" }), "a long password");
  await hand.press(theirs.getByRole("button", { name: "Set password and sign in" }));
  await theirs.waitForURL("**/inbox");
  // The sign-in that was there before has ended.
  expect(outcomeOf(await agent.ask("GET /api/me"))).toBe("UNAUTHENTICATED");
});
