import type { Sql } from "postgres";
import type { Envelope } from "@/lib/errors";
import type { ReaderSession } from "@/lib/sessions/contract";
import { expect, type People, type Person, test } from "./fixtures";
import { dataOf, outcomeOf } from "./rest";

type Result = Promise<Envelope<{ session: ReaderSession }>>;
type Act = "accept" | "release" | "end";

/** Somebody who acts on chats, over a socket or over REST: the answer is the same. */
type Hand = { person: Person; act(act: Act, session_id: string): Result };

async function overSocket(person: Person): Promise<Hand> {
  const socket = await person.connect();
  return { person, act: (act, session_id) => socket.ask(`chat:${act}`, { session_id }) };
}

const overRest = (person: Person): Hand => ({
  person,
  act: (act, session_id) => person.ask(`POST /api/live-chat/${session_id}/${act}`),
});

const assign = (admin: Person, session_id: string, agent_id: number): Result =>
  admin.ask(`POST /api/live-chat/${session_id}/assign`, { agent_id });

const transfer = (person: Person, session_id: string, agent_id: number): Result =>
  person.ask(`POST /api/live-chat/${session_id}/transfer`, { agent_id, note: "Over to you" });

const setLimit = (admin: Person, agent: Person, max_concurrent_chats: number) =>
  admin.ask(`PATCH /api/users/${agent.id}`, { max_concurrent_chats });

const times = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

/** `count` agents, every other one of them over a socket. */
const team = (people: People, count: number, max_concurrent_chats: number): Promise<Hand[]> =>
  times(count, async (n) => {
    const agent = await people.agent({ name: `Agent ${n}`, max_concurrent_chats });
    return n % 2 ? overRest(agent) : overSocket(agent);
  });

const waitingChats = (people: People, count: number): Promise<string[]> =>
  times(count, async () => (await people.start(await people.customer())).id);

const wins = (results: Envelope<unknown>[]) => results.filter(({ ok }) => ok).length;

/** One statement sees one state: whose count is wrong in it was wrong at that very moment. */
const miscounted = (sql: Sql) => sql`
  select a.id, a.active_chats, count(s.id)::int as held
  from users a left join sessions s on s.agent_id = a.id and s.status = 'active'
  where a.role <> 'customer'
  group by a.id having a.active_chats <> count(s.id)`;

const overLimit = (sql: Sql) => sql`
  select id, active_chats, max_concurrent_chats from users
  where active_chats > max_concurrent_chats`;

const heldBy = async (sql: Sql, agent: Person): Promise<number> => {
  const [row] = await sql`select active_chats from users where id = ${agent.id}`;
  return row?.active_chats;
};

/** The same numbers in each run (mulberry32); what varies is who comes first on the server. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test.afterEach(async ({ sql }) => {
  expect(await miscounted(sql)).toEqual([]);
});

test("of 25 agents who accept one chat at once one wins and the others learn who, 100 times (6)", async ({
  people,
  sql,
}) => {
  test.setTimeout(120_000);
  const hands = await team(people, 25, 100);
  const customer = await people.customer();
  for (let round = 0; round < 100; round++) {
    const { id } = await people.start(customer);
    // A different one is first each time, else it would always be the same who wins.
    const order = hands.map((_, n) => hands[(n + round) % hands.length] as Hand);
    const results = await Promise.all(order.map((hand) => hand.act("accept", id)));
    const winner = order[results.findIndex(({ ok }) => ok)];
    expect(wins(results), `round ${round}`).toBe(1);
    const [row] = await sql`select agent_id, assigned_at from sessions where id = ${id}`;
    expect(row?.agent_id).toBe(winner?.person.id);
    const details = {
      agent: { id: winner?.person.id, name: winner?.person.name },
      assigned_at: row?.assigned_at.toISOString(),
    };
    const losers = results.flatMap((result) => (result.ok ? [] : [result.error]));
    expect(
      losers.map(({ code, details }) => ({ code, details })),
      `round ${round}`,
    ).toEqual(Array(24).fill({ code: "ALREADY_ASSIGNED", details }));
  }
  const taken = await Promise.all(hands.map(({ person }) => heldBy(sql, person)));
  expect(taken.reduce((sum, count) => sum + count)).toBe(100);
});

test("ten accepts and an admin's assign share out one free place, 50 times (6)", async ({
  people,
  sql,
}) => {
  const agent = await people.agent({ max_concurrent_chats: 3 });
  const socket = await overSocket(agent);
  const rest = overRest(agent);
  for (const id of await waitingChats(people, 2)) dataOf(await rest.act("accept", id));
  const chats = await waitingChats(people, 11);
  for (let round = 0; round < 50; round++) {
    const order = chats.map((_, n) => chats[(n + round) % chats.length] as string);
    const results = await Promise.all(
      order.map((id, n) =>
        n === round % 11
          ? assign(people.admin, id, agent.id)
          : (n % 2 ? rest : socket).act("accept", id),
      ),
    );
    expect(results.map(outcomeOf).sort(), `round ${round}`).toEqual([
      ...Array(10).fill("AT_CAPACITY"),
      "ok",
    ]);
    expect(await heldBy(sql, agent)).toBe(3);
    const won = order[results.findIndex(({ ok }) => ok)] as string;
    dataOf(await rest.act("release", won));
    expect(await heldBy(sql, agent)).toBe(2);
  }
});

test("no moment of a storm of accepts, assigns, transfers, releases and ends finds a count wrong or a limit passed (6, 7)", async ({
  people,
  sql,
}) => {
  const hands = await team(people, 8, 3);
  // A chat is handed on to who is there.
  for (const { person } of hands) {
    dataOf(await (await person.connect()).ask("agent:set_status", { status: "online" }));
  }
  const customers = await times(40, () => people.customer());
  const chats = await times(40, async (n) => ({
    id: (await people.start(customers[n] as Person)).id,
    customer: overRest(customers[n] as Person),
  }));
  const random = randomNumbers(1);
  const pick = <T>(from: T[]) => from[random(from.length)] as T;
  const outcomes = new Map<string, number>();
  const note = async (what: string, result: Result) => {
    const key = `${what}: ${outcomeOf(await result)}`;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  };

  const agents_at_work = hands.map(async (hand) => {
    let taken: string[] = [];
    for (let n = 0; n < 60; n++) {
      const dice = random(20);
      // Ends are rare, so that there is something left to fight for until the last.
      const act = dice === 0 ? "end" : dice < 5 ? "release" : dice < 9 ? "transfer" : "accept";
      // Mostly what they took, if nobody took it away since; else any, which is no business of theirs.
      const is_own = act !== "accept" && taken.length > 0 && random(4) > 0;
      const session_id = is_own ? pick(taken) : pick(chats).id;
      const result =
        act === "transfer"
          ? transfer(hand.person, session_id, pick(hands).person.id)
          : hand.act(act, session_id);
      await note(act, result);
      if (act !== "accept") taken = taken.filter((id) => id !== session_id);
      else if ((await result).ok) taken.push(session_id);
    }
  });
  const admin_at_work = times(2, async () => {
    for (let n = 0; n < 60; n++) {
      const { id } = pick(chats);
      const { person } = pick(hands);
      const dice = random(4);
      if (dice === 0) await note("admin's release", overRest(people.admin).act("release", id));
      else if (dice === 1) await note("admin's transfer", transfer(people.admin, id, person.id));
      else await note("assign", assign(people.admin, id, person.id));
    }
  });
  const customers_at_work = chats
    .slice(0, 10)
    .map(({ id, customer }) => note("customer's end", customer.act("end", id)));

  let is_over = false;
  const work = Promise.all([...agents_at_work, admin_at_work, ...customers_at_work]).finally(() => {
    is_over = true;
  });
  let looks = 0;
  const watch = async () => {
    for (; !is_over; looks++) {
      expect(await miscounted(sql)).toEqual([]);
      expect(await overLimit(sql)).toEqual([]);
    }
  };
  await Promise.all([work, watch()]);
  expect(looks).toBeGreaterThan(10);

  const allowed = {
    accept: ["ok", "ALREADY_ASSIGNED", "AT_CAPACITY", "CHAT_CLOSED"],
    assign: ["ok", "ALREADY_ASSIGNED", "AT_CAPACITY", "CHAT_CLOSED"],
    // NOT_FOUND: a colleague's chat that the agent never held, which they may not know of.
    release: ["ok", "CONFLICT", "CHAT_CLOSED", "NOT_FOUND", "FORBIDDEN"],
    // CONFLICT: to themselves, or what another made of it meanwhile.
    transfer: ["ok", "CONFLICT", "AT_CAPACITY", "CHAT_CLOSED", "NOT_FOUND", "FORBIDDEN"],
    end: ["ok", "CHAT_CLOSED", "NOT_FOUND", "FORBIDDEN"],
    "admin's release": ["ok", "CONFLICT", "CHAT_CLOSED"],
    "admin's transfer": ["ok", "CONFLICT", "AT_CAPACITY", "CHAT_CLOSED"],
    "customer's end": ["ok", "CHAT_CLOSED"],
  };
  const expected = Object.entries(allowed).flatMap(([what, codes]) =>
    codes.map((code) => `${what}: ${code}`),
  );
  expect([...outcomes.keys()].filter((key) => !expected.includes(key))).toEqual([]);
  expect([...outcomes.keys()]).toEqual(
    expect.arrayContaining([
      ...["accept: ok", "release: ok", "end: ok", "assign: ok"],
      ...["transfer: ok", "transfer: AT_CAPACITY", "admin's transfer: ok"],
    ]),
  );
});

test("a limit that is lowered while chats are accepted takes none away and lets no more in (6)", async ({
  people,
  sql,
}) => {
  const agent = await people.agent();
  const hands = [await overSocket(agent), overRest(agent)];
  for (let round = 0; round < 10; round++) {
    dataOf(await setLimit(people.admin, agent, 5));
    const chats = await waitingChats(people, 8);
    const accepts = chats.map((id, n) => (hands[n % 2] as Hand).act("accept", id));
    const lowered = setLimit(people.admin, agent, 2);
    const results = await Promise.all(accepts);
    dataOf(await lowered);
    const held = chats.filter((_, n) => results[n]?.ok);
    expect(held.length).toBeGreaterThanOrEqual(2);
    expect(held.length).toBeLessThanOrEqual(5);
    expect(await heldBy(sql, agent)).toBe(held.length);

    // Now surely over the limit, whoever was first above.
    dataOf(await setLimit(people.admin, agent, 1));
    expect(await heldBy(sql, agent)).toBe(held.length);
    const [spare] = (await waitingChats(people, 1)) as [string];
    const hand = hands[round % 2] as Hand;
    for (const id of held) {
      expect(outcomeOf(await hand.act("accept", spare))).toBe("AT_CAPACITY");
      expect(outcomeOf(await assign(people.admin, spare, agent.id))).toBe("AT_CAPACITY");
      dataOf(await hand.act("end", id));
    }
    dataOf(await hand.act("accept", spare));
    dataOf(await hand.act("end", spare));
    expect(await heldBy(sql, agent)).toBe(0);
  }
});

test("an agent who is deactivated while they accept is left with no chat (6, 10)", async ({
  people,
  sql,
}) => {
  const agent = await people.agent({ max_concurrent_chats: 10 });
  const hand = overRest(agent);
  const setActive = (is_active: boolean) =>
    people.admin.ask(`PATCH /api/users/${agent.id}`, { is_active });
  const chats = await waitingChats(people, 6);
  for (let round = 0; round < 20; round++) {
    const accepts = chats.slice(0, 5).map((id) => hand.act("accept", id));
    const assigned = assign(people.admin, chats[5] as string, agent.id);
    const gone = setActive(false);
    const outcomes = (await Promise.all([...accepts, assigned])).map(outcomeOf);
    dataOf(await gone);
    for (const outcome of outcomes) {
      expect(["ok", "NOT_FOUND", "UNAUTHENTICATED"]).toContain(outcome);
    }
    expect(await heldBy(sql, agent)).toBe(0);
    const states =
      await sql`select distinct status, agent_id from sessions where id in ${sql(chats)}`;
    expect([...states]).toEqual([{ status: "pending", agent_id: null }]);
    dataOf(await setActive(true));
  }
});
