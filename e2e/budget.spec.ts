import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, newName, test } from "./fixtures";
import { closeByEscape } from "./hand";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

/** What the customer's page may bring beyond Next and socket.io-client, in bytes of gzip. */
const BUDGET = 50_000;

const ROOT = new URL("..", import.meta.url);
const sizeOf = (script: Buffer | string) => gzipSync(script).length;

/** The files that Next puts into every page, also into an empty one. */
async function filesOfNext(): Promise<string[]> {
  const manifest = await readFile(new URL(".next/build-manifest.json", ROOT), "utf8");
  const { rootMainFiles } = JSON.parse(manifest) as { rootMainFiles: string[] };
  return rootMainFiles.map((file) => basename(file));
}

/** The size of the library's own bundle. */
async function sizeOfSocketClient(): Promise<number> {
  const entry = fileURLToPath(import.meta.resolve("socket.io-client"));
  const [folder] = entry.split(/(?<=socket\.io-client[\\/])/);
  return sizeOf(await readFile(`${folder}dist/socket.io.esm.min.js`));
}

/** From now on, every script that the page loads, with its size in bytes of gzip. */
function watchScripts(page: Page): () => Promise<Map<string, number>> {
  const loaded: Promise<[string, number]>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script" || !response.ok()) return;
    const name = basename(new URL(response.url()).pathname);
    loaded.push(response.body().then((body) => [name, sizeOf(body)]));
  });
  return async () => new Map(await Promise.all(loaded));
}

test("all that a customer's chat takes is under 50 KB of JavaScript beyond Next and socket.io-client", async ({
  customer: { page },
  agent,
}) => {
  const scripts = watchScripts(page);
  const customer = new CustomerPage(page);
  const inbox = new InboxPage(agent.page);
  const name = newName("Customer");
  await customer.open();
  await page.getByRole("button", { name: "Create an account" }).click();
  await closeByEscape(page.getByRole("dialog"));
  await customer.start("How heavy is this?", name);
  await inbox.open();
  await inbox.accept(name);
  await inbox.chat.say("Not very.");
  await customer.chat.expectLast("Not very.");
  await customer.end();
  await expect(customer.ended).toBeVisible();
  await customer.startNewButton.click();
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  // Whatever it loads when it has nothing else to do.
  await page.waitForLoadState("networkidle");

  const sizes = await scripts();
  for (const file of await filesOfNext()) {
    expect(sizes.delete(file), `${file} of Next is on the page`).toBe(true);
  }
  const own =
    [...sizes.values()].reduce((sum, size) => sum + size, 0) - (await sizeOfSocketClient());
  test.info().annotations.push({ type: "bytes of gzip", description: String(own) });
  expect(own, JSON.stringify(Object.fromEntries(sizes))).toBeLessThan(BUDGET);
  // Less than this the page cannot be: the scripts were not seen.
  expect(own).toBeGreaterThan(BUDGET / 5);
});
