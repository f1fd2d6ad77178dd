import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { ticket_comments, zendesk_tickets } from "@/db/schema/tickets";
import { users } from "@/db/schema/users";
import { config, setConfig } from "@/lib/config";
import { log } from "@/lib/log";
import { sendMessage } from "@/lib/messages/commands";
import { readLogUntil } from "@/lib/messages/queries";
import { endSession } from "@/lib/sessions/commands";
import { addComment, changeTicket, convertToTicket } from "@/lib/tickets/commands";
import { listTickets, readTicket } from "@/lib/tickets/queries";
import { bringDue, retryZendesk, tellZendesk } from "@/lib/zendesk/commands";
import type { Zendesk } from "@/lib/zendesk/contract";
import { subjectFor, waitAfter } from "@/lib/zendesk/policy";
import { readZendesk } from "@/lib/zendesk/queries";
import { toLines } from "@/lib/zendesk/words";
import { testConfig, withDatabase } from "@/testing/database";
import { insertChat, makeAdmin, makeAgent, makeCustomer, type Person } from "@/testing/people";
import { ACCOUNT, type FakeZendesk, fakeZendesk } from "@/testing/zendesk";

withDatabase();

let zendesk: FakeZendesk;
let customer: Person;
let agent: Person;
let session_id: string;

beforeEach(async () => {
  zendesk = await fakeZendesk();
  setConfig(
    testConfig({
      PARLEY_ZENDESK_URL: zendesk.url,
      PARLEY_ZENDESK_EMAIL: ACCOUNT.email,
      PARLEY_ZENDESK_TOKEN: ACCOUNT.token,
      PARLEY_ZENDESK_FIELDS: "360001=web chat",
    }),
  );
  await db().delete(zendesk_tickets);
  [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  session_id = await insertChat({ customer, agent, status: "active" });
});
afterEach(async () => {
  await zendesk.close();
  expect(zendesk.unfit, "calls that do not fit the published description").toEqual([]);
});

const say = (who: Person, content: string, more = {}) =>
  sendMessage(who.actor, { session_id, client_id: uuidv7(), type: "text", content, ...more });
const convert = async (subject?: string) =>
  (await convertToTicket(agent.actor, { session_id, ...(subject && { subject }) })).ticket;
const comment = (ticket_id: string, content: string) =>
  addComment(agent.actor, { ticket_id, client_id: uuidv7(), content });
const bring = (patience = 2000) => bringDue(config().zendesk as Zendesk, patience);

/** As if so much time had gone by; in seconds. */
const pass = (seconds: number) =>
  db()
    .update(zendesk_tickets)
    .set({
      due_at: sql`${zendesk_tickets.due_at} - make_interval(secs => ${seconds})`,
      failing_since: sql`${zendesk_tickets.failing_since} - make_interval(secs => ${seconds})`,
    });
const HOUR = 3600;

/** Seconds until the next try. */
async function wait(ticket_id: string): Promise<number> {
  const { due_at } = zendesk_tickets;
  const [row] = await db()
    .select({ seconds: sql<number>`extract(epoch from ${due_at} - now())::float` })
    .from(zendesk_tickets)
    .where(eq(zendesk_tickets.ticket_id, ticket_id));
  return row?.seconds ?? 0;
}
const stateOf = async (id: string) =>
  (await readTicket(agent.actor, { ticket_id: id })).ticket.zendesk;
const posts = () => zendesk.calls.filter((call) => call === "POST /api/v2/tickets").length;
const bodies = () => zendesk.tickets[0]?.comments.map(({ body }) => body) ?? [];

describe("a chat that becomes a ticket", () => {
  test("is made in Zendesk once, with all that it is to say", async () => {
    await say(customer, "The lamp is broken");
    await say(agent, "I am sorry");
    const ticket = await convert("Send a new lamp");
    expect(ticket.zendesk).toMatchObject({ id: null, state: "waiting" });
    expect(zendesk.calls).toEqual([]);
    await bring();
    await pass(HOUR);
    await bring();
    expect(zendesk.tickets).toMatchObject([
      {
        subject: "Send a new lamp",
        type: "question",
        priority: "normal",
        requester: { name: customer.name, email: customer.email },
        tags: ["chat", `session-${session_id}`],
        external_id: ticket.id,
        custom_fields: [{ id: 360001, value: "web chat" }],
        comment: { public: true },
      },
    ]);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain(`${customer.name}: The lamp is broken`);
    expect(bodies()[0]).toContain(`${agent.name}: I am sorry`);
    expect(posts()).toBe(1);
    expect(await stateOf(ticket.id)).toEqual({
      id: 35_436,
      url: `${zendesk.url}/agent/tickets/35436`,
      state: "made",
      problem: null,
      try_again_at: null,
    });
  });

  test("of one who left no address it is the account's own, and says so", async () => {
    await db().update(users).set({ email: null, is_guest: true }).where(eq(users.id, customer.id));
    await convert();
    await bring();
    expect(zendesk.tickets[0]).not.toHaveProperty("requester");
    expect(bodies()[0]).toContain(`Customer: ${customer.name}, who left no e-mail address`);
    expect(bodies()[0]).toContain("Nobody had written anything.");
  });

  test("where there is no Zendesk, nothing is left for one and no ticket speaks of it", async () => {
    setConfig(testConfig());
    const ticket = await convert();
    expect(ticket).not.toHaveProperty("zendesk");
    expect(await db().$count(zendesk_tickets)).toBe(0);
    expect(await readZendesk((await makeAdmin()).actor)).toEqual({ zendesk: null });
  });

  test("a long transcript comes in parts, each message once and in order", async () => {
    const texts = Array.from({ length: 14 }, (_, n) => `${n + 1} ${"x".repeat(9000)}.`);
    for (const text of texts) await say(customer, text);
    await convert();
    for (let n = 0; n < 6; n++) {
      await bring();
      await pass(HOUR);
    }
    const numbers = [
      ...bodies()
        .join("\n")
        .matchAll(/: (\d+) x+\./g),
    ].map(([, n]) => Number(n));
    expect(numbers).toEqual(texts.map((_, n) => n + 1));
    expect(zendesk.tickets[0]?.comments.slice(1).every((one) => one.public === false)).toBe(true);
  });
});

describe("what Zendesk would cut, at 65,535 characters,", () => {
  const count = (word: string) => bodies().join("").split(word).length - 1;

  test("of a transcript in short lines comes in parts", async () => {
    for (let n = 0; n < 6; n++) await say(customer, "line\n".repeat(2000));
    await convert();
    for (let n = 0; n < 4; n++) {
      await bring();
      await pass(HOUR);
    }
    expect(count("line")).toBe(12_000);
  });

  test("of one message whose lines are empty is whole", async () => {
    await say(customer, `${"\n".repeat(9999)}.`);
    await convert();
    await bring();
    expect(count("\n    ")).toBe(9999);
  });

  test("of what is said about the ticket comes in parts, each once and in order", async () => {
    const { id } = await convert();
    await bring();
    for (let n = 0; n < 8; n++) await comment(id, `${n} ${"x".repeat(9990)}`);
    for (let n = 0; n < 3; n++) {
      await pass(HOUR);
      await bring();
    }
    const numbers = [
      ...bodies()
        .join("\n")
        .matchAll(/: (\d) x+/g),
    ].map(([, n]) => Number(n));
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("what is said after it", () => {
  test("follows in private, in order, and ends with the chat", async () => {
    const ticket = await convert();
    await bring();
    await say(customer, "first");
    await say(agent, "second");
    await comment(ticket.id, "I called them");
    await pass(HOUR);
    await bring();
    await say(customer, "third");
    await endSession(agent.actor, { session_id });
    await pass(HOUR);
    await bring();
    const [, one, two, ...more] = zendesk.tickets[0]?.comments ?? [];
    expect(more).toEqual([]);
    expect(one).toMatchObject({ public: false });
    expect(two).toMatchObject({ public: false });
    expect(one?.body).toMatch(/first\n.*second\n.*about the ticket: I called them\n\nParley /);
    expect(one?.body).not.toContain("was made from this chat");
    expect(two?.body).toContain("third");
    await pass(HOUR);
    await bring();
    expect(await wait(ticket.id)).toBe(0);
    await comment(ticket.id, "And again");
    await bring();
    expect(bodies().at(-1)).toContain("And again");
    expect(bodies()).toHaveLength(4);
  });

  test("a comment that is written while its closed chat is looked at for the last time follows too", async () => {
    const { id: ticket_id } = await convert();
    await endSession(agent.actor, { session_id });
    await bring();
    await pass(HOUR);
    await db().transaction(async (tx) => {
      const client_id = uuidv7();
      await tx
        .insert(ticket_comments)
        .values({ id: uuidv7(), ticket_id, author_id: agent.id, client_id, content: "One more" });
      await tellZendesk(tx, ticket_id);
      await bring();
    });
    await bring();
    expect(bodies().at(-1)).toContain("One more");
  });

  test("a note of the chat leaves in no byte (8)", async () => {
    await say(agent, "canary-before", { is_internal: true });
    await say(customer, "told-before");
    const ticket = await convert();
    await bring();
    await say(agent, "canary-after", { is_internal: true });
    await say(customer, "told-after");
    await say(agent, "canary-last", { is_internal: true });
    await comment(ticket.id, "comment-after");
    await pass(HOUR);
    await bring();
    const received = zendesk.received.join("\n");
    for (const said of ["told-before", "told-after", "comment-after"])
      expect(received).toContain(said);
    expect(received).not.toContain("canary");
    // Neither is a comment of the staff ever one that the requester gets by mail.
    const with_comment = zendesk.tickets[0]?.comments.find(({ body }) => body.includes("comment-"));
    expect(with_comment?.public).toBe(false);
  });
});

test("a note that came so far is not written into what leaves (8)", async () => {
  await say(agent, "canary", { is_internal: true });
  const { messages } = await readLogUntil(
    session_id,
    { seq: 0, note_seq: 0 },
    { seq: 1, note_seq: 1 },
  );
  expect(messages).toHaveLength(1);
  expect(() => toLines(messages, new Map())).toThrow(/^A note/);
});

describe("a Zendesk that does not do what it should", () => {
  test("is down: the chat is converted at once all the same, and the ticket is made later", async () => {
    const { url } = zendesk;
    await zendesk.close();
    const ticket = await convert();
    await bring();
    const state = await stateOf(ticket.id);
    expect(state).toMatchObject({ id: null, state: "retrying" });
    expect(state?.problem).toMatch(/^Zendesk could not be reached \(ECONNREFUSED\)\.$/);
    expect(await wait(ticket.id)).toBeGreaterThan(7);
    expect(await wait(ticket.id)).toBeLessThan(13);
    zendesk = await fakeZendesk();
    setConfig({ ...config(), zendesk: { ...(config().zendesk as Zendesk), url: zendesk.url } });
    expect(url).not.toBe(zendesk.url);
    await pass(HOUR);
    await bring();
    expect(await stateOf(ticket.id)).toMatchObject({ id: 35_436, state: "made", problem: null });
  });

  test("is slow: it is not waited for, and tried again", async () => {
    zendesk.trouble.push("silent");
    const ticket = await convert();
    await bring(100);
    expect(await stateOf(ticket.id)).toMatchObject({ problem: "Zendesk did not answer in time." });
    await pass(HOUR);
    await bring();
    expect(zendesk.tickets).toHaveLength(1);
  });

  test("has had enough: it is left alone as long as it asks for", async () => {
    zendesk.trouble.push({ status: 429, headers: { "retry-after": "93" } });
    const ticket = await convert();
    await bring();
    expect(await wait(ticket.id)).toBeGreaterThan(90);
    expect(await wait(ticket.id)).toBeLessThan(94);
    expect(await stateOf(ticket.id)).toMatchObject({ state: "retrying" });
    await pass(94);
    await bring();
    expect(zendesk.tickets).toHaveLength(1);
  });

  test.each([500, 502, 503, 409, 408])("answers %i: it is tried again", async (status) => {
    zendesk.trouble.push({ status });
    const ticket = await convert();
    await bring();
    expect(await stateOf(ticket.id)).toMatchObject({ state: "retrying" });
    await pass(HOUR);
    await bring();
    expect(zendesk.tickets).toHaveLength(1);
  });

  test.each([401, 403, 404, 422, 302])(
    "refuses with %i: it is given up at once",
    async (status) => {
      const body = { error: "No", description: "Field 360001 is unknown" };
      // Only the one that sends on has a place to go to, and nobody goes there.
      zendesk.trouble.push({ status, body, headers: { location: `${zendesk.url}/elsewhere` } });
      const ticket = await convert();
      await bring();
      expect(await stateOf(ticket.id)).toMatchObject({ state: "gave_up", try_again_at: null });
      const [found] = (await listTickets(agent.actor, { zendesk: "gave_up" })).items;
      expect(found?.zendesk?.problem).toMatch(/^Zendesk .+ \(\d{3}\): Field 360001 is unknown\.$/);
      const admin = (await makeAdmin()).actor;
      expect(await readZendesk(admin)).toEqual({ zendesk: { gave_up: 1 } });
      await pass(HOUR);
      await bring();
      expect(zendesk.calls).toEqual(["POST /api/v2/tickets"]);
      expect(await retryZendesk(admin, { ticket_id: ticket.id })).toEqual({ retried: 1 });
      await bring();
      expect(await stateOf(ticket.id)).toMatchObject({ state: "made", problem: null });
      expect(await readZendesk(admin)).toEqual({ zendesk: { gave_up: 0 } });
    },
  );

  test("is away for a day: the waits grow to an hour, and then it is given up", async () => {
    const ticket = await convert();
    const waits: number[] = [];
    for (let n = 0; n < 12; n++) {
      zendesk.trouble.push({ status: 503 });
      await bring();
      waits.push(await wait(ticket.id));
      await pass(await wait(ticket.id));
    }
    expect(waits[1]).toBeGreaterThan(15);
    expect(waits[1]).toBeLessThan(25);
    expect(Math.max(...waits)).toBeLessThan(1.2 * HOUR + 1);
    expect(waits.at(-1)).toBeGreaterThan(0.8 * HOUR - 1);
    await pass(24 * HOUR);
    zendesk.trouble.push({ status: 503 });
    await bring();
    expect(await stateOf(ticket.id)).toMatchObject({ state: "gave_up" });
  });

  test.each([
    ["within two hours", false],
    ["when Zendesk has forgotten the key", true],
  ])("loses its answer after it made the ticket: there is one, %s", async (_, forgets) => {
    zendesk.trouble.push("lost");
    const ticket = await convert();
    await bring();
    expect(await stateOf(ticket.id)).toMatchObject({ id: null, state: "retrying" });
    expect(zendesk.tickets).toHaveLength(1);
    if (forgets) zendesk.forgetKeys();
    await changeTicket(agent.actor, { ticket_id: ticket.id, subject: "Another subject" });
    await pass(HOUR);
    await bring();
    expect(zendesk.tickets).toHaveLength(1);
    expect(await stateOf(ticket.id)).toMatchObject({ id: 35_436, state: "made" });
  });

  test("has not listed yet what it made: the key keeps a second one away", async () => {
    zendesk.trouble.push("lost");
    const ticket = await convert();
    await bring();
    await changeTicket(agent.actor, { ticket_id: ticket.id, subject: "Another subject" });
    zendesk.trouble.push({ status: 200, body: { tickets: [] } });
    await pass(HOUR);
    await bring();
    expect(await stateOf(ticket.id)).toMatchObject({ state: "retrying" });
    await pass(HOUR);
    await bring();
    expect(zendesk.tickets).toHaveLength(1);
    expect(await stateOf(ticket.id)).toMatchObject({ id: 35_436, state: "made" });
  });

  test("loses the answer to a comment: it is there once, and what came later is too", async () => {
    await convert();
    await bring();
    await say(customer, "first");
    zendesk.trouble.push("lost");
    await pass(HOUR);
    await bring();
    await say(customer, "second");
    await pass(HOUR);
    await bring();
    await pass(HOUR);
    await bring();
    const said = bodies().join("\n");
    expect(said.match(/first/g)).toHaveLength(1);
    expect(said.match(/second/g)).toHaveLength(1);
    expect(said.indexOf("first")).toBeLessThan(said.indexOf("second"));
  });

  test("gives away nothing of the token, whatever it says", async () => {
    const warn = vi.spyOn(log, "warn").mockImplementation(() => {});
    zendesk.trouble.push({ status: 422, body: { error: `${ACCOUNT.token} is wrong` } });
    const ticket = await convert();
    await bring();
    const [row] = await db().select().from(zendesk_tickets);
    const told = JSON.stringify([row, await stateOf(ticket.id), warn.mock.calls]);
    expect(warn).toHaveBeenCalledOnce();
    expect(told).toContain("is wrong");
    expect(told).not.toContain(ACCOUNT.token);
    warn.mockRestore();
  });
});

describe("any number of nodes, and their ends", () => {
  test("that look at once make each ticket once, with one call", async () => {
    const chats = 12;
    for (let n = 0; n < chats; n++) {
      session_id = await insertChat({ customer, agent, status: "active" });
      await convert();
    }
    await Promise.all(Array.from({ length: 8 }, () => bring()));
    expect(zendesk.calls).toEqual(Array(chats).fill("POST /api/v2/tickets"));
    expect(new Set(zendesk.tickets.map((one) => one.external_id)).size).toBe(chats);
  });

  test("one that is killed amid the call leaves a claim that ends, and no second ticket", async () => {
    let release = () => {};
    zendesk.hold = new Promise((resolve) => {
      release = resolve;
    });
    const ticket = await convert();
    const killed = bring();
    await vi.waitFor(() => expect(zendesk.tickets).toHaveLength(1));
    // Nobody else takes it while its claim lasts.
    await bring();
    expect(zendesk.calls).toEqual(["POST /api/v2/tickets"]);
    zendesk.hold = null;
    zendesk.forgetKeys();
    await pass(60);
    await bring();
    expect(zendesk.tickets).toHaveLength(1);
    expect(await stateOf(ticket.id)).toMatchObject({ id: 35_436, state: "made" });
    // And what the first one learns now counts no more.
    await say(customer, "later");
    await pass(HOUR);
    await bring();
    release();
    await killed;
    await pass(HOUR);
    await bring();
    expect(bodies().join("\n").match(/later/g)).toHaveLength(1);
  });

  test("a conversion that does not come about leaves nothing to do", async () => {
    await Promise.allSettled(Array.from({ length: 6 }, () => convert()));
    expect(await db().$count(zendesk_tickets)).toBe(1);
  });
});

test("the waits double, a fifth more or less, and a subject is cut where Zendesk would", () => {
  expect([1, 2, 3, 30].map((tries) => waitAfter(tries, 0.5))).toEqual([10, 20, 40, 3600]);
  expect([waitAfter(1, 0), waitAfter(1, 1), waitAfter(1, 0, 300)]).toEqual([8, 12, 300]);
  expect(subjectFor("a".repeat(150))).toBe("a".repeat(150));
  expect([...subjectFor("😀".repeat(200))]).toHaveLength(150);
});
