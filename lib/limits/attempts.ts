import { AsyncResource } from "node:async_hooks";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { slot } from "@/lib/slot";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * What may be tried how often, within so many seconds. Those by address are wide, for an office has
 * one address; those by account are tight. docs/decisions/limits.md says where each comes from.
 */
export const LIMITS = {
  sign_in_by_address: { times: 100, within: 15 * MINUTE },
  sign_in_by_account_and_address: { times: 10, within: 15 * MINUTE },
  sign_in_by_account: { times: 50, within: HOUR },
  /** Of a second factor, by who has the password already. */
  code_by_account: { times: 10, within: HOUR },
  guest_by_address: { times: 300, within: HOUR },
  register_by_address: { times: 20, within: HOUR },
  setup_by_address: { times: 30, within: HOUR },
  start_by_account: { times: 20, within: 10 * MINUTE },
  start_by_address: { times: 600, within: HOUR },
  upload_by_account: { times: 60, within: 10 * MINUTE },
  /** In megabytes. */
  upload_size_by_customer: { times: 200, within: DAY },
  /** In megabytes, those of customers. */
  upload_size_by_address: { times: 2000, within: DAY },
  search_by_account: { times: 120, within: MINUTE },
  articles_by_address: { times: 600, within: MINUTE },
} as const;

export type Limit = keyof typeof LIMITS;

const limiters = slot<Map<Limit, RateLimiterMemory>>("limiters");

function limiterOf(limit: Limit): RateLimiterMemory {
  const all = limiters.peek() ?? new Map<Limit, RateLimiterMemory>();
  limiters.set(all);
  const { times, within } = LIMITS[limit];
  const found =
    all.get(limit) ??
    new RateLimiterMemory({ points: times * config().limit_factor, duration: within });
  all.set(limit, found);
  return found;
}

/**
 * Each key has a timer, which keeps the context that it was made in: that of a call is the whole call
 * with its socket, for up to a day. The process's own is there from the boot.
 */
const boot = slot<AsyncResource>("context of limits");
if (!boot.peek()) boot.set(new AsyncResource("limits"));

const outsideOfCalls = <T>(work: () => T): T => boot.get().runInAsyncScope(work);

/** Seconds, as a person says them. */
function inWords(seconds: number): string {
  if (seconds < 60) return "in a moment";
  const [count, unit] =
    seconds < 90 * MINUTE ? [seconds / MINUTE, "minute"] : [seconds / HOUR, "hour"];
  const rounded = Math.ceil(count);
  return rounded === 1 ? `in a ${unit}` : `in ${rounded} ${unit}s`;
}

const isRefusal = (error: unknown): error is RateLimiterRes =>
  typeof error === "object" && error !== null && "msBeforeNext" in error;

/**
 * Counts a try against a limit, before what is tried is begun: of many at once none slips through.
 * @param key whose it is: an account's id, a network, or a text of both
 * @param points how many times it counts
 * @throws AppError RATE_LIMITED with `retry_after_ms`
 */
export async function countTry(limit: Limit, key: string | number, points = 1): Promise<void> {
  try {
    await outsideOfCalls(() => limiterOf(limit).consume(key, points));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const retry_after_ms = Math.max(1000, error.msBeforeNext);
    const words = inWords(Math.ceil(retry_after_ms / 1000));
    throw new AppError("RATE_LIMITED", `That was tried too often. Try again ${words}.`, {
      retry_after_ms,
    });
  }
}

/** Takes back a try that turned out to be none, such as a sign-in with the right password. */
export async function takeBackTry(limit: Limit, key: string | number): Promise<void> {
  await outsideOfCalls(() => limiterOf(limit).reward(key));
}

/** Everybody begins anew. */
export const forgetTries = (): void => limiters.set(undefined);
