import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import encodeQR from "qr";

/** In seconds; with SHA-1 and six digits what every app takes for granted (RFC 6238). */
const PERIOD = 30;
/** How many periods a phone's clock may be before or behind. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

const totp = (secret: string, label = "") =>
  new TOTP({ issuer: "Parley", label, secret: Secret.fromBase32(secret), period: PERIOD });

/** 160 bits in Base32: as long as the hash, as RFC 4226 recommends. */
export const makeTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an app reads from a QR code. @param label whose account it is, as the app lists it */
export const keyUri = (secret: string, label: string): string => totp(secret, label).toString();

/** A QR code with the margin of four that cameras want (ISO/IEC 18004): true is dark. */
export const qrOf = (text: string): boolean[][] => encodeQR(text, "raw", { border: 4 });

/**
 * Which period a code is of, counted from 1970; null when it is of none near enough.
 * @param at milliseconds since 1970
 */
export function periodOf(secret: string, code: string, at = Date.now()): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: at, window: WINDOW });
  return delta === null ? null : Math.floor(at / 1000 / PERIOD) + delta;
}

/** The code of a moment: for those who have no app, as tests. */
export const codeAt = (secret: string, at = Date.now()): string =>
  totp(secret).generate({ timestamp: at });

/** Ten of 80 bits each, so that a plain hash of one is enough. */
export const makeRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(randomBytes(16), (byte) => BASE32[byte % BASE32.length]).join(""),
  );
