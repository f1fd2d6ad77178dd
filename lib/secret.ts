import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The installation's own secret: made at the first start and kept in the data directory, so that
 * sign-ins outlive a restart. Of two processes that make it at once, both use the one that was first.
 * @returns 43 characters, 256 bits
 */
export function keepSecret(data_dir: string): string {
  const file = join(data_dir, "secret");
  mkdirSync(data_dir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}
