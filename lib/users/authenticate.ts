import type { Actor } from "@/lib/actor";
import { slot } from "@/lib/slot";
import { findActor, listChanged } from "@/lib/users/queries";
import { readToken, type TokenClaims } from "@/lib/users/tokens";

/** How old what is known of an account may be, in milliseconds: well under the 5 s of the promise. */
const FRESH_FOR = 2000;
const MOST_KEPT = 10_000;

/** Who a sign-in belongs to, and when the database was asked, by `performance.now()`. */
export type Known = { readonly actor: Actor; read_at: number };

type Reading = { read_at: number; known: Promise<Known | null> };
type Memory = { readings: Map<string, Reading>; forgotten_at: number };

const memory = slot<Memory>("actors");

function current(): Memory {
  const found = memory.peek() ?? { readings: new Map(), forgotten_at: 0 };
  memory.set(found);
  return found;
}

/** Whether the database would still say the same of them, as far as anybody here knows. */
export const isFresh = ({ read_at }: { read_at: number }, fresh_for = FRESH_FOR): boolean =>
  performance.now() - read_at < fresh_for && read_at > current().forgotten_at;

async function read(claims: TokenClaims, read_at: number): Promise<Known | null> {
  const actor = await findActor(claims);
  return actor && { actor, read_at };
}

/** Who a sign-in belongs to now; null when it has ended or the account is not active. */
export function identify(claims: TokenClaims): Promise<Known | null> {
  const reading = current().readings.get(keyOf(claims));
  return reading && isFresh(reading) ? reading.known : identifyAnew(claims);
}

const keyOf = ({ user_id, login_id }: TokenClaims) => `${user_id} ${login_id}`;

function identifyAnew(claims: TokenClaims): Promise<Known | null> {
  const { readings } = current();
  const key = keyOf(claims);
  if (readings.size >= MOST_KEPT) readings.clear();
  const read_at = performance.now();
  const known = read(claims, read_at);
  readings.set(key, { read_at, known });
  // A read that failed must not answer for the next two seconds.
  known.catch(() => readings.delete(key));
  return known;
}

/**
 * Who holds this token, as the database has them now or had them at most two seconds ago; null
 * when the token is not ours, its sign-in has ended, or the account is not active.
 */
export async function authenticate(token: string): Promise<Actor | null> {
  const claims = await readToken(token);
  return claims && ((await identify(claims))?.actor ?? null);
}

/**
 * Looks at many at once, with one query however many they are.
 * @returns for each what is known now: itself when nothing changed, null when the sign-in or the
 *   account has ended
 */
export async function identifyAgain(known: Known[]): Promise<(Known | null)[]> {
  const read_at = performance.now();
  const changed = await listChanged(known.map(({ actor }) => actor));
  return Promise.all(
    known.map((one) => {
      if (changed.has(one.actor.login_id)) return identifyAnew(one.actor);
      // In place: a new object for each socket at each look is what makes the collector's pauses long.
      one.read_at = Math.max(one.read_at, read_at);
      return one;
    }),
  );
}

/** Something about accounts changed here: the next look is a fresh one. */
export function forgetActors(): void {
  memory.set({ readings: new Map(), forgotten_at: performance.now() });
}
