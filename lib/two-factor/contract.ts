import { z } from "zod";

/** As an authenticator app shows it; people type it with spaces. */
export const code = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, "").toLowerCase())
  .pipe(z.string().regex(/^(\d{6}|[a-z2-7]{16})$/, "is a code of 6 digits or a recovery code"));

export type TwoFactor = {
  /** Since when it is asked for; null while it is off. */
  on_since: string | null;
  recovery_codes_left: number;
};

/** What an app is set up with: it is on once a first code was confirmed. */
export type TwoFactorSetup = {
  /** For who types it, in Base32. */
  secret: string;
  /** https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
  uri: string;
  /** The same as a QR code with its margin: true is dark. */
  qr: boolean[][];
};

const password = z.string().min(1).max(200);

export const beginTwoFactorInput = z.strictObject({ password });
export type BeginTwoFactorInput = z.infer<typeof beginTwoFactorInput>;

export const confirmTwoFactorInput = z.strictObject({ code });
export type ConfirmTwoFactorInput = z.infer<typeof confirmTwoFactorInput>;

export const endTwoFactorInput = z.strictObject({ password });
export type EndTwoFactorInput = z.infer<typeof endTwoFactorInput>;
