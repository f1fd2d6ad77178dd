import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { S3Config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { slot } from "@/lib/slot";
import type { Storage } from "@/lib/uploads/storage";

/** How long a connection may take, and how long nothing may come over it; in milliseconds. */
const PATIENCE = { connectionTimeout: 2000, socketTimeout: 5000 };
/** Over before whoever asks is given up on; in milliseconds. */
const LONGEST_ASK = 6000;
/** A file on its way there, which its sender sees as the end of the upload; in milliseconds. */
const LONGEST_PUT = 60_000;

const toLog = (...said: unknown[]) => log.debug({ said: said.map(String) }, "storage of files");

type Library = typeof import("@aws-sdk/client-s3");
/** The library takes its time to load, and most servers keep their files in a folder. */
const load = (): Promise<Library> => import("@aws-sdk/client-s3");

const made = slot<{ for: S3Config; client: S3Client }>("s3 client");

function clientOf(library: Library, settings: S3Config): S3Client {
  const known = made.peek();
  if (known?.for === settings) return known.client;
  const { endpoint, region, access_key_id, secret_access_key } = settings;
  const client = new library.S3Client({
    region,
    // Other servers than Amazon's have no name of its own for each bucket.
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    credentials: { accessKeyId: access_key_id, secretAccessKey: secret_access_key },
    // Many of them do not know the checksums that Amazon has added.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: PATIENCE,
    maxAttempts: 2,
    // Without one it writes to the console.
    logger: { debug() {}, info() {}, warn: toLog, error: toLog },
  });
  made.set({ for: settings, client });
  return client;
}

/** Objects in a bucket of Amazon S3, or of a server that speaks as it does. */
export const s3 = (settings: S3Config): Storage => {
  const { bucket } = settings;
  const keyOf = (key: string) => ({ Bucket: bucket, Key: key });
  return {
    async put(key, path) {
      const library = await load();
      const { size: ContentLength } = await stat(path);
      const Body = createReadStream(path);
      const command = new library.PutObjectCommand({ ...keyOf(key), Body, ContentLength });
      const broken = new AbortController();
      // An error that nobody listens for would end the process, and the library does not yet.
      Body.on("error", () => broken.abort());
      const abortSignal = AbortSignal.any([AbortSignal.timeout(LONGEST_PUT), broken.signal]);
      await clientOf(library, settings)
        .send(command, { abortSignal })
        .catch(rethrow)
        // The library leaves it open where it was not read to its end.
        .finally(() => Body.destroy());
    },
    async read(key, range) {
      const library = await load();
      const client = clientOf(library, settings);
      const looking = new library.HeadObjectCommand(keyOf(key));
      const abortSignal = AbortSignal.timeout(LONGEST_ASK);
      await client.send(looking, { abortSignal }).catch(rethrow);
      const bytes = range && `bytes=${range.start}-${range.end}`;
      const command = new library.GetObjectCommand({ ...keyOf(key), Range: bytes });
      return Readable.from(chunksOf(client, command), { objectMode: false });
    },
    async remove(key) {
      const library = await load();
      const command = new library.DeleteObjectCommand(keyOf(key));
      const abortSignal = AbortSignal.timeout(LONGEST_ASK);
      await clientOf(library, settings).send(command, { abortSignal }).catch(rethrow);
    },
  };
};

/** Asks when it is first read: an answer to HEAD never is, and would hold a connection. */
async function* chunksOf(client: S3Client, command: GetObjectCommand): AsyncGenerator<Buffer> {
  const { Body } = await client.send(command).catch(rethrow);
  yield* Body as Readable;
}

/**
 * What the storage answered is for the log; a caller hears that there is no room, that the file is
 * gone, or that it may work later.
 */
function rethrow(error: { name: string; $metadata?: { httpStatusCode?: number } }): never {
  const status = error.$metadata?.httpStatusCode;
  // An answer without a body, as to HEAD, has no name for it.
  if (error.name === "NoSuchKey" || error.name === "NotFound")
    throw new AppError("NOT_FOUND", "This file is gone.");
  log.error({ err: error.name, status }, "the storage of files refused or did not answer");
  if (status === 507 || error.name === "QuotaExceeded") {
    throw new AppError("STORAGE_FULL", "There is no room for files on the server now.");
  }
  throw new AppError("UNAVAILABLE", "Files cannot be reached now.");
}
