import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { kb_articles } from "@/db/schema/kb-articles";
import { messages } from "@/db/schema/messages";
import { sessions } from "@/db/schema/sessions";
import { setConfig } from "@/lib/config";
import { MESSAGE_LIMIT, type Message, PAGE_BYTES } from "@/lib/messages/contract";
import { type Client, connect } from "@/testing/connect";
import { testConfig } from "@/testing/database";
import { withServer } from "@/testing/gateway";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  type Person,
  say,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { type Answer, dataOf, errorOf, rest } from "@/testing/rest";

withServer();

let customer: Person;
let agent: Person;

beforeAll(async () => {
  [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
});

const log = (id: string) => `/api/live-chat/${id}/messages`;
const text = (content: string, more = {}) => ({
  type: "text",
  client_id: uuidv7(),
  content,
  ...more,
});

/** The log as the table has it. */
const rowsOf = (session_id: string) =>
  db()
    .select()
    .from(messages)
    .where(eq(messages.session_id, session_id))
    .orderBy(messages.seq, messages.note_seq);

/** How many wait for a row that somebody else has locked. */
async function waitingForLocks(): Promise<number> {
  const [row] = await db().execute<{ n: number }>(sql`select count(*)::int as n
    from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return row?.n ?? 0;
}

const places = (page: { messages: Message[] }) =>
  page.messages.map(({ seq, note_seq }) => (note_seq ? `${seq}+${note_seq}` : `${seq}`));

async function readLog(who: Person, session_id: string, query = "") {
  return dataOf(await rest(who).get(`${log(session_id)}${query}`));
}

describe("the order", () => {
  test("promise 3: 20 senders at once over both adapters leave seq 1 to 200, and all read one order", async () => {
    const session = await startActiveChat(customer, agent);
    const sockets: Client[] = [];
    for (let n = 0; n < 10; n++) sockets.push(await connect(n % 2 ? customer : agent));
    const senders = Array.from({ length: 20 }, (_, n) => async () => {
      for (let i = 0; i < 10; i++) {
        const body = text(`${n}:${i}`);
        const socket = sockets[n];
        const answer = socket
          ? await socket.call("chat:send_message", { session_id: session.id, ...body })
          : (await rest(n % 2 ? customer : agent).post(log(session.id), body)).body;
        expect(dataOf(answer).message.content).toBe(body.content);
      }
    });
    await Promise.all(senders.map((send) => send()));

    const seqs = (await rowsOf(session.id)).map((row) => row.seq);
    expect(seqs).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    const mine = await readLog(customer, session.id, "?after_seq=0&limit=200");
    const theirs = await readLog(agent, session.id, "?after_seq=0&limit=200");
    expect(mine).toEqual(theirs);
    expect(mine).toMatchObject({ last_seq: 200, has_more: false });
    // What one sender wrote one after the other is read in that order.
    for (let n = 0; n < 20; n++) {
      const own = mine.messages.filter((m: Message) => m.content.startsWith(`${n}:`));
      expect(own.map((m: Message) => m.content)).toEqual(
        Array.from({ length: 10 }, (_, i) => `${n}:${i}`),
      );
    }
  });

  test("promise 3: messages and notes at once leave no gap in either count", async () => {
    const session = await startActiveChat(customer, agent);
    const work = Array.from({ length: 30 }, (_, n) =>
      say(agent, session.id, `${n}`, { is_internal: n % 3 === 0 }),
    );
    await Promise.all(work);
    const rows = await rowsOf(session.id);
    const seqs = rows.filter((row) => !row.is_internal).map((row) => row.seq);
    const notes = rows.filter((row) => row.is_internal).map((row) => row.note_seq);
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(notes).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
  });

  test("the first message of a start is seq 1, and who waits is known", async () => {
    const session = await startChat(customer, { message: "Where is it?" });
    expect(session).toMatchObject({
      last_seq: 1,
      last_message: { seq: 1, content: "Where is it?" },
    });
    expect(session.waiting_since).toBe(session.last_message.created_at);
    expect(session.waiting_since >= session.created_at).toBe(true);
    dataOf(await rest(agent).post(`/api/live-chat/${session.id}/accept`));
    const answer = await say(agent, session.id, "On its way.");
    const answered = dataOf(await rest(agent).get(`/api/live-chat/${session.id}`)).session;
    expect(answered).toMatchObject({ waiting_since: null, last_message: { id: answer.id } });
    const first = await say(customer, session.id, "Since when?");
    await say(customer, session.id, "Hello?");
    const waiting = dataOf(await rest(agent).get(`/api/live-chat/${session.id}`)).session;
    // The first that was not answered counts, not the last.
    expect(waiting.waiting_since).toBe(first.created_at);
    expect(waiting.waiting_since > answer.created_at).toBe(true);
  });

  test("10,000 characters are taken, also when each is an emoji of two units, and come back as they were", async () => {
    const session = await startChat(customer);
    const socket = await connect(customer);
    const emoji = "👍".repeat(10_000);
    const spaced = ` \n${"a".repeat(9_995)} \t\n`;
    expect((await say(customer, session.id, emoji)).content).toBe(emoji);
    const answer = await socket.call("chat:send_message", {
      session_id: session.id,
      ...text(spaced),
    });
    expect(dataOf(answer).message.content).toBe(spaced);
    const page = await readLog(customer, session.id);
    expect(page.messages.map((m: Message) => m.content)).toEqual([emoji, spaced]);
  });
});

describe("promise 2: a retry gives back the first message", () => {
  test("with a changed body, over the other adapter, on another connection, and spends no seq", async () => {
    const session = await startActiveChat(customer, agent);
    const client_id = uuidv7();
    const first = await say(customer, session.id, "First", { client_id });
    expect(await say(customer, session.id, "Changed", { client_id })).toEqual(first);
    for (const socket of [await connect(customer), await connect(customer)]) {
      const input = { session_id: session.id, ...text("Changed again", { client_id }) };
      expect(dataOf(await socket.call("chat:send_message", input)).message).toEqual(first);
    }
    expect(await rowsOf(session.id)).toHaveLength(1);
    expect((await say(customer, session.id, "Second")).seq).toBe(2);
  });

  test("a first one over a socket is recognised over REST", async () => {
    const session = await startActiveChat(customer, agent);
    const socket = await connect(agent);
    const body = text("First");
    const sent = await socket.call("chat:send_message", { session_id: session.id, ...body });
    const again = await say(agent, session.id, "Changed", { client_id: body.client_id });
    expect(again).toEqual(dataOf(sent).message);
  });

  test("after the chat ended, when nothing new is taken", async () => {
    const session = await startActiveChat(customer, agent);
    const client_id = uuidv7();
    const first = await say(customer, session.id, "First", { client_id });
    dataOf(await rest(customer).post(`/api/live-chat/${session.id}/end`));
    expect(await say(customer, session.id, "First", { client_id })).toEqual(first);
    const socket = await connect(customer);
    const retry = { session_id: session.id, ...text("First", { client_id }) };
    expect(dataOf(await socket.call("chat:send_message", retry)).message).toEqual(first);
    const fresh = { session_id: session.id, ...text("New") };
    // Promise 7: a closed session takes no message.
    expect(errorOf(await socket.call("chat:send_message", fresh)).code).toBe("CHAT_CLOSED");
    expect(await rowsOf(session.id)).toHaveLength(1);
  });

  test("also where the end came between the first and a retry that waited for both", async () => {
    const { id } = await startActiveChat(customer, agent);
    const kb_article_id = uuidv7();
    await db()
      .insert(kb_articles)
      .values({
        ...{
          id: kb_article_id,
          title: "Lamps",
          summary: "",
          content: "How.",
          updated_by: agent.id,
        },
        published_at: new Date().toISOString(),
      });
    const body = { type: "kb_article", client_id: uuidv7(), kb_article_id };
    const calls: Promise<Answer>[] = [];
    await db().transaction(async (tx) => {
      await tx.select().from(sessions).where(eq(sessions.id, id)).for("update");
      for (const path of [log(id), `/api/live-chat/${id}/end`, log(id)]) {
        calls.push(rest(agent).post(path, path === log(id) ? body : undefined));
        await expect.poll(waitingForLocks).toBe(calls.length);
      }
    });
    const [first, , retry] = await Promise.all(calls);
    expect(dataOf(retry as Answer).message).toEqual(dataOf(first as Answer).message);
    expect(errorOf(await rest(agent).post(log(id), text("More"))).code).toBe("CHAT_CLOSED");
  });

  test("but not without the right to send: the rights come first", async () => {
    const session = await startActiveChat(customer, agent);
    const client_id = uuidv7();
    await say(agent, session.id, "First", { client_id });
    dataOf(await rest(agent).post(`/api/live-chat/${session.id}/release`));
    const retry = await rest(agent).post(log(session.id), text("First", { client_id }));
    expect(errorOf(retry).code).toBe("FORBIDDEN");
  });

  test("10 at once over both adapters make one message", async () => {
    const session = await startActiveChat(customer, agent);
    const socket = await connect(customer);
    // Several rounds, because only some of them meet.
    for (let round = 1; round <= 10; round++) {
      const client_id = uuidv7();
      const answers = await Promise.all(
        Array.from({ length: 10 }, async (_, n) => {
          const body = text(`Attempt ${n}`, { client_id });
          const answer =
            n % 2 === 0
              ? await socket.call("chat:send_message", { session_id: session.id, ...body })
              : (await rest(customer).post(log(session.id), body)).body;
          return dataOf(answer).message;
        }),
      );
      const rows = await rowsOf(session.id);
      expect(rows).toHaveLength(round);
      for (const message of answers)
        expect(message).toMatchObject({ id: rows.at(-1)?.id, seq: round });
    }
  });

  test("the message that opened a chat takes no client_id from those that follow", async () => {
    const input = { subject: "Help", message: "First words", client_id: "1" };
    const { session } = dataOf(await rest(customer).post("/api/live-chat/start", input));
    await say(customer, session.id, "Second words", { client_id: "1" });
    const rows = await rowsOf(session.id);
    expect(rows.map(({ content }) => content)).toEqual(["First words", "Second words"]);
  });

  test("nobody is told of it a second time", async () => {
    const session = await startActiveChat(customer, agent);
    const socket = await connect(agent);
    dataOf(await socket.call("chat:join", { session_id: session.id }));
    const client_id = uuidv7();
    await say(customer, session.id, "First", { client_id });
    await say(customer, session.id, "First", { client_id });
    expect(await socket.all("chat:new_message")).toHaveLength(1);
  });

  test("of a note is a note, whatever it says now", async () => {
    const session = await startActiveChat(customer, agent);
    const client_id = uuidv7();
    const note = await say(agent, session.id, "Careful", { client_id, is_internal: true });
    expect(await say(agent, session.id, "Careful", { client_id })).toEqual(note);
    expect(await readLog(customer, session.id)).toMatchObject({ messages: [], last_seq: 0 });
  });

  test("another sender and another session may use the same client_id", async () => {
    const session = await startActiveChat(customer, agent);
    const other = await startActiveChat(customer, agent);
    const client_id = "1";
    const sent = [
      await say(customer, session.id, "Mine", { client_id }),
      await say(agent, session.id, "Theirs", { client_id }),
      await say(customer, other.id, "Elsewhere", { client_id }),
    ];
    expect(sent.map((message) => message.content)).toEqual(["Mine", "Theirs", "Elsewhere"]);
    expect(new Set(sent.map((message) => message.id)).size).toBe(3);
  });

  test("and a retry of a start gives back the first chat, of each customer their own", async () => {
    const client_id = uuidv7();
    const first = await startChat(customer, { client_id, message: "Hello" });
    const again = await startChat(customer, { client_id, subject: "Changed", message: "Hello" });
    expect(again).toEqual({ ...first, wait_time: again.wait_time });
    const many = await Promise.all(
      Array.from({ length: 8 }, () => startChat(customer, { client_id: `${client_id}b` })),
    );
    expect(new Set(many.map((session) => session.id)).size).toBe(1);
    const other = await startChat(await makeCustomer(), { client_id });
    expect(other.id).not.toBe(first.id);
  });
});

describe("reading in pages", () => {
  let session_id: string;

  /** 1, 2, 2+1, 3, 4, 4+2, 4+3, 5, 6, 7 */
  beforeAll(async () => {
    session_id = (await startActiveChat(customer, agent)).id;
    for (let n = 1; n <= 7; n++) {
      await say(n % 2 ? customer : agent, session_id, `${n}`);
      const notes = n === 2 ? 1 : n === 4 ? 2 : 0;
      for (let i = 0; i < notes; i++) {
        await say(agent, session_id, `note ${n}`, { is_internal: true });
      }
    }
  });

  const ALL = ["1", "2", "2+1", "3", "4", "4+2", "4+3", "5", "6", "7"];
  const VISIBLE = ["1", "2", "3", "4", "5", "6", "7"];

  test.for([
    ["", VISIBLE, false],
    ["?limit=3", ["5", "6", "7"], true],
    ["?limit=7", VISIBLE, false],
    ["?after_seq=0", VISIBLE, false],
    ["?after_seq=0&limit=7", VISIBLE, false],
    ["?after_seq=0&limit=6", ["1", "2", "3", "4", "5", "6"], true],
    ["?after_seq=5", ["6", "7"], false],
    ["?after_seq=7", [], false],
    ["?after_seq=2147483647", [], false],
    ["?before_seq=4&limit=2", ["2", "3"], true],
    ["?before_seq=4&limit=3", ["1", "2", "3"], false],
    ["?before_seq=1", [], false],
    ["?before_seq=0", [], false],
  ] as const)("the customer asks for %s", async ([query, expected, has_more]) => {
    const page = await readLog(customer, session_id, query);
    expect(places(page)).toEqual(expected);
    expect(page).toMatchObject({ last_seq: 7, has_more });
    expect(Object.keys(page).sort()).toEqual(["has_more", "last_seq", "messages"]);
  });

  test.for([
    ["", ALL, false],
    ["?limit=4", ["4+3", "5", "6", "7"], true],
    ["?after_seq=0", ALL, false],
    ["?after_seq=3", ["4", "4+2", "4+3", "5", "6", "7"], false],
    // Notes follow a message, so those of the message that one has may be new.
    ["?after_seq=4", ["4+2", "4+3", "5", "6", "7"], false],
    ["?after_seq=7", [], false],
    ["?before_seq=5&limit=3", ["4", "4+2", "4+3"], true],
    ["?before_seq=3", ["1", "2", "2+1"], false],
    ["?before_seq=4&before_note_seq=3&limit=2", ["4", "4+2"], true],
    ["?after_seq=4&after_note_seq=2&limit=1", ["4+3"], true],
  ] as const)("the agent asks for %s", async ([query, expected, has_more]) => {
    const page = await readLog(agent, session_id, query);
    expect(places(page)).toEqual(expected);
    expect(page).toMatchObject({ last_seq: 7, has_more });
  });

  test.for([
    [{}, ALL],
    [{ after_seq: 0, after_note_seq: 0 }, ALL],
    [{ after_seq: 4 }, ["4+2", "4+3", "5", "6", "7"]],
    [{ after_seq: 4, after_note_seq: 2 }, ["4+3", "5", "6", "7"]],
    [{ after_seq: 7, after_note_seq: 1 }, ["4+2", "4+3"]],
    [{ after_seq: 7, after_note_seq: 3 }, []],
  ] as const)("the agent joins with %j", async ([cursor, expected]) => {
    const socket = await connect(agent);
    const page = dataOf(await socket.call("chat:join", { session_id, ...cursor }));
    expect(places(page)).toEqual(expected);
    expect(page).toMatchObject({ last_seq: 7, has_more: false, session: { last_note_seq: 3 } });
  });

  test("the customer's join pages by after_seq, whatever they say of notes", async () => {
    const socket = await connect(customer);
    for (const after_note_seq of [undefined, 0, 3]) {
      const input = { session_id, after_seq: 4, after_note_seq };
      expect(places(dataOf(await socket.call("chat:join", input)))).toEqual(["5", "6", "7"]);
    }
  });

  // A page may begin among the notes of a message, and may be shorter than they are many.
  test.for([1, 2, 4, 200])(
    "staff page back to the start, %i at a time, and miss no note",
    async (limit) => {
      const found = new Map<string, Message>();
      for (let has_more = true, query = ""; has_more; ) {
        const page = await readLog(agent, session_id, `?limit=${limit}${query}`);
        for (const message of page.messages) found.set(message.id, message);
        const [oldest] = page.messages;
        has_more = page.has_more;
        query = `&before_seq=${oldest.seq}&before_note_seq=${oldest.note_seq}`;
      }
      const messages = [...found.values()].sort((a, b) => a.seq - b.seq || a.note_seq - b.note_seq);
      expect(places({ messages })).toEqual(ALL);
    },
  );

  test("promise 4: a client far behind catches up page by page, without a gap", async () => {
    const { id } = await startActiveChat(customer, agent);
    for (let n = 1; n <= 250; n++) await say(customer, id, `${n}`);
    const socket = await connect(customer);
    const first = dataOf(await socket.call("chat:join", { session_id: id, after_seq: 10 }));
    expect(first).toMatchObject({ has_more: true, last_seq: 250 });
    const after_seq = first.messages.at(-1).seq;
    const second = dataOf(await socket.call("chat:join", { session_id: id, after_seq }));
    expect(second.has_more).toBe(false);
    const seqs = [...first.messages, ...second.messages].map((message: Message) => message.seq);
    expect(seqs).toEqual(Array.from({ length: 240 }, (_, n) => n + 11));
    const newest = dataOf(await socket.call("chat:join", { session_id: id }));
    expect(newest).toMatchObject({ has_more: true, last_seq: 250 });
    expect(newest.messages.at(0).seq).toBe(201);
    expect(newest.messages.at(-1).seq).toBe(250);
  });

  describe("of long messages", () => {
    const LONGEST = "👋".repeat(MESSAGE_LIMIT);
    const bytesOf = (page: { messages: Message[] }) =>
      page.messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
    /** 1 to 30, and a note after every fifth. */
    let long_id: string;

    beforeAll(async () => {
      long_id = (await startActiveChat(customer, agent)).id;
      for (let n = 1; n <= 30; n++) {
        await say(customer, long_id, LONGEST);
        if (n % 5 === 0) await say(agent, long_id, LONGEST, { is_internal: true });
      }
    });

    test.for([
      ["customer", "after", 30],
      ["customer", "before", 30],
      ["agent", "after", 36],
      ["agent", "before", 36],
    ] as const)(
      "the %s pages with %s_seq: each page is bounded in bytes, none is missed",
      async ([who, direction, count]) => {
        const reader = who === "agent" ? agent : customer;
        const found = new Map<string, Message>();
        let pages = 0;
        let last_note = 0;
        let query = direction === "after" ? "&after_seq=0&after_note_seq=0" : "";
        for (let has_more = true; has_more; pages++) {
          const page = await readLog(reader, long_id, `?limit=200${query}`);
          expect(page.messages.length).toBeGreaterThan(0);
          expect(bytesOf(page)).toBeLessThan(PAGE_BYTES + Buffer.byteLength(LONGEST));
          for (const message of page.messages) found.set(message.id, message);
          const { seq, note_seq } = page.messages.at(direction === "after" ? -1 : 0);
          for (const message of page.messages) last_note = Math.max(last_note, message.note_seq);
          query =
            direction === "after"
              ? `&after_seq=${seq}&after_note_seq=${last_note}`
              : `&before_seq=${seq}&before_note_seq=${note_seq}`;
          has_more = page.has_more;
        }
        expect(found.size).toBe(count);
        expect(pages).toBeGreaterThan(3);
      },
    );

    test("a join is cut as well, and says that there is more", async () => {
      const socket = await connect(customer);
      for (const cursor of [{}, { after_seq: 3 }]) {
        const page = dataOf(await socket.call("chat:join", { session_id: long_id, ...cursor }));
        expect(page).toMatchObject({ has_more: true, last_seq: 30 });
        expect(bytesOf(page)).toBeLessThan(PAGE_BYTES + Buffer.byteLength(LONGEST));
        expect(page.messages.at(0).seq).toBe("after_seq" in cursor ? 4 : 27);
      }
    });
  });
});

describe("promise 8: a note reaches no customer", () => {
  test("by REST, join, events, lists, last_message or counts", async () => {
    const own = await makeCustomer();
    const session = await startActiveChat(own, agent, { message: "Hello" });
    const socket = await connect(own);
    dataOf(await socket.call("chat:join", { session_id: session.id }));
    const staff = await connect(agent);
    dataOf(await staff.call("chat:join", { session_id: session.id }));
    const watcher = await connect(await makeAdmin());
    dataOf(await watcher.call("chat:join", { session_id: session.id }));

    const secret = "not for their eyes";
    const note = await say(agent, session.id, secret, { is_internal: true });
    expect(note).toMatchObject({ seq: 1, note_seq: 1, is_internal: true });
    await watcher.next("chat:new_message", ({ message }) => message.id === note.id);
    const shown = dataOf(await rest(agent).get(`/api/live-chat/${session.id}`)).session;
    expect(shown).toMatchObject({ last_message: { id: note.id }, last_note_seq: 1, last_seq: 1 });

    const ended = dataOf(await staff.call("chat:end", { session_id: session.id })).session;
    expect(ended).toMatchObject({ last_message: { id: note.id }, last_note_seq: 1 });
    const seen: unknown[] = [
      await rest(own).get(`/api/live-chat/${session.id}`),
      await rest(own).get("/api/live-chat/sessions"),
      await rest(own).get(log(session.id)),
      await rest(own).get(`${log(session.id)}?after_seq=0`),
      await rest(own).get(`${log(session.id)}?before_seq=9`),
      await socket.call("chat:join", { session_id: session.id }),
      await socket.call("chat:join", { session_id: session.id, after_seq: 0, after_note_seq: 0 }),
      await socket.everything(),
    ];
    const all = JSON.stringify(seen);
    expect(all).not.toContain(secret);
    expect(all).not.toContain(note.id);
    expect(all).not.toContain("last_note_seq");
    expect(all).toContain('"last_seq":1');
    expect(dataOf(seen[0] as never).session).toMatchObject({
      last_message: { content: "Hello" },
      unread_count: 0,
    });
    // The watcher has seen that the event of it exists, so its absence above means something.
    expect(await watcher.everything()).toContain(secret);
  });

  test("a note cannot be marked as seen, by which a customer would learn that it exists", async () => {
    const session = await startActiveChat(customer, agent);
    const note = await say(agent, session.id, "Careful", { is_internal: true });
    for (const who of [customer, agent]) {
      const socket = await connect(who);
      const input = { session_id: session.id, message_id: note.id };
      expect(errorOf(await socket.call("chat:seen", input)).code).toBe("NOT_FOUND");
    }
  });
});

test("over the rate a message is RATE_LIMITED and says when to come back; a sender has their own", async () => {
  const session = await startActiveChat(customer, agent);
  setConfig(testConfig({ PARLEY_MESSAGES_PER_SECOND: "1" }));
  try {
    const socket = await connect(customer);
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, () => rest(customer).post(log(session.id), text("Hello"))),
      ...Array.from({ length: 3 }, async () => ({
        body: await socket.call("chat:send_message", { session_id: session.id, ...text("Hello") }),
      })),
    ]);
    const refusals = answers.filter(({ body }) => !body.ok).map(errorOf);
    expect(refusals.length).toBeGreaterThan(0);
    for (const error of refusals) {
      expect(error).toMatchObject({ code: "RATE_LIMITED", retryable: true });
      expect(error.retry_after_ms).toBeGreaterThan(0);
      expect(error.retry_after_ms).toBeLessThanOrEqual(1000);
    }
    expect(await rowsOf(session.id)).toHaveLength(answers.length - refusals.length);
    await say(agent, session.id, "Hello");
  } finally {
    setConfig(testConfig());
  }
});
