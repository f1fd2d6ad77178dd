import type { Caller } from "@/lib/actor";
import { countTry, takeBackTry } from "@/lib/limits/attempts";
import { networkOf } from "@/lib/networks";
import { slot } from "@/lib/slot";

/** So many pairs are known of which account signed in from where; of more, the oldest is forgotten. */
const MOST_KNOWN = 10_000;

const known = slot<Set<string>>("known sign-ins");

function remember(pair: string): void {
  const pairs = known.peek() ?? new Set<string>();
  known.set(pairs);
  pairs.delete(pair);
  pairs.add(pair);
  const [oldest] = pairs;
  if (pairs.size > MOST_KNOWN && oldest) pairs.delete(oldest);
}

/**
 * Counts a try to sign in, which is slowed down for the address, for the account at that address,
 * and for the account over all addresses. Whoever signed in from there before is not held up by
 * what others try elsewhere: nobody can lock somebody else out.
 * @param email in lower case; it need not have an account, for nothing here may tell
 * @returns what is to be called when the password was right
 * @throws AppError RATE_LIMITED
 */
export async function countSignIn(
  email: string,
  caller: Pick<Caller, "ip_address">,
): Promise<() => Promise<void>> {
  const network = networkOf(caller.ip_address);
  const pair = `${network} ${email}`;
  await countTry("sign_in_by_address", network);
  await countTry("sign_in_by_account_and_address", pair);
  const is_new = !known.peek()?.has(pair);
  if (is_new) await countTry("sign_in_by_account", email);
  return async () => {
    remember(pair);
    await takeBackTry("sign_in_by_address", network);
    await takeBackTry("sign_in_by_account_and_address", pair);
    if (is_new) await takeBackTry("sign_in_by_account", email);
  };
}
