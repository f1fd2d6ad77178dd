import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { AdminPage } from "./pages/admin-page";
import { dataOf } from "./rest";

const addressOf = (page: Page) => new URL(page.url()).search;

test("filters live in the address: back, forward, reload and a copied address restore them", async ({
  browse,
  people,
}) => {
  const agent = await people.agent();
  const [pending, active] = [await people.customer(), await people.customer()];
  await people.start(pending);
  const { id } = await people.start(active);
  dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  const admin = new AdminPage(await browse(people.admin));
  const { page } = admin;
  const status = page.getByRole("combobox", { name: "Status" });
  const of = page.getByRole("combobox", { name: "Agent" });
  const from = page.getByLabel("From");
  await admin.openChats();
  await expect(admin.chat(pending.name)).toBeVisible();
  await status.selectOption("Active");
  await of.selectOption(agent.name);
  await from.fill("2020-02-03");
  await expect(admin.chat(active.name)).toBeVisible();
  await expect(admin.chat(pending.name)).toBeHidden();
  const all = `?status=active&agent=${agent.id}&from=2020-02-03`;
  await expect.poll(() => addressOf(page)).toBe(all);

  async function expectAll(): Promise<void> {
    await expect(status).toHaveValue("active");
    await expect(of).toHaveValue(String(agent.id));
    await expect(from).toHaveValue("2020-02-03");
    await expect(admin.chat(active.name)).toBeVisible();
    await expect(admin.chat(pending.name)).toBeHidden();
  }
  await page.reload();
  await expectAll();
  await page.goBack();
  await expect(from).toHaveValue("");
  await page.goBack();
  await expect(of).toHaveValue("");
  await expect(status).toHaveValue("active");
  await page.goBack();
  await expect(status).toHaveValue("");
  await expect(admin.chat(pending.name)).toBeVisible();
  for (let step = 0; step < 3; step++) await page.goForward();
  await expectAll();

  // From a chat one comes back to the list as it was.
  await admin.chat(active.name).getByRole("link").click();
  await expect(page.getByRole("log")).toBeVisible();
  await page.goBack();
  await expectAll();

  // Words of the customer's name find their chats, and stand in the address as well.
  const search = page.getByRole("searchbox", { name: "Search" });
  const name = active.name.toLowerCase();
  await search.fill(`${name} `);
  await expect.poll(() => new URLSearchParams(addressOf(page)).get("q")).toBe(name);
  await expectAll();
  await search.fill("nobody is called that");
  await expect(page.getByText("No chat matches")).toBeVisible();
  await page.goBack();
  await expect(search).toHaveValue("");
  await expectAll();

  const other = new AdminPage(await browse(people.admin));
  await other.openChats(all);
  await expect(other.chat(active.name)).toBeVisible();
  await expect(other.chat(pending.name)).toBeHidden();
  await other.page.getByRole("button", { name: "Clear" }).click();
  await expect(other.chat(pending.name)).toBeVisible();
  await expect.poll(() => addressOf(other.page)).toBe("");
});

test("after a reload two quick steps back are two steps, and the page is not loaded again", async ({
  browse,
  people,
}) => {
  const agent = await people.agent();
  const customer = await people.customer();
  await people.start(customer);
  const admin = new AdminPage(await browse(people.admin));
  const { page } = admin;
  const of = page.getByRole("combobox", { name: "Agent" });
  const from = page.getByLabel("From");
  await admin.openChats();
  await page.getByRole("combobox", { name: "Status" }).selectOption("Pending");
  await of.selectOption(agent.name);
  await from.fill("2020-02-03");
  await expect(admin.chat(customer.name)).toBeHidden();
  await page.reload();
  await expect(page.getByText("No chat matches")).toBeVisible();
  const loads: string[] = [];
  page.on("request", (request) => {
    const headers = request.headers();
    const is_asked = headers.rsc && !headers["next-router-prefetch"];
    if (request.isNavigationRequest() || is_asked) loads.push(request.url());
  });
  for (let round = 0; round < 3; round++) {
    await page.goBack();
    await page.goBack();
    await expect(of).toHaveValue("");
    await expect(from).toHaveValue("");
    await expect(admin.chat(customer.name)).toBeVisible();
    expect(addressOf(page)).toBe("?status=pending");
    await page.goForward();
    await page.goForward();
    await expect(of).toHaveValue(String(agent.id));
    await expect(from).toHaveValue("2020-02-03");
    await expect(admin.chat(customer.name)).toBeHidden();
  }
  expect(loads).toEqual([]);
});

test("filters with the keyboard alone; a day that is typed is one step back", async ({
  browse,
  people,
}) => {
  const customer = await people.customer();
  await people.start(customer);
  const admin = new AdminPage(await browse(people.admin));
  const { page } = admin;
  await admin.openChats();
  await expect(admin.chat(customer.name)).toBeVisible();
  await page.getByRole("combobox", { name: "Status" }).focus();
  await page.keyboard.press("p");
  await expect.poll(() => addressOf(page)).toBe("?status=pending");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("From")).toBeFocused();
  await page.keyboard.type("02032020");
  await expect.poll(() => addressOf(page)).toBe("?status=pending&from=2020-02-03");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => addressOf(page)).toBe("?status=pending&from=2021-02-03");
  await page.goBack();
  await expect.poll(() => addressOf(page)).toBe("?status=pending");
  await expect(page.getByLabel("From")).toHaveValue("");
  await expect(admin.chat(customer.name)).toBeVisible();
});

test("days the wrong way round are said at the field", async ({ browse, people }) => {
  const admin = new AdminPage(await browse(people.admin));
  const to = admin.page.getByLabel("To", { exact: true });
  await admin.openChats("?from=2026-02-02&to=2026-02-01");
  await expect(to).toHaveAccessibleDescription("Before “From”.");
  await to.fill("2026-02-02");
  await expect(to).toHaveAccessibleDescription("");
});

test("what is in the address and is no filter is none, and signing in leads back to the filters", async ({
  browse,
  people,
}) => {
  const customer = await people.customer();
  await people.start(customer);
  const admin = new AdminPage(await browse(people.admin));
  await admin.openChats("?status=open&agent=x&from=0002-01-01");
  await expect(admin.chat(customer.name)).toBeVisible();
  await expect(admin.page.getByRole("button", { name: "Clear" })).toBeHidden();

  const nobody = await browse();
  await nobody.goto("/admin/chats?status=closed");
  await expect(nobody.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const next = new URL(nobody.url()).searchParams.get("next");
  expect(next).toBe("/admin/chats?status=closed");
});
