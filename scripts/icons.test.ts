import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { expect, test } from "vitest";

const PUBLIC = new URL("../public/", import.meta.url);

test.each(["chat", "inbox"])(
  "the icons of %s are there, in the sizes that it says",
  async (app) => {
    const { icons, start_url, scope } = JSON.parse(
      await readFile(new URL(`${app}.webmanifest`, PUBLIC), "utf8"),
    );
    expect(start_url.startsWith(scope)).toBe(true);
    expect(icons.some(({ purpose }: { purpose?: string }) => purpose === "maskable")).toBe(true);
    for (const { src, sizes, type } of icons) {
      const { width, height, format } = await sharp(
        await readFile(new URL(`.${src}`, PUBLIC)),
      ).metadata();
      expect(`${width}x${height}`, src).toBe(sizes);
      expect(`image/${format}`, src).toBe(type);
    }
    // iOS cuts its corners, and puts black behind what is not there.
    const apple = sharp(await readFile(new URL(`icons/${app}-apple.png`, PUBLIC)));
    expect(await apple.stats()).toMatchObject({ isOpaque: true });
    expect(await apple.metadata()).toMatchObject({ width: 180, height: 180 });
  },
);
