import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db, transaction } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { readConversation } from "@/lib/messages/queries";
import { listAgentSessions, listAllSessions, listOwnSessions } from "@/lib/sessions/queries";
import { createToken } from "@/lib/users/commands";
import { type Account, fillDatabase } from "@/scripts/demo/fill";
import { brokenInvariants, INVARIANTS } from "@/scripts/demo/invariants";
import { rowCounts, withDatabase } from "@/testing/database";

withDatabase();

let accounts: Account[];

beforeAll(async () => {
  accounts = await fillDatabase({ chats: 3, messages: 120 });
});

async function actorOf({ name, email, role }: Account): Promise<Actor> {
  const [row] = await db().execute(sql`select id from users where email = ${email}`);
  const user_id = Number(row?.id);
  return { user_id, name, role: role as Actor["role"], is_guest: false, login_id: "" };
}

const withRole = (role: string) => accounts.filter((one) => one.role === role);
const [admin, customer] = [() => withRole("admin")[0]!, () => withRole("customer")[0]!];

test("there is a shop of six weeks, a queue and what is going on", async () => {
  const by_status = await db().execute(sql`
    select status, count(*)::int as chats, min(created_at) > now() - interval '43 days' as is_recent
    from sessions group by status order by status`);
  expect([...by_status]).toEqual([
    { status: "pending", chats: 8, is_recent: true },
    { status: "active", chats: 19 + 3, is_recent: true },
    { status: "closed", chats: 300, is_recent: true },
  ]);
  const [waiting] = await db().execute(sql`
    select count(distinct priority)::int as priorities, count(distinct required_skills)::int as skills
    from sessions where status = 'pending'`);
  expect(waiting).toEqual({ priorities: 4, skills: 6 });
});

test("who is printed can sign in with the password that is printed", async () => {
  expect(accounts.map(({ role }) => role).sort()).toEqual([
    ...["admin", "agent", "agent", "agent", "agent", "agent", "agent", "customer"],
  ]);
  expect(new Set(accounts.map(({ password }) => password)).size).toBe(accounts.length);
  for (const { email, password, role } of accounts) {
    expect((await createToken({ email, password }, { ip_address: null })).user).toMatchObject({
      email,
      role,
    });
  }
});

test("each agent has three to five chats, and has not seen the end of the newest", async () => {
  const agents = withRole("agent").slice(0, 5);
  for (const agent of agents) {
    const { items } = await listAgentSessions(await actorOf(agent), { status: "active" });
    expect(items.length).toBeGreaterThanOrEqual(3);
    expect(items.length).toBeLessThanOrEqual(5);
    const newest = items.toSorted((a, b) =>
      String(b.last_message?.created_at).localeCompare(String(a.last_message?.created_at)),
    )[0];
    expect(newest).toMatchObject({ unread_count: expect.any(Number), status: "active" });
    expect(newest?.unread_count).toBeGreaterThan(0);
    expect(newest?.waiting_since).not.toBeNull();
  }
});

test("the busiest agent has as many chats and messages as were asked for", async () => {
  const busiest = await actorOf(withRole("agent")[5]!);
  const { items } = await listAgentSessions(busiest, { status: "active" });
  expect(items.map(({ last_seq }) => last_seq)).toEqual([120, 120, 120]);
});

test("the customer's chats have notes that they do not see", async () => {
  const [row] = await db().execute(sql`
    select s.id, s.customer_id from sessions s where s.last_note_seq > 0 limit 1`);
  const { id, customer_id } = row as { id: string; customer_id: number };
  const reader = { ...(await actorOf(customer())), user_id: customer_id };
  const seen = await readConversation(reader, { session_id: id, after_seq: 0 });
  const all = await readConversation(await actorOf(admin()), { session_id: id, after_seq: 0 });
  expect(seen.messages.filter((one) => one.is_internal)).toEqual([]);
  expect(all.messages.filter((one) => one.is_internal)).not.toEqual([]);
  expect((await listOwnSessions(await actorOf(customer()), {})).next_cursor).toBeNull();
});

test("a list does not look copied, and nothing is left in braces", async () => {
  const { items } = await listAllSessions(await actorOf(admin()), { limit: 50 });
  expect(new Set(items.map(({ subject }) => subject)).size).toBeGreaterThanOrEqual(45);
  expect(new Set(items.map((one) => one.customer.name)).size).toBeGreaterThanOrEqual(35);
  const [row] = await db().execute(sql`
    select count(*)::int as braces from messages where content ~ '[{}]'`);
  expect(row).toEqual({ braces: 0 });
});

test("a second time nothing is changed", async () => {
  const before = await rowCounts();
  await expect(fillDatabase(null)).rejects.toThrow(/^The database is not empty\./);
  expect(await rowCounts()).toEqual(before);
});

const A_CLOSED = "(select id from sessions where status = 'closed' and last_note_seq > 1 limit 1)";
const AN_ACTIVE = "(select id from sessions where status = 'active' and last_seq > 3 limit 1)";

/** For each invariant what breaks it. */
const BREAKS: Record<keyof typeof INVARIANTS, string> = {
  "seq is 1, 2, 3, … and ends at last_seq": `delete from messages
    where session_id = ${AN_ACTIVE} and seq = 2 and not is_internal`,
  "note_seq is 1, 2, 3, … and ends at last_note_seq": `delete from messages
    where session_id = ${A_CLOSED} and note_seq = 1`,
  "a log is in the order of its times": `update messages set created_at = created_at - interval '1 day'
    where session_id = ${AN_ACTIVE} and seq = 2`,
  "a chat is taken after it began and ended after it was taken, and not in the future": `
    update sessions set ended_at = created_at - interval '1 hour' where id = ${A_CLOSED}`,
  "active_chats is what an agent holds, and no more than they may": `
    update users set active_chats = active_chats - 1 where active_chats > 0`,
  "waiting_since is the first message that was not answered": `
    update sessions set waiting_since = now() where id = ${AN_ACTIVE}`,
  "a cursor is at a message of its session, and its reader's": `
    update cursors set seq = seq + 1 where session_id = ${A_CLOSED}`,
  "who has a chat got it last": `delete from assignments where session_id = ${AN_ACTIVE}`,
  "who has a chat, or had it at its end, has not left it, and nobody else has it": `
    update assignments set left_at = now() where session_id = ${AN_ACTIVE}`,
  "version counts the changes of state": `
    update sessions set version = version + 1 where id = ${A_CLOSED}`,
  "a message is from the customer, or from staff who held the chat then": `
    update messages set sender_id = (select id from users where role = 'admin' limit 1)
    where session_id = ${AN_ACTIVE} and sender_type = 'customer'`,
  "only what is closed and was somebody's has a rating": `
    update sessions set rating = 5 where id = ${AN_ACTIVE}`,
};

describe("what is written is as if Parley had written it", () => {
  test("all of it holds", async () => {
    expect(await brokenInvariants(db())).toEqual([]);
  });

  test.each(Object.keys(INVARIANTS))("what breaks it is found: %s", async (name) => {
    const undone = new Error("undone");
    const found: string[] = [];
    const breaking = transaction(async (tx) => {
      await tx.execute(sql.raw(BREAKS[name] as string));
      found.push(...(await brokenInvariants(tx)));
      throw undone;
    });
    await expect(breaking).rejects.toBe(undone);
    expect(found).toContain(name);
  });
});
