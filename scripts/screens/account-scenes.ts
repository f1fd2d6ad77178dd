import type { Page } from "@playwright/test";
import { LoginPage } from "@/e2e/pages/login-page";
import { keyUri, makeRecoveryCodes, makeTotpSecret, qrOf } from "@/lib/two-factor/codes";
import { LONG_NAME } from "./casts";
import type { Scene } from "./scenes";
import { seenText } from "./seen";
import type { Stage } from "./stage";

const TWO_FACTOR = "**/api/me/two-factor";

/** Staff's own account: password, second factor, sign-ins. */
export const ACCOUNT_SCENES: Scene[] = [
  {
    page: "account",
    state: "rest",
    go: async (stage) =>
      seenText(stage.browse(await stage.agent(LONG_NAME)), "/account", "This one"),
  },
  {
    page: "account",
    state: "loading",
    async go(stage) {
      const page = await stage.browse(stage.admin);
      await page.route("**/api/me/**", () => {});
      await page.goto("/account");
      await page.getByText("Your sign-ins are loading.").waitFor();
      return page;
    },
  },
  {
    page: "account",
    state: "failed",
    async go(stage) {
      const page = await stage.browse(stage.admin);
      await page.route("**/api/me/**", (route) => route.abort());
      await page.goto("/account");
      await page.getByText("Your sign-ins did not load").waitFor();
      await page.getByText("Your second factor did not load").waitFor();
      return page;
    },
  },
  {
    page: "account",
    state: "wrong password",
    async go(stage) {
      const page = await seenText(stage.browse(stage.admin), "/account", "This one");
      await page.getByRole("textbox", { name: "New password" }).fill("short");
      await page.getByRole("button", { name: "Change password" }).click();
      await page.getByText("Enter the password that you have now.").waitFor();
      return page;
    },
  },
  {
    page: "account",
    state: "second factor, app",
    go: (stage) => atApp(stage),
  },
  {
    page: "account",
    state: "second factor, recovery codes",
    async go(stage) {
      const page = await atApp(stage);
      await page.getByRole("textbox", { name: "Code" }).fill("123456");
      await page.getByRole("button", { name: "Turn on" }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "account",
    state: "second factor on, few codes",
    async go(stage) {
      const page = await stage.browse(stage.admin);
      const two_factor = { on_since: "2026-11-01T10:00:00.000Z", recovery_codes_left: 1 };
      await page.route(TWO_FACTOR, (route) =>
        route.fulfill({ json: { ok: true, data: { two_factor } } }),
      );
      return seenText(Promise.resolve(page), "/account", "Only one recovery code is left.");
    },
  },
  {
    page: "login",
    state: "code, wrong",
    async go({ browse }) {
      const login = new LoginPage(await browse());
      const error = {
        code: "UNAUTHENTICATED",
        field: "code",
        message: "This code is wrong, over or used. Try the next one.",
        retryable: false,
      };
      await login.page.route("**/callback/password", (route) =>
        route.fulfill({ status: 401, json: { ok: false, error } }),
      );
      await login.open();
      await login.signIn({ email: "ada@lamps.example", password: "right" });
      await login.page.getByRole("textbox", { name: "Code" }).fill("123456");
      await login.submit.click();
      await login.page.getByText(error.message).waitFor();
      return login.page;
    },
  },
];

/** Asked for a first code; the answers are made up, so that the admin stays as they are. */
async function atApp(stage: Stage): Promise<Page> {
  const page = await stage.browse(stage.admin);
  const secret = makeTotpSecret();
  const uri = keyUri(secret, "ada@lamps.example");
  await page.route(TWO_FACTOR, (route) => {
    const method = route.request().method();
    if (method === "GET") return route.continue();
    const data =
      method === "POST" ? { secret, uri, qr: qrOf(uri) } : { recovery_codes: makeRecoveryCodes() };
    return route.fulfill({ json: { ok: true, data } });
  });
  await page.goto("/account");
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("textbox", { name: "Your password" }).fill("anything");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("img", { name: "QR code of the key" }).waitFor();
  return page;
}
