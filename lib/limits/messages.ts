import { AppError } from "@/lib/errors";
import { settings } from "@/lib/settings/queries";
import { slot } from "@/lib/slot";

/** Over how long messages are counted, in milliseconds. */
const WINDOW = 1000;
/** Who has been silent for longer than the window is forgotten, this often, in milliseconds. */
const FORGET_EVERY = 10_000;

/**
 * For each sender the time at which all that they sent will have been paid off, each message by an
 * equal share of the window (the generic cell rate algorithm, ITU-T I.371). One number and no timer
 * for each: this runs for every message, and what lives for about a second is what the garbage
 * collector spends its pauses on.
 */
type Senders = { paid_off_at: Map<number, number>; forgotten_at: number };

const senders = slot<Senders>("message limiter");

function current(now: number): Senders {
  const found = senders.peek() ?? { paid_off_at: new Map(), forgotten_at: now };
  senders.set(found);
  if (now - found.forgotten_at > FORGET_EVERY) {
    found.forgotten_at = now;
    for (const [user_id, at] of found.paid_off_at) {
      if (at < now) found.paid_off_at.delete(user_id);
    }
  }
  return found;
}

/**
 * Counts one message against its sender's rate: as many at once as may be sent in a second, then
 * evenly.
 * @throws AppError RATE_LIMITED with `retry_after_ms`; that try is not counted
 */
export function countMessage(user_id: number, now = performance.now()): void {
  const { paid_off_at } = current(now);
  const share = WINDOW / settings().messages_per_second;
  const paid_off = Math.max(now, paid_off_at.get(user_id) ?? 0) + share;
  const early = paid_off - now - WINDOW;
  // The shares of a window add up to it but for what floating point loses.
  if (early > 0.001) {
    throw new AppError("RATE_LIMITED", "That was too fast. Try again in a moment.", {
      retry_after_ms: Math.ceil(early),
    });
  }
  paid_off_at.set(user_id, paid_off);
}
