import type { Actor } from "@/lib/actor";
import { slot } from "@/lib/slot";
import { findActor, listChanged } from "@/lib/users/queries";
import { readToken, type TokenClaims } from "@/lib/users/tokens";

/** How old what is known of an account may be, in milliseconds: well under the 5 s of the promise. */
const FRESH_FOR = 2000;

/** Who a sign-in belongs to, and when the database was asked, by `performance.now()`. */
export type Known = { readonly actor: Actor; read_at: number };

type Reading = { read_at: number; known: Promise<Known | null> };
type Readings = Map<string, Reading>;
type Memory = {
  /** Those of the last `FRESH_FOR` and those before, none of which is older than twice that. */
  readings: Readings;
  earlier: Readings;
  turned_at: number;
  forgotten_at: number;
};

const memory = slot<Memory>("actors");

const nothingKnown = (forgotten_at: number): Memory => ({
  readings: new Map(),
  earlier: new Map(),
  turned_at: performance.now(),
  forgotten_at,
});

function current(): Memory {
  const found = memory.peek() ?? nothingKnown(0);
  memory.set(found);
  return found;
}

/** Lets go of what is too old to count, all at once and without a timer for each. */
function letGo(found: Memory): void {
  const now = performance.now();
  if (now - found.turned_at < FRESH_FOR) return;
  found.earlier = found.readings;
  found.readings = new Map();
  found.turned_at = now;
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
  const { readings, earlier } = current();
  const key = keyOf(claims);
  const reading = readings.get(key) ?? earlier.get(key);
  return reading && isFresh(reading) ? reading.known : identifyAnew(claims);
}

const keyOf = ({ user_id, login_id }: TokenClaims) => `${user_id} ${login_id}`;

function identifyAnew(claims: TokenClaims): Promise<Known | null> {
  letGo(current());
  const { readings } = current();
  const key = keyOf(claims);
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
  letGo(current());
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
  memory.set(nothingKnown(performance.now()));
}
