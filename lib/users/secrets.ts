import { createHash, randomBytes } from "node:crypto";

/** 192 bits in 32 characters that survive any mail program. */
export const makeSecret = (): string => randomBytes(24).toString("base64url");

/** What is kept of a secret. It is long and random, so a plain hash is enough. */
export const hashSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");
