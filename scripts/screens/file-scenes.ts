import type { Page } from "@playwright/test";
import sharp from "sharp";
import { ARABIC_NAME, LONG_NAME, lampChat } from "./casts";
import type { Scene } from "./scenes";
import { seenText } from "./seen";
import type { Stage } from "./stage";

const LAMP = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">
  <rect width="1200" height="800" fill="#cfd8dc"/>
  <path d="M420 620h360v40H420z M580 320h40v300h-40z" fill="#795548"/>
  <path d="M480 140h240l80 200H400z" fill="#ffb74d"/>
  <path d="m560 140 30 80-40 50 30 70" stroke="#4e342e" stroke-width="8" fill="none"/>
</svg>`;
const PDF = Buffer.from(`%PDF-1.7\n${"x".repeat(150_000)}`);

async function attach(page: Page, name: string, buffer: Buffer): Promise<void> {
  const asked = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach a file" }).click();
  await (await asked).setFiles({ name, mimeType: "application/octet-stream", buffer });
}

const shown = (page: Page, name: string) =>
  page.getByRole("button", { name: `Open the picture ${name}` }).filter({ visible: true });

/** Both sides of a chat with every kind of file in it; what is on its way is on the customer's. */
async function exchange(stage: Stage) {
  const { agent, customer, session } = await lampChat(stage);
  const asks = await seenText(stage.browse(customer), "/chat", "How long will it take?");
  const inbox = `/inbox?session=${session.id}`;
  const answers = await seenText(stage.browse(agent), inbox, "How long will it take?");
  const lamp = await sharp(Buffer.from(LAMP)).png().toBuffer();
  await attach(asks, "lamp.png", lamp);
  await attach(asks, `${LONG_NAME} ${LONG_NAME}.pdf`, PDF);
  await asks.getByRole("link", { name: LONG_NAME }).waitFor();
  await attach(answers, `${ARABIC_NAME}.pdf`, PDF);
  await asks.getByRole("link", { name: ARABIC_NAME }).waitFor();
  await shown(answers, "lamp.png").waitFor();
  return { asks, answers, lamp };
}

/** What is sent in a chat besides words. */
export const FILE_SCENES: Scene[] = [
  {
    page: "customer",
    state: "files, one of them refused and one on its way",
    async go(stage) {
      const { asks, lamp } = await exchange(stage);
      await attach(asks, "page.png", Buffer.from("<html>"));
      await asks.getByText("Not sent.").waitFor();
      await asks.route("**/api/chat-upload/upload", () => {});
      await attach(asks, `${LONG_NAME}.png`, lamp);
      await asks.getByText(/^Uploading \d+%$/).waitFor();
      return asks;
    },
  },
  {
    page: "inbox",
    state: "files, one of them of a note",
    async go(stage) {
      const { answers, lamp } = await exchange(stage);
      await answers.getByRole("button", { name: "Note", exact: true }).click();
      await attach(answers, "shade.png", lamp);
      await shown(answers, "shade.png").waitFor();
      return answers;
    },
  },
  {
    page: "inbox",
    state: "a picture, opened",
    async go(stage) {
      const { answers } = await exchange(stage);
      await shown(answers, "lamp.png").click();
      const dialog = answers.getByRole("dialog", { name: "lamp.png" });
      await dialog.getByRole("img", { name: "lamp.png" }).waitFor();
      return answers;
    },
  },
];
