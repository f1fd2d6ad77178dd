import { z } from "zod";

/** Of calls and events that take nothing. */
export const noInput = z.strictObject({});

/** In lower case, as PostgreSQL writes it: rooms are named after it. */
export const sessionId = z.uuid().toLowerCase();

/** Users have integer ids; PostgreSQL's `integer` ends at 2³¹ − 1. */
export const userId = z.int().min(1).max(2_147_483_647);

/** The same in a path or a query string. */
export const userIdText = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, "is no id")
  .transform(Number)
  .pipe(userId);

/** Made by the sender of a thing, so that a retry is recognised. */
export const clientId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\x21-\x7e]+$/, "is printable ASCII without spaces");
