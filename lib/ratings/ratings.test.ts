import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { rating_comments } from "@/db/schema/ratings";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { makeAdmin, makeAgent, makeCustomer, type Person, startActiveChat } from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const chat = (id: string) => `/api/live-chat/${id}`;
const rate = (who: Person, id: string, body: unknown) => rest(who).post(`${chat(id)}/rating`, body);
const end = async (who: Person, id: string) => dataOf(await rest(who).post(`${chat(id)}/end`));
const read = async (who: Person, id: string) =>
  dataOf(await rest(who).get(`${chat(id)}/rating`)).rating;
const versionOf = async (who: Person, id: string): Promise<number> =>
  dataOf(await rest(who).get(chat(id))).session.version;

/** A chat that has ended, with everyone who may know of it. */
async function stage() {
  const [customer, agent, admin] = await Promise.all([makeCustomer(), makeAgent(), makeAdmin()]);
  const { id } = await startActiveChat(customer, agent);
  await end(agent, id);
  return { id, customer, agent, admin };
}

test("a rating is told to those who have the chat before their eyes, and its comment is read by them", async () => {
  const { id, customer, agent, admin } = await stage();
  const [theirs, mine, watching] = await Promise.all([
    connect(agent),
    connect(customer),
    connect(admin),
  ]);
  for (const socket of [theirs, mine]) dataOf(await socket.call("chat:join", { session_id: id }));
  const before = await versionOf(customer, id);
  expect(await read(agent, id)).toBeNull();

  const comment = "Quick,\nand kind. شكرًا";
  const { session } = dataOf(await rate(customer, id, { score: 4, comment }));
  expect(session).toMatchObject({ id, rating: 4, version: before + 1, status: "closed" });
  for (const socket of [theirs, mine, watching]) {
    const told = await socket.next("chat:session_updated");
    expect(told.session).toMatchObject({ id, rating: 4, version: before + 1 });
  }
  // What lists and events carry stays small.
  expect(await mine.everything()).not.toContain("Quick");
  for (const who of [customer, agent, admin]) {
    expect(await read(who, id)).toEqual({ score: 4, comment });
  }
});

test("the same once more is the same rating, told to nobody; another one is refused", async () => {
  const { id, customer, admin } = await stage();
  const watching = await connect(admin);
  const rating = { score: 2, comment: "Too slow." };
  dataOf(await rate(customer, id, rating));
  const version = await versionOf(customer, id);

  const { session } = dataOf(await rate(customer, id, rating));
  expect(session).toMatchObject({ rating: 2, version, unread_count: expect.any(Number) });
  for (const other of [{ ...rating, score: 5 }, { score: 2 }, { ...rating, comment: "Slow." }]) {
    const answer = await rate(customer, id, other);
    expect(answer.status).toBe(409);
    expect(errorOf(answer).code).toBe("CONFLICT");
  }
  expect(await read(customer, id)).toEqual(rating);
  expect(await versionOf(customer, id)).toBe(version);
  const told = await watching.all("chat:session_updated");
  expect(told.filter((one) => one.session.id === id && one.session.rating !== null)).toHaveLength(
    1,
  );
});

test("of many at once one wins, and its comment is the one that stays", async () => {
  const { id, customer } = await stage();
  const scores = [1, 2, 3, 4, 5];
  const answers = await Promise.all(
    scores.map((score) => rate(customer, id, { score, comment: `It was ${score}.` })),
  );
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  const { rating: score } = dataOf(won[0] as (typeof answers)[number]).session;
  expect(await read(customer, id)).toEqual({ score, comment: `It was ${score}.` });
});

test("of one body sent many times at once all are a success, and one is kept", async () => {
  const { id, customer } = await stage();
  const body = { score: 5, comment: "Great." };
  const answers = await Promise.all([1, 2, 3, 4].map(() => rate(customer, id, body)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const rows = await db().select().from(rating_comments).where(eq(rating_comments.session_id, id));
  expect(rows).toHaveLength(1);
});

test("before the end nothing is rated, and a chat that waits again is not either", async () => {
  const [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  const { id } = await startActiveChat(customer, agent);
  expect(errorOf(await rate(customer, id, { score: 5 })).code).toBe("CONFLICT");
  dataOf(await rest(agent).post(`${chat(id)}/release`));
  expect(errorOf(await rate(customer, id, { score: 5 })).code).toBe("CONFLICT");
  await end(customer, id);
  expect(dataOf(await rate(customer, id, { score: 5 })).session.rating).toBe(5);
});

test("another's chat is not there, rated or not", async () => {
  const { id, customer } = await stage();
  const stranger = await makeCustomer();
  for (const rating of [null, { score: 3, comment: "Mine alone" }]) {
    if (rating) dataOf(await rate(customer, id, rating));
    expect(errorOf(await rate(stranger, id, { score: 3 })).code).toBe("NOT_FOUND");
    expect(errorOf(await rest(stranger).get(`${chat(id)}/rating`)).code).toBe("NOT_FOUND");
  }
});

const BAD: [string, unknown, string][] = [
  ["no score", {}, "score"],
  ["0", { score: 0 }, "score"],
  ["6", { score: 6 }, "score"],
  ["a half", { score: 1.5 }, "score"],
  ["a text", { score: "5" }, "score"],
  ["null", { score: null }, "score"],
  ["a comment of 10,001 characters", { score: 5, comment: "a".repeat(10_001) }, "comment"],
  ["a blank comment", { score: 5, comment: " \n\u200b" }, "comment"],
  ["a comment that cannot be stored", { score: 5, comment: "a\u0000b" }, "comment"],
  ["a comment that is no text", { score: 5, comment: ["a"] }, "comment"],
  ["a field that there is not", { score: 5, stars: 5 }, ""],
];

test("what is no rating is refused, and changes nothing", async () => {
  const { id, customer } = await stage();
  for (const [what, body, field] of BAD) {
    const answer = await rate(customer, id, body);
    expect(answer.status, what).toBe(400);
    expect(errorOf(answer).code, what).toBe("VALIDATION");
    if (field) expect(errorOf(answer).field, what).toBe(field);
  }
  expect(await read(customer, id)).toBeNull();
  const longest = { score: 5, comment: "😀".repeat(10_000) };
  dataOf(await rate(customer, id, longest));
  expect(await read(customer, id)).toEqual(longest);
});
