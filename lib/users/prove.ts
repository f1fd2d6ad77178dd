import type { Actor, Caller } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { countSignIn } from "@/lib/limits/sign-ins";
import { isPassword } from "@/lib/users/passwords";
import { findPassword } from "@/lib/users/queries";

/**
 * Asks somebody who is signed in for their password again: whoever found their screen open must not
 * take the account over. Tries count like those to sign in.
 * @returns their e-mail
 * @throws AppError FORBIDDEN with the field `password`; CONFLICT for who has none; RATE_LIMITED
 */
export async function proveSelf(
  actor: Actor,
  password: string,
  caller: Pick<Caller, "ip_address">,
): Promise<string> {
  const account = await findPassword(actor.user_id);
  if (!account?.email || !account.password_hash) {
    throw new AppError("CONFLICT", "This account has no password.");
  }
  const wasRight = await countSignIn(account.email, caller);
  if (!(await isPassword(account.password_hash, password))) {
    throw new AppError("FORBIDDEN", "The password is wrong.", { field: "password" });
  }
  await wasRight();
  return account.email;
}
