import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { settings } from "@/lib/settings/queries";
import type { FileType } from "@/lib/uploads/contract";
import { fileTypeOf, HEAD_BYTES } from "@/lib/uploads/file-type";

/** A file that has come in whole and belongs to nobody yet. */
export type Staged = { path: string; size: number; type: FileType };

const folder = () => join(config().uploads_dir, "incoming");

/** What is still there after so long was left by a crash; in milliseconds: no request lives longer. */
const LEFT_AFTER = 3_600_000;

/** A path for a file that is being made. */
export async function stagingPath(): Promise<string> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  return join(folder(), newId());
}

export const unstage = (path: string): Promise<void> => rm(path, { force: true });

/** @throws AppError STORAGE_FULL for a disk or a quota without room, else the error itself */
export function rethrowFull(error: unknown): never {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") {
    throw new AppError("STORAGE_FULL", "There is no room for files on the server now.");
  }
  throw error;
}

/** @param most in bytes */
export const tooLarge = (most: number) =>
  new AppError("TOO_LARGE", `The file is over ${Math.floor(most / 1_048_576)} MB.`);

const unsupported = () =>
  new AppError(
    "UNSUPPORTED_TYPE",
    "Only JPEG, PNG, GIF and WebP pictures and PDF files can be sent.",
  );

/**
 * Writes what comes in to the disk, chunk by chunk. Whatever goes wrong, nothing of it is left.
 * @throws AppError TOO_LARGE, UNSUPPORTED_TYPE, STORAGE_FULL, and what `chunks` throws
 */
export async function stage(chunks: AsyncIterable<Uint8Array>): Promise<Staged> {
  const path = await stagingPath().catch(rethrowFull);
  try {
    return { path, ...(await write(path, chunks)) };
  } catch (error) {
    await unstage(path);
    return rethrowFull(error);
  }
}

async function write(path: string, chunks: AsyncIterable<Uint8Array>) {
  const file = await open(path, "wx", 0o600);
  try {
    let head = Buffer.alloc(0);
    let type: FileType | null = null;
    let size = 0;
    const most = settings().file_size;
    for await (const chunk of chunks) {
      size += chunk.byteLength;
      if (size > most) throw tooLarge(most);
      if (!type) {
        head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
        type = fileTypeOf(head);
        if (!type && head.length >= HEAD_BYTES) throw unsupported();
      }
      await file.writeFile(chunk);
    }
    if (!type) throw unsupported();
    await file.sync();
    return { size, type };
  } finally {
    await file.close();
  }
}

/** Deletes what a process that ended in the middle of an upload has left. */
export async function clearStaging(): Promise<void> {
  const names = await readdir(folder()).catch(() => []);
  for (const name of names) {
    const path = join(folder(), name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < Date.now() - LEFT_AFTER) await unstage(path);
  }
}
