import { AsyncLocalStorage } from "node:async_hooks";
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import type { CustomerContext } from "@/lib/customers/contract";
import { readCustomerContext } from "@/lib/customers/queries";
import { withServer } from "@/testing/gateway";
import {
  insertChat,
  makeAdmin,
  makeAgent,
  makeCustomer,
  makeGuest,
  type Person,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { dataOf, rest } from "@/testing/rest";

withServer();

const path = (session_id: string) => `/api/live-chat/${session_id}/customer-context`;
const contextOf = async (who: Person, session_id: string, query = ""): Promise<CustomerContext> =>
  dataOf(await rest(who).get(path(session_id) + query)) as unknown as CustomerContext;

/** So many closed chats of the customer, each a minute later than the one before. */
async function insertMany(customer: Person, agent: Person, count: number) {
  await db().execute(sql`insert into sessions
      (id, subject, status, channel, customer_id, client_id, agent_id, created_at, assigned_at, ended_at)
    select gen_random_uuid(), 'Chat ' || n, 'closed', 'api', ${customer.id}, gen_random_uuid()::text,
      ${agent.id}, '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 minute', now(), now()
    from generate_series(1, ${count}::int) as n`);
}

describe("what a chat's customer is like", () => {
  test("the address that a guest typed is in the context of each of their chats, and is said to be typed", async () => {
    const [guest, agent] = await Promise.all([
      makeGuest({ email: "gus@example.org" }),
      makeAgent(),
    ]);
    const first = await startActiveChat(guest, agent, { metadata: { email: "gus@example.org" } });
    const second = await startChat(guest);
    for (const { id } of [first, second]) {
      const { customer, account } = await contextOf(agent, id);
      expect(customer).toEqual({
        id: guest.id,
        name: guest.name,
        email: "gus@example.org",
        is_email_typed: true,
      });
      expect(account.status).toBe("guest");
    }
  });

  test("an account's own address is not called typed", async () => {
    const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
    const { id } = await startActiveChat(customer, agent);
    const context = await contextOf(agent, id);
    expect(context.customer).toMatchObject({ email: customer.email, is_email_typed: false });
    expect(context.account).toMatchObject({ status: "registered" });
    expect(context.account.age).toBeGreaterThanOrEqual(0);
  });

  test("what was true at the start stays as it was, and what is true now is told beside it", async () => {
    const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
    await insertChat({ customer, agent, status: "closed" });
    const { id } = await startActiveChat(customer, agent);
    await startChat(customer);
    await db().execute(sql`update users set is_active = false where id = ${customer.id}`);
    const context = await contextOf(agent, id);
    expect(context.at_start).toMatchObject({
      previous_chats: 1,
      previous_tickets: 0,
      account_status: "registered",
    });
    expect(context.counts).toMatchObject({ open_chats: 1, previous_chats: 1 });
    expect(context.account.status).toBe("deactivated");
  });
});

test("a customer's tickets are counted and, as far as they may be read, listed", async () => {
  const [customer, agent, colleague, admin] = await Promise.all([
    makeCustomer(),
    makeAgent(),
    makeAgent(),
    makeAdmin(),
  ]);
  const numbers: number[] = [];
  for (const status of ["open", "solved"]) {
    const body = { customer_id: customer.id, subject: "A lamp" };
    const { ticket } = dataOf(await rest(admin).post("/api/tickets", body));
    const change = { assignee_id: colleague.id, ...(status !== "open" && { status }) };
    dataOf(await rest(admin).patch(`/api/tickets/${ticket.id}`, change));
    numbers.unshift(ticket.number);
  }
  const { id } = await startChat(customer);
  const of_queue = await contextOf(agent, id);
  expect(of_queue.counts).toMatchObject({ open_tickets: 1, previous_tickets: 1 });
  expect(of_queue.at_start?.previous_tickets).toBe(2);
  expect(of_queue.tickets).toEqual([]);
  dataOf(await rest(agent).post(`/api/live-chat/${id}/accept`));
  const { tickets } = await contextOf(agent, id);
  expect(tickets.map(({ number }) => number)).toEqual(numbers);
});

describe("a customer's other chats", () => {
  let customer: Person;
  let agent: Person;
  let other: Person;
  let admin: Person;
  let held: string;
  let pending: string;

  beforeAll(async () => {
    [customer, agent, other, admin] = await Promise.all([
      makeCustomer(),
      makeAgent(),
      makeAgent(),
      makeAdmin(),
    ]);
    await insertMany(customer, other, 24);
    held = await insertChat({
      customer,
      agent: other,
      former: agent,
      status: "closed",
      values: { subject: "Held before", created_at: "2026-02-01T00:00:00Z", rating: 4 },
    });
    pending = await insertChat({ customer, status: "pending", values: { subject: "Waits" } });
  });

  test("come newest first, a page at a time, without the one that is asked about", async () => {
    const subjects: string[] = [];
    let cursor: string | null = null;
    const sizes: number[] = [];
    do {
      const query: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
      const { previous_chats, counts, open_chats } = await contextOf(admin, held, query);
      expect(counts).toMatchObject({ open_chats: 1, previous_chats: 24 });
      expect(open_chats.map(({ subject }) => subject)).toEqual(["Waits"]);
      sizes.push(previous_chats.items.length);
      subjects.push(...previous_chats.items.map(({ subject }) => subject));
      cursor = previous_chats.next_cursor;
    } while (cursor);
    expect(sizes).toEqual([10, 10, 4]);
    expect(subjects).toEqual(Array.from({ length: 24 }, (_, n) => `Chat ${24 - n}`));
  });

  test("say what each was about, who had it and how it was rated", async () => {
    const { previous_chats } = await contextOf(other, pending);
    expect(previous_chats.items[0]).toEqual({
      id: held,
      subject: "Held before",
      status: "closed",
      agent: { id: other.id, name: other.name },
      created_at: "2026-02-01T00:00:00.000Z",
      ended_at: expect.any(String),
      rating: 4,
    });
  });

  test("are counted for who may read one of them, and shown only as far as they may be read", async () => {
    // Of the queue: this agent has none of the customer's chats, but held one.
    const seen = await contextOf(agent, pending);
    expect(seen.counts.previous_chats).toBe(25);
    expect(seen.previous_chats).toEqual({
      items: [expect.objectContaining({ id: held })],
      next_cursor: null,
    });
    const stranger = await contextOf(await makeAgent(), pending);
    expect(stranger.previous_chats.items).toEqual([]);
    for (const { id } of (await contextOf(other, pending)).previous_chats.items) {
      expect((await rest(other).get(`/api/live-chat/${id}/messages`)).status).toBe(200);
    }
  });

  test.each(["x", "WyJhIl0", "e30"])("a cursor of another make is refused: %s", async (cursor) => {
    const answer = await rest(admin).get(`${path(held)}?cursor=${cursor}`);
    expect(answer.body).toMatchObject({ error: { code: "VALIDATION", field: "cursor" } });
  });
});

test("10 and 1,000 earlier chats cost as many queries, and each goes by an index", async () => {
  const [few, many, agent] = await Promise.all([makeCustomer(), makeCustomer(), makeAgent()]);
  await insertMany(few, agent, 10);
  await insertMany(many, agent, 1000);
  // In a table of few customers no index is worth it.
  await db().execute(sql`with others as (
      insert into users (name, role, is_guest) select 'Guest', 'customer', true
      from generate_series(1, 5000) returning id)
    insert into sessions (id, subject, status, channel, customer_id, client_id, agent_id, assigned_at, ended_at)
    select gen_random_uuid(), 'Chat', 'closed', 'api', id, gen_random_uuid()::text, ${agent.id}, now(), now()
    from others, generate_series(1, 4)`);
  await db().execute(sql`analyze`);

  const { $client: client } = db() as unknown as { $client: postgres.Sql };
  async function queriesFor(customer: Person) {
    const session_id = await insertChat({ customer, agent, status: "active" });
    const queries: { text: string; values: postgres.ParameterOrJSON<never>[] }[] = [];
    // The server asks things of its own meanwhile.
    const is_asked = new AsyncLocalStorage<boolean>();
    const { unsafe } = client;
    const asked = vi.spyOn(client, "unsafe").mockImplementation((text, values = [], ...rest) => {
      if (is_asked.getStore()) queries.push({ text, values });
      return unsafe.call(client, text, values, ...rest);
    });
    await is_asked.run(true, () => readCustomerContext(agent.actor, { session_id }));
    asked.mockRestore();
    return queries;
  }
  const of_few = await queriesFor(few);
  const of_many = await queriesFor(many);
  expect(of_few.length).toBeGreaterThan(0);
  expect(of_many).toHaveLength(of_few.length);

  for (const { text, values } of of_many) {
    const rows = await client.unsafe(`explain ${text}`, values);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan, plan).not.toMatch(/Seq Scan on sessions|sessions_created_idx/);
  }
});
