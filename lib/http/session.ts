import { headers } from "next/headers";
import { type Actor, type Caller, isStaff } from "@/lib/actor";
import { type Side, tokenIn } from "@/lib/cookies";
import { ADDRESS_HEADER } from "@/lib/http/incoming";
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

/** What is known of who asks for a page, signed in or not. */
export async function visitor(): Promise<Pick<Caller, "ip_address">> {
  return { ip_address: (await headers()).get(ADDRESS_HEADER) };
}
