import type { Locator } from "@playwright/test";
import sharp from "sharp";
import { openLine } from "@/testing/line";
import { findings } from "./axe";
import { expect, newName, test } from "./fixtures";
import { closeByEscape } from "./hand";
import type { FileOnDisk } from "./pages/conversation";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
const picture = () =>
  sharp({ create: { width: 800, height: 400, channels: 3, background: "#2266aa" } })
    .png()
    .toBuffer();

/** Hands files to the page as the clipboard or the mouse does; no test can reach either. */
async function give(target: Locator, event: "paste" | "drop", file: FileOnDisk): Promise<void> {
  const { name, mimeType, buffer } = file;
  await target.evaluate(
    (element, { event, name, type, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      const options = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        event === "paste"
          ? new ClipboardEvent("paste", { ...options, clipboardData: data })
          : new DragEvent("drop", { ...options, dataTransfer: data }),
      );
    },
    { event, name, type: mimeType, bytes: [...buffer] },
  );
}

test("files go both ways: a picture has its room before it is there and opens large, a PDF is a card", async ({
  customer: { page },
  agent,
  hand,
}) => {
  const name = newName("Customer");
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
  await customer.open();
  await customer.start("It looks like this", name);
  await inbox.open();
  await inbox.accept(name);
  await inbox.chat.expectLast("It looks like this");

  // The picture itself is held back: its room is there all the same.
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await agent.page.route(/size=thumbnail/, async (route) => {
    await held;
    await route.continue();
  });
  await customer.chat.attach({ name: "lamp.png", mimeType: "image/png", buffer: await picture() });
  const shown = inbox.chat.log.getByRole("button", { name: "Open the picture lamp.png" });
  await expect(shown).toBeVisible();
  const room = await shown.boundingBox();
  expect(room).toMatchObject({ width: 320, height: 160 });
  letThrough();
  const is_loaded = () =>
    shown.locator("img").evaluate((img: HTMLImageElement) => img.naturalWidth);
  await expect.poll(is_loaded).toBe(640);
  expect(await shown.boundingBox()).toEqual(room);

  await hand.press(shown);
  const viewer = agent.page.getByRole("dialog", { name: "lamp.png" });
  const large = viewer.getByRole("img", { name: "lamp.png" });
  await expect(large).toHaveJSProperty("naturalWidth", 800);
  await closeByEscape(viewer);
  await expect(shown).toBeFocused();

  await inbox.chat.attach({ name: "فاتورة.pdf", mimeType: "application/pdf", buffer: PDF });
  const card = customer.chat.log.getByRole("link", { name: /فاتورة\.pdf/ });
  const downloading = page.waitForEvent("download");
  await hand.press(card);
  expect((await downloading).suggestedFilename()).toBe("فاتورة.pdf");

  for (const one of [page, agent.page]) expect(await findings(one)).toEqual([]);

  // What is no such file is said with its reason, and goes away again.
  const page_html = { name: "page.png", mimeType: "image/png", buffer: Buffer.from("<html>") };
  await customer.chat.attach(page_html);
  await expect(page.getByText("Not sent. Only JPEG, PNG, GIF and WebP")).toBeVisible();
  await hand.press(page.getByRole("button", { name: "Delete" }));
  await expect(page.getByText("page.png")).toHaveCount(0);
});

test("files that are pasted and dropped without a network outlast a reload, and go out in order with the text (3, 5)", {
  tag: "@pointer",
}, async ({ customer: { page }, agent, server, hand }) => {
  const line = await openLine(server.url);
  const name = newName("Customer");
  const customer = new CustomerPage(page, hand);
  const inbox = new InboxPage(agent.page, hand);
  await page.goto(`${line.url}/chat`);
  await customer.start("Hello", name);
  await inbox.open();
  await inbox.accept(name);
  await inbox.chat.expectLast("Hello");

  line.refuse();
  const buffer = await picture();
  await give(customer.chat.composer, "paste", { name: "shot.png", mimeType: "image/png", buffer });
  await customer.chat.say("That was the screen");
  await give(page.locator("body"), "drop", {
    name: "bill.pdf",
    mimeType: "application/pdf",
    buffer: PDF,
  });
  await expect(page.getByText("Will be sent when the connection is back")).toHaveCount(3);
  await expect(page.reload()).rejects.toThrow();
  await page.waitForURL(/^chrome-error:/);

  line.restore();
  await page.goto(`${line.url}/chat`);
  const files = inbox.chat.log.getByRole("button", { name: "Open the picture shot.png" });
  await expect(files).toHaveCount(1);
  await expect(inbox.chat.log.getByRole("link", { name: /bill\.pdf/ })).toHaveCount(1);
  const order = (await inbox.chat.log.innerHTML()).match(
    /(?<=Open the picture )shot\.png|That was the screen|(?<=download=")bill\.pdf/g,
  );
  expect(order).toEqual(["shot.png", "That was the screen", "bill.pdf"]);
  await expect(customer.chat.receipt("Seen")).toBeVisible();
  await line.close();
});
