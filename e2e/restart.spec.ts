import { randomUUID } from "node:crypto";
import type { Account, SignedIn } from "@/lib/users/contract";
import { expect, test } from "./home";
import { CustomerPage } from "./pages/customer-page";
import { dataOf, restClient } from "./rest";
import { ADMIN, ADMIN_SETTINGS, type ServerProcess } from "./server";

const text = (content: string) => ({ client_id: randomUUID(), type: "text", content });

async function adminOf(server: ServerProcess) {
  const nobody = restClient(server.url);
  const { token } = dataOf(await nobody<SignedIn>("POST /api/auth/token", ADMIN));
  return restClient(server.url, token);
}

for (const signal of ["SIGTERM", "SIGKILL"] as const) {
  test(`a page that is open while the server ends (${signal}) and starts again shows what a fresh load shows, and loses nothing that was written (1, 4, 5)`, async ({
    home,
    page,
    context,
  }) => {
    const first = await home.start(ADMIN_SETTINGS);
    const customer = new CustomerPage(page);
    await page.goto(`${first.url}/chat`);
    await customer.start("Before");
    const chat = `/api/live-chat/${new URL(page.url()).searchParams.get("session")}`;
    const admin = await adminOf(first);
    dataOf(await admin(`POST ${chat}/accept`));
    await expect(page.getByRole("heading", { name: "Admin" })).toBeVisible();
    // In this tab nothing is written: no answer to it can tell that something is missing.
    const reader = new CustomerPage(await context.newPage());
    await reader.page.goto(page.url());
    await reader.chat.expectLast("Before");

    await first.end(signal);
    await expect(page.getByText("No connection.")).toBeVisible();
    await customer.chat.say("Written without a server");
    await expect(customer.chat.log).toContainText("Will be sent when the connection is back");

    // Kept away, so that it hears of none of this while it happens.
    await context.setOffline(true);
    await home.start({ ...ADMIN_SETTINGS, PORT: new URL(first.url).port });
    for (const content of ["Said", "meanwhile"]) {
      dataOf(await admin(`POST ${chat}/messages`, text(content)));
    }
    const { user } = dataOf(await admin<{ user: Account }>("GET /api/me"));
    dataOf(await admin(`PATCH /api/users/${user.id}`, { name: "Grace" }));
    await context.setOffline(false);

    const all = [
      { by: "me", text: "Before" },
      { by: "other", text: "Said" },
      { by: "other", text: "meanwhile" },
      { by: "me", text: "Written without a server" },
    ] as const;
    await expect(page.getByText("No connection.")).toBeHidden({ timeout: 15_000 });
    await expect(reader.page.getByText("No connection.")).toBeHidden({ timeout: 15_000 });
    for (const shown of [customer, reader]) {
      await shown.chat.expectShown([...all]);
      await expect(shown.page.getByRole("heading", { name: "Grace" })).toBeVisible();
    }
    await expect(customer.chat.receipt("Sent")).toBeVisible();
    await page.reload();
    await customer.chat.expectShown([...all]);
    await expect(page.getByRole("heading", { name: "Grace" })).toBeVisible();
  });
}
