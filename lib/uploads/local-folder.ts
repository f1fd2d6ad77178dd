import { createReadStream } from "node:fs";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { rethrowFull } from "@/lib/uploads/staging";
import type { ByteRange, Storage } from "@/lib/uploads/storage";

/** Ids begin with the time and end with chance: the end spreads them over folders. */
const pathOf = (key: string) => join(config().uploads_dir, "files", key.slice(34, 36), key);

/** Opens the file when it is first read: an answer to HEAD never is, and would leave it open. */
async function* chunksOf(path: string, range: ByteRange | undefined): AsyncGenerator<Buffer> {
  yield* createReadStream(path, range);
}

/** Files in a folder of this machine. What is being taken in lies on the same disk, so it is moved. */
export const localFolder = (): Storage => ({
  async put(key, path) {
    const to = pathOf(key);
    try {
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await rename(path, to);
      // The name is on the disk as well before anybody is told of it.
      const folder = await open(dirname(to));
      await folder.sync().finally(() => folder.close());
    } catch (error) {
      rethrowFull(error);
    }
  },
  async read(key, range) {
    const path = pathOf(key);
    await access(path).catch((error) => {
      if (error.code === "ENOENT") throw new AppError("NOT_FOUND", "This file is gone.");
      throw error;
    });
    return Readable.from(chunksOf(path, range), { objectMode: false });
  },
  remove: (key) => rm(pathOf(key), { force: true }),
});
