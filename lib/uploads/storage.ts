import type { Readable } from "node:stream";
import { config } from "@/lib/config";
import { localFolder } from "@/lib/uploads/local-folder";
import { s3 } from "@/lib/uploads/s3";

/** From the first to the last byte, both included. */
export type ByteRange = { start: number; end: number };

/** Where the files are. Keys are made by the server. */
export type Storage = {
  /**
   * Takes over the file at `path` of this machine, whole or not at all.
   * @throws AppError STORAGE_FULL, UNAVAILABLE
   */
  put(key: string, path: string): Promise<void>;
  /** @throws AppError NOT_FOUND */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Also of what is not there. */
  remove(key: string): Promise<void>;
};

export function storage(): Storage {
  const settings = config().s3;
  return settings ? s3(settings) : localFolder();
}
