import type { Page } from "@playwright/test";

export async function seenHeading(
  browser: Promise<Page>,
  path: string,
  name: string,
): Promise<Page> {
  const page = await browser;
  await page.goto(path);
  await page.getByRole("heading", { name }).waitFor();
  return page;
}

export async function seenText(browser: Promise<Page>, path: string, text: string): Promise<Page> {
  const page = await browser;
  await page.goto(path);
  await page.getByText(text).filter({ visible: true }).first().waitFor();
  return page;
}
