import { expect, test } from "./fixtures";

test("a server that was not asked for the design page has none", async ({ customer: { page } }) => {
  const response = await page.goto("/design");
  expect(response?.status()).toBe(404);
  await expect(page.getByText("There is no such page.")).toBeVisible();
});
