import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The installation's own secret: made at the first start and kept in the data directory, so that
 * sign-ins outlive a restart. Of two processes that make it at once, both use the one that was first.
 * @returns 43 characters, 256 bits
 */
export function keepSecret(data_dir: string): string {
  const file = join(data_dir, "secret");
  mkdirSync(data_dir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    // Linked when it is whole: on a full disk no half of one is left.
    const draft = `${file}.${randomBytes(6).toString("hex")}`;
    try {
      writeFileSync(draft, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(file, "utf8").trim();
}
