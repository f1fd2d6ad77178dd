import { open } from "node:fs/promises";
import sharp, { type Metadata } from "sharp";
import { AppError } from "@/lib/errors";
import { slot } from "@/lib/slot";
import { rethrowFull, stagingPath, unstage } from "@/lib/uploads/staging";

/** The longer side, in pixels: sharp on a dense screen where it is shown at half of that. */
const LONGEST_SIDE = 640;
/** Pixels of a picture at the most: a small file can hold a huge one, and each takes memory. */
const PIXEL_LIMIT = 50_000_000;
/** What of one has to be in memory at a time, in bytes. */
const MEMORY_LIMIT = 100_000_000;
/** How long one may take, in seconds. */
const PATIENCE = 5;

// One after another, each on one thread, and nothing kept between: chats go on meanwhile.
sharp.concurrency(1);
sharp.cache(false);
// No decoder is reached but those of what is taken.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegFile",
    "VipsForeignLoadPngFile",
    "VipsForeignLoadNsgifFile",
    "VipsForeignLoadWebpFile",
  ],
});

const last = slot<Promise<unknown>>("last thumbnail");

export type Picture = { width: number; height: number; thumbnail: string };

/**
 * A picture's size as it is seen, and the path of a small copy, decoded and encoded anew, so that
 * nothing of what else the file held is in it.
 * @throws AppError UNSUPPORTED_TYPE when it is broken or has too many pixels, fewer where all of them
 *   have to be in memory at once; STORAGE_FULL
 */
export function readPicture(path: string): Promise<Picture> {
  const run = (last.peek() ?? Promise.resolve()).then(() => makeThumbnail(path));
  last.set(run.catch(() => {}));
  return run;
}

async function makeThumbnail(path: string): Promise<Picture> {
  const thumbnail = await stagingPath().catch(rethrowFull);
  try {
    const picture = sharp(path, { limitInputPixels: PIXEL_LIMIT, failOn: "truncated" });
    const metadata = await picture.metadata();
    if (sizeDecoded(metadata) > MEMORY_LIMIT) throw broken();
    const { width, height } = metadata.autoOrient;
    const small = await picture
      .autoOrient()
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .timeout({ seconds: PATIENCE })
      .toBuffer();
    await write(thumbnail, small);
    return { width, height, thumbnail };
  } catch (error) {
    await unstage(thumbnail);
    throw error instanceof Error && "code" in error ? rethrowFull(error) : broken();
  }
}

/**
 * What is held at once of a picture as it is decoded, in bytes. Most are read line by line; one that
 * comes in passes is there as a whole before its first line is known, and so is a frame of a GIF.
 */
function sizeDecoded({ format, isProgressive, width, height, channels, depth }: Metadata): number {
  if (!isProgressive && format !== "gif") return 0;
  return width * height * channels * (depth === "ushort" ? 2 : 1);
}

async function write(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

const broken = () =>
  new AppError("UNSUPPORTED_TYPE", "This picture is broken or has too many pixels.");
