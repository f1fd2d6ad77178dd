import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { config } from "@/lib/config";

/** 192 bits in 32 characters that survive any mail program. */
export const makeSecret = (): string => randomBytes(24).toString("base64url");

/** What is kept of a secret. It is long and random, so a plain hash is enough. */
export const hashSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");

const SEAL = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of its own, so that what is sealed and what signs tokens never share one. */
const sealingKey = (): Buffer =>
  Buffer.from(hkdfSync("sha256", config().secret, "", "parley sealed secrets", 32));

/**
 * What has to be read again, as it is kept: encrypted and signed with the installation's secret.
 * @param context whose it is: sealed for one it opens for no other
 */
export function seal(text: string, context: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(SEAL, sealingKey(), iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** What was sealed; null when it was changed, is another's, or the installation has a new secret. */
export function unseal(sealed: string, context: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  const iv = bytes.subarray(0, IV_BYTES);
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(SEAL, sealingKey(), iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
