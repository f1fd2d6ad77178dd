import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";
import { dataOf } from "./rest";

test("a report tells of today's chats, by agent, and can be taken along as CSV", async ({
  browse,
  people,
  hand,
}) => {
  const agent = await people.agent();
  const customer = await people.customer();
  const { id } = await people.start(customer, { message: "Where is my order?" });
  dataOf(await agent.ask(`POST /api/live-chat/${id}/accept`));
  const answer = { client_id: "answer", type: "text", content: "On its way." };
  dataOf(await agent.ask(`POST /api/live-chat/${id}/messages`, answer));
  dataOf(await agent.ask(`POST /api/live-chat/${id}/end`));

  const page = await browse(people.admin);
  await page.goto("/admin/reports");
  const by_agent = page.getByRole("table", { name: "Figures by agent" });
  const row = by_agent.getByRole("row").filter({
    has: page.getByRole("rowheader", { name: agent.name, exact: true }),
  });
  await expect(row).toBeVisible();
  await hand.choose(page.getByRole("combobox", { name: "Period" }), "Today");
  await expect.poll(() => new URL(page.url()).search).toBe("?period=today");
  await hand.choose(page.getByRole("combobox", { name: "Value" }), "Mean");
  // One chat, and the two messages of it.
  await expect(row.getByRole("cell").nth(0)).toHaveText("1");
  await expect(row.getByRole("cell").nth(5)).toHaveText("2");
  const names = by_agent.getByRole("columnheader", { name: "Agent" });
  await hand.press(names.getByRole("button"));
  await expect(names).toHaveAttribute("aria-sort", "ascending");

  const saving = page.waitForEvent("download");
  await hand.press(page.getByRole("button", { name: "Download CSV" }));
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^parley-report-.*\.csv$/);
  const csv = await readFile(await saved.path(), "utf8");
  expect(csv).toContain(`agent,${agent.name},chats,chats,1,`);

  // Days that are chosen stand in the address: a step back is the period before.
  await page.goto("/admin/reports?period=custom&from=2001-01-01&to=2001-01-02");
  await expect(page.getByText("No chats in this period")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Show 30 days" }));
  await expect(row).toBeVisible();
  await page.goBack();
  await expect(page.getByText("No chats in this period")).toBeVisible();
});
