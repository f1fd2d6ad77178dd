import type { z } from "zod";
import { checkBounds } from "@/lib/bounds";
import { AppError, type Envelope, toErrorBody } from "@/lib/errors";
import { log } from "@/lib/log";

/**
 * The longest call of either adapter, in bytes. Every legal one fits: a message of 10,000
 * characters outside the first plane is 120,000 bytes where a client escapes each of them, and so
 * is the metadata.
 */
export const FRAME_LIMIT = 300_000;

/** Nothing goes unanswered for longer than 10 s, whatever it waits for; in milliseconds. */
const LONGEST_ANSWER = 9000;
/** Who sent a message learns sooner that it could not be saved: they wait for it. */
export const LONGEST_SEND = 4800;
/** A file over a slow line takes its time, all of it the client's: see `PATIENCE` in lib/http/incoming.ts. */
export const LONGEST_UPLOAD = 130_000;

/** A field's name may be the caller's own invention; more of it than this is not said back to them. */
const FIELD_LIMIT = 100;

/**
 * Checks what came from outside.
 * @throws AppError VALIDATION naming the first field that is wrong
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  checkBounds(input);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []), ...(unknown ? [unknown] : [])]
    .join(".")
    .slice(0, FIELD_LIMIT);
  const message = unknown ? "is not a known field" : (issue?.message ?? "is wrong");
  throw new AppError("VALIDATION", field ? `${field}: ${message}` : message, {
    ...(field && { field }),
  });
}

/**
 * Runs one call of either adapter and makes the answer of it: the data, or the error as the caller
 * may see it. Never throws. A call that takes too long is answered UNAVAILABLE; it may still be
 * carried out, which is why whatever writes can be retried.
 */
export function answer<T>(
  what: string,
  run: () => Promise<T>,
  longest = LONGEST_ANSWER,
): Promise<Envelope<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve(refusal(what, new AppError("UNAVAILABLE", TOO_LONG))),
      longest,
    );
    run().then(
      (data) => {
        clearTimeout(timer);
        resolve({ ok: true, data });
      },
      (error) => {
        clearTimeout(timer);
        resolve(refusal(what, error));
      },
    );
  });
}

const TOO_LONG = "The server takes too long. Try again.";

function refusal(what: string, error: unknown): Envelope<never> {
  const body = toErrorBody(error);
  if (body.code === "INTERNAL" || body.code === "UNAVAILABLE") {
    log.error({ err: error, call: what }, "a call failed");
  }
  return { ok: false, error: body };
}
