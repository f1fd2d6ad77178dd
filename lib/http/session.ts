import { headers } from "next/headers";
import { type Actor, isStaff } from "@/lib/actor";
import { type Side, tokenIn } from "@/lib/cookies";
import { authenticate } from "@/lib/users/authenticate";

/** Who is looking at a page of this side, from its cookie; null when nobody is signed in. */
export async function signedIn(side: Side): Promise<Actor | null> {
  const { token } = tokenIn({
    authorization: null,
    cookie: (await headers()).get("cookie"),
    side,
  });
  const actor = token ? await authenticate(token) : null;
  // Who was staff when they signed in may be none now.
  return actor && isStaff(actor) === (side === "staff") ? actor : null;
}
