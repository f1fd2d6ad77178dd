/**
 * Pictures of every page in every state, into the folder `screens`, whose index.html shows them; in
 * each axe may find nothing, and a zoom of 200% may push nothing out of reach:
 * npm run screens -- [--only inbox] [--readme]
 * `--only` takes the scenes whose name has the word, `--readme` writes the README's picture too.
 * The scenes are in screens/scenes.ts. The server, its port and its database are the command's own.
 */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { findings } from "@/e2e/axe";
import { ensureBrowser, findBrowser } from "@/e2e/browser";
import { dataOf, restClient } from "@/e2e/rest";
import { ADMIN, makeDataDir, removeDataDir, type ServerProcess, startServer } from "@/e2e/server";
import { ensureBuild } from "@/lib/build";
import { photograph, photographOnce, SCHEMES } from "./screens/camera";
import { contactSheet, type Photographed } from "./screens/contact-sheet";
import { outOfReach, ZOOMED } from "./screens/reach";
import { SCENES, type Scene } from "./screens/scenes";
import { type OpenStage, stageMaker } from "./screens/stage";

const FOLDER = "screens";
const README_PICTURE = "docs/inbox.png";
/** What axe looks at it in, in pixels. */
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };

const { values } = parseArgs({
  options: { only: { type: "string" }, readme: { type: "boolean", default: false } },
});
const word = asName(values.only ?? "");
const chosen = SCENES.filter((scene) => nameOf(scene).includes(word));
if (chosen.length === 0) throw new Error(`No scene has “${values.only}” in its name.`);

ensureBrowser();
await ensureBuild();
if (!values.only) await rm(FOLDER, { recursive: true, force: true });
const data_dir = await makeDataDir();
const server = await startServer(data_dir, {
  PARLEY_DESIGN_PAGE: "1",
  PARLEY_MESSAGES_PER_SECOND: "1000000",
  PARLEY_LIMIT_FACTOR: "1000",
});
const browser = await chromium.launch({
  executablePath: findBrowser(),
  // Chromium refuses its sandbox to root.
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

try {
  const taken = [await firstAdmin(server)];
  const openStage = await stageMaker(browser, server.url);
  for (const scene of chosen) taken.push(await take(scene, openStage()));
  await writeFile(join(FOLDER, "index.html"), contactSheet(taken));

  const failed = taken.filter(({ problem }) => problem);
  for (const { page, state, problem } of failed) {
    console.error(`${page}, ${state}: ${problem}`);
  }
  const pictures = taken.flatMap((one) => one.pictures).length;
  console.log(
    `${pictures} pictures of ${taken.length} scenes in ${FOLDER}/index.html; ${failed.length} scenes failed.`,
  );
  if (failed.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await server.end("SIGTERM");
  await removeDataDir(data_dir);
}

function asName(text: string): string {
  return text.replaceAll(/[^a-z]+/g, "-");
}

function nameOf({ page, state }: Scene): string {
  return asName(`${page} ${state}`);
}

/** A scene that fails tells why, and the others go on. */
async function take(scene: Scene, stage: ReturnType<OpenStage>): Promise<Photographed> {
  const { page, state } = scene;
  const name = nameOf(scene);
  const pictures: Photographed["pictures"] = [];
  let problem: string | undefined;
  try {
    const shown = await scene.go(stage);
    if (scene.in_readme && values.readme) await photographOnce(shown, README_PICTURE);
    pictures.push(...(await photograph(shown, FOLDER, name)));
    problem = await problemOf(shown);
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  await stage.close();
  console.log(`${problem ? "failed" : "taken "}  ${page}, ${state}`);
  return { page, state, pictures, problem };
}

async function problemOf(page: Page): Promise<string | undefined> {
  await page.setViewportSize(ZOOMED);
  const { scrolls_by, outside } = await outOfReach(page);
  if (scrolls_by > 0 || outside.length > 0) {
    return `at 200% zoom it scrolls by ${scrolls_by} px, and out of reach are: ${outside}`;
  }
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const { width, height } of [WIDE, NARROW]) {
      await page.setViewportSize({ width, height });
      const found = await findings(page);
      if (found.length > 0) return `axe, ${width} px, ${colorScheme}: ${found.join("\n  ")}`;
    }
  }
}

/** The one state that is over once there is an admin, whom every other scene needs. */
async function firstAdmin({ says, url }: ServerProcess): Promise<Photographed> {
  const [path] = await says(/\/setup\?token=\S+/);
  const page = await browser.newPage({ baseURL: url });
  await page.goto(path);
  await page.getByRole("button", { name: "Create account", disabled: false }).waitFor();
  const pictures = await photograph(page, FOLDER, "setup-first-admin");
  await page.close();
  const token = new URL(path, url).searchParams.get("token");
  dataOf(await restClient(url)("POST /api/setup", { token, name: "Ada Lind", ...ADMIN }));
  return { page: "setup", state: "the first admin", pictures };
}
