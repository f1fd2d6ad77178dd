import type { SignedIn } from "@/lib/users/contract";
import type { ZendeskReport } from "@/lib/zendesk/contract";
import { ACCOUNT, fakeZendesk } from "@/testing/zendesk";
import { findings } from "./axe";
import { expect, test } from "./home";
import { LoginPage } from "./pages/login-page";
import { dataOf, restClient } from "./rest";
import { ADMIN, ADMIN_SETTINGS } from "./server";

// On a server of its own: for the others there is no Zendesk.
test("a ticket that Zendesk refused is seen by the admin, tried again, and then it is there", async ({
  home,
  page,
  hand,
}) => {
  const zendesk = await fakeZendesk();
  zendesk.trouble.push({ status: 422, body: { description: "Field 360001 is unknown" } });
  const { url } = await home.start({
    ...ADMIN_SETTINGS,
    PARLEY_ZENDESK_URL: zendesk.url,
    PARLEY_ZENDESK_EMAIL: ACCOUNT.email,
    PARLEY_ZENDESK_TOKEN: ACCOUNT.token,
  });
  const nobody = restClient(url);
  const admin = restClient(
    url,
    dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN)).token,
  );
  const guest = { name: "Maria Santos", email: "maria@example.org" };
  const { token } = dataOf(await nobody<SignedIn>("POST /api/auth/guest", guest));
  const start = { subject: "My lamp is broken", message: "Can it be mended?" };
  const { session } = dataOf(
    await restClient(url, token)<{ session: { id: string } }>("POST /api/live-chat/start", start),
  );
  dataOf(await admin(`POST /api/live-chat/${session.id}/accept`));
  dataOf(await admin(`POST /api/live-chat/${session.id}/convert-to-ticket`));
  const givenUp = async () => dataOf(await admin<ZendeskReport>("GET /api/zendesk")).zendesk;
  await expect.poll(givenUp, { timeout: 20_000 }).toEqual({ gave_up: 1 });

  await page.goto(`${url}/admin`);
  await new LoginPage(page, hand).signIn(ADMIN);
  await expect(page.getByText("1 ticket did not reach Zendesk")).toBeVisible();
  await hand.press(page.getByRole("link", { name: "Show it" }));
  await expect(page).toHaveURL(/\/tickets\?zendesk=gave_up$/);
  expect(await findings(page)).toEqual([]);
  await hand.press(page.getByRole("link", { name: "My lamp is broken" }));
  await expect(page.getByText("This ticket is not in Zendesk")).toBeVisible();
  await expect(page.getByText("Field 360001 is unknown")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await hand.press(page.getByRole("button", { name: "Try again" }));
  await expect(page.locator("[data-field=zendesk]")).toBeFocused();
  const link = page.getByRole("link", { name: "#35436 in Zendesk" });
  await expect(link).toBeVisible({ timeout: 20_000 });
  await expect(link).toHaveAttribute("href", `${zendesk.url}/agent/tickets/35436`);
  await expect(page.getByText("This ticket is not in Zendesk")).toHaveCount(0);
  expect(zendesk.tickets).toMatchObject([
    { requester: guest, tags: ["chat", `session-${session.id}`] },
  ]);
  expect(zendesk.unfit).toEqual([]);
  await zendesk.close();
});
