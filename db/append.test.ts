import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { append, type Entry, isRace } from "@/db/append";
import { db, logClient, transaction } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { sessions } from "@/db/schema/sessions";
import { withDatabase } from "@/testing/database";
import { insertChat, makeAgent, makeGuest, type Person } from "@/testing/people";

withDatabase();

let customer: Person;
let agent: Person;

beforeAll(async () => {
  [customer, agent] = await Promise.all([makeGuest(), makeAgent()]);
});

const chat = () => insertChat({ customer, agent, status: "active" });

const said = (session_id: string, content: string, more: Partial<Entry> = {}): Entry => ({
  id: uuidv7(),
  session_id,
  client_id: uuidv7(),
  sender_id: customer.id,
  sender_type: "customer",
  type: "text",
  content,
  is_internal: false,
  as_customer: customer.id,
  as_agent: null,
  as_anyone: false,
  ...more,
});
const answered = (session_id: string, content: string, more: Partial<Entry> = {}): Entry =>
  said(session_id, content, {
    sender_id: agent.id,
    sender_type: "agent",
    as_customer: null,
    as_agent: agent.id,
    ...more,
  });

const logOf = (session_id: string) =>
  db()
    .select()
    .from(messages)
    .where(eq(messages.session_id, session_id))
    .orderBy(messages.seq, messages.note_seq);

async function sessionOf(id: string) {
  const [row] = await db().select().from(sessions).where(eq(sessions.id, id));
  if (!row) throw new Error("There is no such session.");
  return row;
}

/** A batch of one has a statement of its own: whatever holds for many is seen with it too. */
const oneByOne = async (entries: Entry[]) => {
  const outcomes = [];
  for (const entry of entries) outcomes.push(...(await append([entry])));
  return outcomes;
};

describe.each([
  ["a batch", append],
  ["one after the other", oneByOne],
])("%s", (_, append) => {
  test("promise 3: of several sessions gives each its places in the order of the entries", async () => {
    const [one, two] = [await chat(), await chat()];
    const batch = [
      said(one, "1"),
      answered(two, "1"),
      answered(one, "note", { is_internal: true }),
      said(one, "2"),
      answered(one, "note 2", { is_internal: true }),
      said(two, "2"),
    ];
    expect((await append(batch)).map((outcome) => outcome.verdict)).toEqual(
      batch.map(() => "written"),
    );
    const places = (await logOf(one)).map(({ content, seq, note_seq }) => [content, seq, note_seq]);
    expect(places).toEqual([
      ["1", 1, 0],
      ["note", 1, 1],
      ["2", 2, 0],
      ["note 2", 2, 2],
    ]);
    expect((await logOf(two)).map(({ content, seq }) => [content, seq])).toEqual([
      ["1", 1],
      ["2", 2],
    ]);
    expect(await sessionOf(one)).toMatchObject({ last_seq: 2, last_note_seq: 2 });
  });

  test("tells each entry's place and time as the table has them", async () => {
    const id = await chat();
    await append([said(id, "before")]);
    const batch = [said(id, "one"), answered(id, "note", { is_internal: true }), said(id, "two")];
    const outcomes = await append(batch);
    const rows = new Map((await logOf(id)).map((row) => [row.id, row]));
    for (const [n, outcome] of outcomes.entries()) {
      const { seq, note_seq, created_at } = rows.get(batch[n]?.id as string) ?? {};
      const verdict = "written";
      expect(outcome).toEqual({ verdict, seq, note_seq, created_at, is_waiting: false });
    }
  });

  test("gives each its own verdict: one that may not be written keeps none from being written", async () => {
    const [open, closed] = [await chat(), await insertChat({ customer, agent, status: "closed" })];
    const first = said(open, "first");
    await append([first]);
    const outcomes = await append([
      said(open, "of a stranger", { as_customer: agent.id }),
      said(uuidv7(), "into nothing"),
      said(closed, "too late"),
      said(open, "again", { client_id: first.client_id }),
      said(open, "second"),
    ]);
    expect(outcomes).toMatchObject([
      { verdict: "refused" },
      { verdict: "refused" },
      { verdict: "closed" },
      { verdict: "retry", first_id: first.id },
      { verdict: "written", seq: 2 },
    ]);
    expect((await logOf(open)).map((row) => row.content)).toEqual(["first", "second"]);
  });

  test("promise 1: the same entries a second time are as written as the first time, and nothing is spent", async () => {
    const id = await chat();
    const batch = [said(id, "a"), answered(id, "note", { is_internal: true }), said(id, "b")];
    const first = await append(batch);
    expect(await append(batch)).toEqual(first);
    expect(await sessionOf(id)).toMatchObject({ last_seq: 2, last_note_seq: 1 });
  });

  test("promise 2: the same message on two connections at once is written once", async () => {
    const id = await chat();
    for (let round = 0; round < 20; round++) {
      const client_id = uuidv7();
      const tries = await Promise.allSettled(
        [0, 1, 2, 3].map(() => append([said(id, "once", { client_id })])),
      );
      for (const one of tries) {
        // Whoever waited for the other's commit did not see it: that is a race, and run again.
        if (one.status === "rejected") expect(isRace(one.reason)).toBe(true);
      }
      const [again] = await append([said(id, "once", { client_id })]);
      expect(again?.verdict).toBe("retry");
    }
    expect(await logOf(id)).toHaveLength(20);
    expect(await sessionOf(id)).toMatchObject({ last_seq: 20 });
  });

  test("knows since when the customer waits", async () => {
    const id = await chat();
    const waits = async () => (await sessionOf(id)).waiting_since;
    await append([said(id, "question")]);
    const since = await waits();
    expect(since).toBe((await logOf(id))[0]?.created_at);
    await append([said(id, "more"), answered(id, "a note", { is_internal: true })]);
    expect(await waits()).toBe(since);
    await append([said(id, "and"), answered(id, "answer")]);
    expect(await waits()).toBeNull();
    await append([answered(id, "anything else?"), said(id, "yes")]);
    expect(await waits()).toBe((await logOf(id)).at(-1)?.created_at);
  });

  test("of two that share sessions in opposite orders none waits for the other for good", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, chat));
    const batches = Array.from({ length: 20 }, (_, n) => {
      const order = n % 2 ? ids : [...ids].reverse();
      return append(order.map((id) => said(id, `${n}`)));
    });
    await Promise.all(batches);
    for (const id of ids) expect(await sessionOf(id)).toMatchObject({ last_seq: 20 });
  });

  test("with a session goes its log, and what waited to be written into it is not", async () => {
    const id = await chat();
    await append([said(id, "before"), answered(id, "note", { is_internal: true })]);
    const late = await transaction(async (tx) => {
      await tx.execute(sql`delete from sessions where id = ${id}`);
      const writing = append([said(id, "late"), answered(id, "later")]);
      await vi.waitUntil(async () => {
        const [row] = await tx.execute(sql`select from pg_locks where not granted`);
        return row !== undefined;
      });
      return { writing };
    });
    expect(new Set((await late.writing).map(({ verdict }) => verdict))).toEqual(
      new Set(["refused"]),
    );
    expect(await logOf(id)).toEqual([]);
  });

  test("is not held up for long by a session that somebody holds", async () => {
    const [held, free] = [await chat(), await chat()];
    await transaction(async (tx) => {
      await tx.execute(sql`select 1 from sessions where id = ${held} for update`);
      const outcome = await append([said(held, "waits")]).catch((error) => error);
      expect(isRace(outcome)).toBe(true);
      expect((await append([said(free, "passes")]))[0]?.verdict).toBe("written");
    });
  });
});

test("the plan looks every row up through an index, whatever the tables held when it was made", async () => {
  const id = await chat();
  // On both connections: each has a plan of its own.
  const other = await chat();
  const batch = (session_id: string) => [said(session_id, "one"), said(session_id, "two")];
  await Promise.all([append(batch(id)), append(batch(other))]);
  await Promise.all([append([said(id, "alone")]), append([said(other, "alone")])]);
  const plans = await logClient().begin(async (connection) => {
    const names = await connection<{ name: string; count: number }[]>`
      select name, cardinality(parameter_types) as count from pg_prepared_statements
      where statement like 'with judged%' or statement like 'with held%'`;
    return Promise.all(
      names.map(async ({ name, count }) => {
        const values = Array(count).fill("null").join(", ");
        const plan = await connection.unsafe(`explain execute "${name}"(${values})`);
        return plan.map((row) => row["QUERY PLAN"] as string).join("\n");
      }),
    );
  });
  expect(plans).toHaveLength(2);
  for (const plan of plans) {
    expect(plan).toMatch(/Index Scan using sessions_pkey on sessions\b/);
    expect(plan).toMatch(/Index Scan using messages_client_id_key on messages/);
    // Each of these reads a table whole, once or for every entry.
    expect(plan).not.toMatch(/Seq Scan|Hash|Merge Join|Materialize|Join Filter/);
    const index_scans = plan.match(/Index Scan .*\n.*/g) ?? [];
    for (const scan of index_scans) expect(scan).toContain("Index Cond");
  }
});
