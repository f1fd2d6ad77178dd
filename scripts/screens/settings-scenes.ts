import type { Page } from "@playwright/test";
import { dataOf } from "@/e2e/rest";
import type { Settings } from "@/lib/settings/contract";
import type { Scene } from "./scenes";
import type { Stage } from "./stage";

/** The admins' settings. What a scene saves is taken back for the next one. */
export const SETTINGS_SCENES: Scene[] = [
  { page: "admin", state: "settings", go: open },
  {
    page: "admin",
    state: "settings, one wrong",
    async go(stage) {
      const page = await open(stage);
      await type(page, "Session timeout", "0");
      await page.keyboard.press("Control+s");
      await page.locator("[aria-invalid=true]").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "settings, saved by somebody else meanwhile",
    async go(stage) {
      const page = await open(stage);
      await type(page, "File size", "8");
      await save(stage, 6);
      await page.keyboard.press("Control+s");
      await page.getByText("Not saved yet").waitFor();
      await save(stage, 10);
      return page;
    },
  },
  {
    page: "admin",
    state: "settings, asked whether to leave",
    async go(stage) {
      const page = await open(stage);
      await type(page, "File size", "8");
      await page.getByRole("link", { name: "Staff" }).click();
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "settings, asked whether to erase",
    async go(stage) {
      const page = await open(stage);
      await type(page, "Erase ended chats after", "90");
      await page.keyboard.press("Control+s");
      await page.getByRole("alertdialog").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "settings, not loaded",
    async go(stage) {
      const page = await stage.browse(stage.admin);
      await page.route("**/api/settings", (route) => route.abort());
      await page.goto("/admin/settings");
      await page.getByText("The settings did not load").waitFor();
      return page;
    },
  },
];

async function open(stage: Stage): Promise<Page> {
  const page = await stage.browse(stage.admin);
  await page.goto("/admin/settings");
  await page.getByRole("textbox", { name: "Session timeout" }).waitFor();
  return page;
}

const type = (page: Page, name: string, text: string) =>
  page.getByRole("textbox", { name }).fill(text);

/** In MB. */
async function save({ admin }: Stage, file_size: number): Promise<void> {
  const { settings } = dataOf(await admin.ask<{ settings: Settings }>("GET /api/settings"));
  const { version } = settings;
  dataOf(await admin.ask("PATCH /api/settings", { version, file_size: file_size * 1_048_576 }));
}
