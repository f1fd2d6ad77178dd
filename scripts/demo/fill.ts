import { randomInt } from "node:crypto";
import { count, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { type Transaction, transaction } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { messages } from "@/db/schema/messages";
import { assignments, cursors, sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { randomOf } from "@/faults/random";
import { hashPassword } from "@/lib/users/passwords";
import { type Chat, variations } from "@/scripts/demo/chat";
import { type Crowd, crowdOf } from "@/scripts/demo/customers";
import { makeHistory } from "@/scripts/demo/history";
import { brokenInvariants } from "@/scripts/demo/invariants";
import { makeActive, makeLong, makeQueue } from "@/scripts/demo/now";
import { BUSIEST, type Colleague, REGULAR, TEAM } from "@/scripts/demo/people";
import { type IdOf, idAt, iso, rowsOf } from "@/scripts/demo/rows";

/** How many closed chats there are. */
const HISTORY = 300;
const DAY = 86_400_000;
/** The same shop each time; only ids, passwords and the hour differ. */
const SEED = 20_261;
/** PostgreSQL takes 65,535 parameters in a statement. */
const ROWS_AT_ONCE = 1000;

/** For one more agent, who holds so many active chats of so many messages each. */
export type Heavy = { chats: number; messages: number };
export type Account = { name: string; email: string; password: string; role: string };

/**
 * Fills an empty, migrated database, the open one, with the shop: all of it or nothing.
 * @returns who can sign in, with their passwords
 * @throws Error with one sentence when somebody has an account there already
 */
export async function fillDatabase(heavy: Heavy | null): Promise<Account[]> {
  const team = heavy ? [...TEAM, roomFor(heavy)] : TEAM;
  const accounts = [...team, { ...REGULAR, role: "customer" }].map(({ name, email, role }) => ({
    name,
    email,
    role,
    password: makePassword(),
  }));
  const hashes = new Map<string, string>();
  for (const { email, password } of accounts) hashes.set(email, await hashPassword(password));

  const now = Date.now();
  const { chats, crowd } = makeChats(team, heavy, now);
  await transaction(async (tx) => {
    // To look through all of it takes longer than anything that a server does.
    await tx.execute(sql`set local statement_timeout = '60s'`);
    // Nobody may come in between the look and the commit.
    await tx.execute(sql`lock table ${users} in exclusive mode`);
    const [found] = await tx.select({ users: count() }).from(users);
    if (found?.users !== 0) throw notEmpty();
    const idOf = await writePeople(tx, team, crowd, chats, hashes, now);
    await writeChats(tx, chats, idOf);
    const broken = await brokenInvariants(tx);
    if (broken.length > 0) throw new Error(`The demo would break this: ${broken.join("; ")}.`);
  });
  return accounts;
}

/** Everything else in the database is somebody's, so without users there is nothing. */
export const notEmpty = () =>
  new Error(
    "The database is not empty. The demo fills an empty one only, so that nothing of yours is mixed with it: name another with PARLEY_DATA_DIR or DATABASE_URL.",
  );

const roomFor = ({ chats }: Heavy): Colleague => ({
  ...BUSIEST,
  max_concurrent_chats: Math.max(BUSIEST.max_concurrent_chats, chats),
});

/** 79 bits, in signs that are not taken for one another. */
function makePassword(): string {
  const signs = "abcdefghjkmnpqrstuvwxyz23456789";
  const group = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}

function makeChats(team: Colleague[], heavy: Heavy | null, now: number) {
  const random = randomOf(SEED);
  const crowd = crowdOf(random, now);
  const draw = variations(random);
  const chats = [
    ...makeHistory(random, draw, crowd, { count: HISTORY, now }),
    ...makeActive(random, draw, crowd, now),
    ...makeQueue(random, draw, crowd, now),
  ];
  const busiest = team[TEAM.length];
  if (heavy && busiest) {
    chats.push(...makeLong(random, draw, crowd, busiest, { ...heavy, now }));
  }
  return { chats, crowd };
}

async function writePeople(
  tx: Transaction,
  team: Colleague[],
  crowd: Crowd,
  chats: Chat[],
  hashes: Map<string, string>,
  now: number,
): Promise<IdOf> {
  const opened_at = Math.min(...chats.map(({ created_at }) => created_at)) - 3 * DAY;
  const people = [...team, ...crowd.all];
  const staff = team.map(({ role, chosen_status, ...member }, n) => {
    const held = chats.flatMap(({ holds }) => holds).filter(({ agent }) => agent === team[n]);
    const active_chats = chats.filter(
      ({ ended, holds }) => !ended && holds.at(-1)?.agent === team[n],
    ).length;
    return {
      ...member,
      role,
      chosen_status,
      password_hash: hashes.get(member.email) ?? null,
      active_chats,
      // Each chat that was taken and each that was given back or ended.
      version: 1 + 2 * held.length - active_chats,
      last_activity_at: iso(now - (n + 1) * 47_000),
      created_at: iso(opened_at + n * 900_000),
    };
  });
  const customers = crowd.all.map(({ name, email, is_guest, created_at }) => ({
    name,
    email,
    is_guest,
    role: "customer" as const,
    password_hash: hashes.get(email ?? "") ?? null,
    created_at: iso(created_at),
  }));
  const ids = new Map<(typeof people)[number], number>();
  for (const [n, values] of [...staff, ...customers].entries()) {
    const [row] = await tx.insert(users).values(values).returning({ id: users.id });
    ids.set(people[n] as (typeof people)[number], row?.id as number);
  }
  const idOf: IdOf = (person) => {
    const id = ids.get(person);
    if (id === undefined) throw new Error(`${person.name} is nobody.`);
    return id;
  };
  const [boss, ...made] = team as [Colleague, ...Colleague[]];
  await tx.insert(audit_log).values(
    made.map((one, n) => ({
      id: idAt(opened_at + (n + 1) * 900_000),
      actor_id: idOf(boss),
      action: "user.create",
      subject_id: String(idOf(one)),
      details: { role: one.role },
      created_at: iso(opened_at + (n + 1) * 900_000),
    })),
  );
  return idOf;
}

async function writeChats(tx: Transaction, chats: Chat[], idOf: IdOf): Promise<void> {
  const rows = rowsOf(chats, idOf);
  await insertAll(tx, sessions, rows.sessions);
  await insertAll(tx, messages, rows.messages);
  await insertAll(tx, assignments, rows.assignments);
  await insertAll(tx, cursors, rows.cursors);
  await insertAll(tx, audit_log, rows.audit_log);
}

async function insertAll<T extends PgTable>(
  tx: Transaction,
  table: T,
  rows: T["$inferInsert"][],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx.insert(table).values(rows.slice(from, from + ROWS_AT_ONCE));
  }
}
