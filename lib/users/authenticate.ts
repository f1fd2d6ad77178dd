import type { Actor } from "@/lib/actor";
import { slot } from "@/lib/slot";
import { findActor } from "@/lib/users/queries";
import { readToken } from "@/lib/users/tokens";

/** How old what is known of an account may be, in milliseconds: well under the 5 s of the promise. */
const FRESH_FOR = 2000;
const MOST_KEPT = 10_000;

type Known = { actor: Promise<Actor | null>; read_at: number };

const cache = slot<Map<string, Known>>("actors");

function known(): Map<string, Known> {
  const map = cache.peek() ?? new Map<string, Known>();
  cache.set(map);
  return map;
}

/**
 * Who holds this token, as the database has them now or had them at most two seconds ago; null
 * when the token is not ours, its sign-in has ended, or the account is not active.
 */
export async function authenticate(token: string): Promise<Actor | null> {
  const claims = await readToken(token);
  if (!claims) return null;
  const map = known();
  const key = `${claims.user_id} ${claims.login_id}`;
  const entry = map.get(key);
  const now = performance.now();
  if (entry && now - entry.read_at < FRESH_FOR) return entry.actor;
  if (map.size >= MOST_KEPT) map.clear();
  const actor = findActor(claims);
  map.set(key, { actor, read_at: now });
  // A read that failed must not answer for the next two seconds.
  actor.catch(() => map.delete(key));
  return actor;
}

/** Something about accounts changed here: the next look is a fresh one. */
export function forgetActors(): void {
  known().clear();
}
