import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { slot } from "@/lib/slot";

const limiter = slot<RateLimiterMemory>("message limiter");

/**
 * Counts one message against its sender's rate.
 * @throws AppError RATE_LIMITED with `retry_after_ms`
 */
export async function countMessage(user_id: number): Promise<void> {
  let messages = limiter.peek();
  if (!messages) {
    messages = new RateLimiterMemory({ points: config().messages_per_second, duration: 1 });
    limiter.set(messages);
  }
  try {
    await messages.consume(user_id);
  } catch (refused) {
    // Not by instanceof: the limiter may have been made by another copy of its module.
    if (refused instanceof Error) throw refused;
    throw new AppError("RATE_LIMITED", "That was too fast. Try again in a moment.", {
      retry_after_ms: (refused as RateLimiterRes).msBeforeNext,
    });
  }
}
