import type { SignedIn } from "@/lib/users/contract";
import { expect, test } from "./home";
import { AdminPage } from "./pages/admin-page";
import { InboxPage } from "./pages/inbox-page";
import { LoginPage } from "./pages/login-page";
import { dataOf, restClient } from "./rest";
import { ADMIN, ADMIN_SETTINGS } from "./server";

// On a server of its own: who gives chats away holds for everybody.
test("an admin turns automatic assignment on, an agent has the next chat without a key, and the admin reads why", async ({
  home,
  browser,
  page,
  hand,
}) => {
  const { url } = await home.start(ADMIN_SETTINGS);
  const nobody = restClient(url);
  const admin = restClient(
    url,
    dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN)).token,
  );
  const account = { email: "mara@parley.test", password: "a password of hers" };
  dataOf(await admin("POST /api/users", { ...account, name: "Mara", role: "agent" }));

  await page.goto(`${url}/admin/settings`);
  await new LoginPage(page, hand).signIn(ADMIN);
  const mode = page.getByRole("combobox", { name: "Waiting chats are given to agents" });
  await hand.choose(mode, "To the least busy");
  await expect(page.getByText("the smallest share of their limit")).toBeVisible();
  await hand.strike(mode, "Control+s");
  await expect(page.getByText("The settings are saved", { exact: true })).toBeVisible();

  const desk = await browser.newPage({ baseURL: url });
  const inbox = new InboxPage(desk, hand);
  await inbox.open();
  await new LoginPage(desk, hand).signIn(account);
  await expect(inbox.queue.getByText("Nobody is waiting.")).toBeVisible();
  const { token } = dataOf(await nobody<SignedIn>("POST /api/auth/guest", { name: "Gus" }));
  const start = { subject: "A lamp", message: "Is anybody there?" };
  dataOf(await restClient(url, token)("POST /api/live-chat/start", start));
  await expect(inbox.own("Gus")).toBeVisible();
  await expect(inbox.notice("You have a new chat")).toBeVisible();

  await hand.press(page.getByRole("link", { name: "Chats" }));
  await hand.press(new AdminPage(page).chat("Gus").getByRole("link"));
  await hand.press(page.getByRole("button", { name: "Who had it" }));
  const holders = page.getByRole("list", { name: "Who had this chat" });
  await expect(holders).toContainText("Given automatically, to the least busy");
  await expect(holders).toContainText("Chosen: had the smallest share of their limit");
  await desk.close();
});
