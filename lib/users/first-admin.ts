import type { Env } from "@/lib/env";
import { ensureFirstAdmin } from "@/lib/users/commands";

/**
 * Makes the first admin that the environment names. Where it names none and there is none, the
 * answer is the path of a one-time link with which somebody becomes one; otherwise null.
 * @throws Error with one sentence when only half of the account is given
 */
export async function makeFirstAdmin(env: Env): Promise<string | null> {
  const { PARLEY_ADMIN_EMAIL: email, PARLEY_ADMIN_PASSWORD: password } = env;
  if (!email !== !password) {
    throw new Error(
      "PARLEY_ADMIN_EMAIL and PARLEY_ADMIN_PASSWORD go together; one of them is not set.",
    );
  }
  return ensureFirstAdmin(email && password ? { email, password } : null);
}
