import { connect } from "node:net";
import { eq } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { append } from "@/db/append";
import { db } from "@/db/client";
import { logins, users } from "@/db/schema/users";
import { newId } from "@/lib/ids";
import { openEventStream } from "@/lib/realtime/event-stream";
import { publish } from "@/lib/realtime/publish";
import { streams } from "@/lib/realtime/streams";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  makeGuest,
  type Person,
  say,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const CANARY = "canary-0815";

// biome-ignore lint/suspicious/noExplicitAny: tests look at what arrives from outside
type Received = { id: string; event: string; data: any };

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const path = (id: string) => `/api/live-chat/${id}/events`;

/** A reader over HTTP: all that arrived, byte for byte and as events. */
async function listen(who: Person, session_id: string, last_id?: string) {
  const ending = new AbortController();
  const response = await fetch(`${origin()}${path(session_id)}`, {
    headers: {
      authorization: `Bearer ${who.token}`,
      ...(last_id !== undefined && { "last-event-id": last_id }),
    },
    signal: ending.signal,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  let text = "";
  let is_over = false;
  const decoder = new TextDecoder();
  void (async () => {
    try {
      for await (const chunk of response.body as ReadableStream<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
      }
    } catch {
      // It was ended from here.
    }
    is_over = true;
  })();
  const reader = {
    text: () => text,
    isOver: () => is_over,
    close: () => ending.abort(),
    events: (): Received[] =>
      text
        .split("\n\n")
        .slice(0, -1)
        .map((block) => Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s))))
        .filter((fields) => fields.event)
        .map(({ id, event, data }) => ({ id, event, data: JSON.parse(data) })),
    of: (event: string) => reader.events().filter((one) => one.event === event),
    contents: () => reader.of("chat:new_message").map(({ data }) => data.message.content),
    lastId: () => reader.events().at(-1)?.id ?? "",
  };
  open.push(reader);
  return reader;
}

let customer: Person;
let agent: Person;
let admin: Person;
let session_id: string;

beforeAll(async () => {
  admin = await makeAdmin();
});
/** A chat of its own for each test. */
async function newChat() {
  [customer, agent] = await Promise.all([makeCustomer(), makeAgent()]);
  ({ id: session_id } = await startActiveChat(customer, agent));
}
const note = (content: string) => say(agent, session_id, content, { is_internal: true });

test("it begins with the session as it is, and then tells what happens", async () => {
  await newChat();
  await say(customer, session_id, "Before");
  const reader = await listen(customer, session_id);
  const of_agent = await listen(agent, session_id);
  await expect.poll(() => of_agent.of("chat:session_updated")).toHaveLength(1);
  await expect.poll(() => reader.of("chat:session_updated")).toHaveLength(1);
  expect(reader.events()[0]?.data.session).toMatchObject({ id: session_id, status: "active" });
  await say(agent, session_id, "Line\none\u2028two");
  await say(customer, session_id, "Two");
  await expect.poll(() => reader.contents()).toEqual(["Line\none\u2028two", "Two"]);
  dataOf(await rest(agent).post(`/api/live-chat/${session_id}/end`));
  await expect.poll(() => reader.of("chat:ended")).toHaveLength(1);
  expect(reader.of("chat:session_updated").at(-1)?.data.session.status).toBe("closed");
  expect(reader.text()).not.toContain("unread_count");
  // Staff have their own face of it, and not the customer's as well.
  await expect.poll(() => of_agent.of("chat:ended")).toHaveLength(1);
  expect(of_agent.of("chat:ended")[0]?.data.session).toHaveProperty("metadata");
});

describe("promise 8: notes", () => {
  test("no byte of one is in a customer's stream, live or resumed; staff have them", async () => {
    await newChat();
    const [live, of_agent, of_admin] = await Promise.all(
      [customer, agent, admin].map((who) => listen(who, session_id)),
    );
    for (const one of [live, of_agent, of_admin]) {
      await expect.poll(() => one?.events().length).toBe(1);
    }
    await note(CANARY);
    await say(agent, session_id, "An answer");
    const resumed = await listen(customer, session_id, "0.0.0");
    const staff_resumed = await listen(agent, session_id, "0.0.0");
    for (const one of [live, resumed]) {
      await expect.poll(() => one?.contents()).toEqual(["An answer"]);
      expect(one?.text()).not.toContain(CANARY);
      expect(one?.text()).not.toMatch(/note_seq":[1-9]|last_note_seq|"metadata"/);
      // Nor that there is one: the ids count none.
      for (const { id } of one?.events() ?? []) expect(id).toMatch(/^\d+\.0\.\d+$/);
    }
    for (const one of [of_agent, of_admin, staff_resumed]) {
      await expect.poll(() => one?.contents()).toEqual([CANARY, "An answer"]);
    }
  });
});

describe("Last-Event-ID", () => {
  test("whoever comes back misses nothing and gets nothing twice", async () => {
    await newChat();
    const first = await listen(agent, session_id, "0.0.0");
    await say(customer, session_id, "1");
    await note("n1");
    await expect.poll(() => first.contents()).toEqual(["1", "n1"]);
    first.close();
    const id = first.lastId();
    await say(customer, session_id, "2");
    await note("n2");
    await say(customer, session_id, "3");
    dataOf(await rest(agent).post(`/api/live-chat/${session_id}/end`));
    const second = await listen(agent, session_id, id);
    await expect.poll(() => second.contents()).toEqual(["2", "n2", "3"]);
    await expect.poll(() => second.of("chat:session_updated")).toHaveLength(1);
    expect(second.of("chat:session_updated")[0]?.data.session.status).toBe("closed");
    // With the last id there is nothing more to tell.
    const third = await listen(agent, session_id, second.lastId());
    await expect.poll(() => third.text()).toContain("retry:");
    expect(third.of("chat:new_message")).toEqual([]);
    expect(third.of("chat:session_updated")).toEqual([]);
  });

  test("a long log comes page by page, in order", async () => {
    await newChat();
    const entry = {
      session_id,
      client_id: null,
      sender_id: customer.id,
      sender_type: "customer" as const,
      type: "text" as const,
      as_customer: null,
      as_agent: null,
      as_anyone: true,
    };
    const said = Array.from({ length: 700 }, (_, n) => ({
      ...entry,
      id: newId(),
      content: `c${n}`,
      is_internal: n % 5 === 4,
    }));
    await append(said);
    const reader = await listen(agent, session_id, "0.0.0");
    const all = said.map(({ content }) => content);
    await expect.poll(() => reader.contents().length, { timeout: 5000 }).toBe(700);
    expect(reader.contents()).toEqual(all);
    const middle = reader.of("chat:new_message")[349]?.id;
    const again = await listen(agent, session_id, middle);
    await expect.poll(() => again.contents()).toEqual(all.slice(350));
  });

  test("one that is further on than the log is where the log is", async () => {
    await newChat();
    const reader = await listen(customer, session_id, "900.0.900");
    await expect.poll(() => reader.text()).toContain("retry:");
    await say(customer, session_id, "Heard");
    await expect.poll(() => reader.contents()).toEqual(["Heard"]);
  });

  test.for(["1", "a.b.c", "1.2.3.4", "-1.0.0", "9999999999.0.0", "1.0.0; drop"])(
    "what no stream gave is refused: %s",
    async (id) => {
      await newChat();
      const answer = await rest(customer, { "last-event-id": id }).get(path(session_id));
      expect(errorOf(answer).code).toBe("VALIDATION");
    },
  );
});

test("what overtakes on the way is put in order, and a late state is none", async () => {
  await newChat();
  const reader = await listen(customer, session_id, "0.0.0");
  await expect.poll(() => reader.of("chat:session_updated")).toHaveLength(1);
  const { session } = reader.of("chat:session_updated")[0]?.data ?? {};
  const stream = [...streams()].find((one) => one.session_id === session_id);
  const take = stream?.take.bind(stream);
  const held: Parameters<NonNullable<typeof take>>[0][] = [];
  if (stream) stream.take = (delivery) => void held.push(delivery);
  for (const text of ["1", "2", "3"]) await say(agent, session_id, text);
  if (stream && take) stream.take = take;
  for (const delivery of held.reverse()) take?.(delivery);
  publish({
    type: "session_renamed",
    session: {
      customer: { ...session, version: 0 },
      staff: { ...session, version: 0, metadata: {}, last_note_seq: 0 },
    },
  });
  await expect.poll(() => reader.contents()).toEqual(["1", "2", "3"]);
  expect(reader.of("chat:session_updated")).toHaveLength(1);
});

describe("promises 9 and 10: who may listen", () => {
  test("nobody else gets in, and learns nothing", async () => {
    await newChat();
    for (const who of [await makeCustomer(), await makeGuest(), await makeAgent()]) {
      expect(errorOf(await rest(who).get(path(session_id))).code).toBe("NOT_FOUND");
    }
    expect(errorOf(await rest(null).get(path(session_id))).code).toBe("UNAUTHENTICATED");
  });

  test.for(["signed out", "deactivated", "no admin any more", "another's chat now"])(
    "it ends within 5 s: %s",
    async (how) => {
      await newChat();
      const boss = await makeAdmin();
      const waiting = await startChat(customer);
      const [who, id] =
        how === "no admin any more"
          ? [boss, session_id]
          : how === "another's chat now"
            ? [agent, waiting.id]
            : [customer, session_id];
      if (how === "another's chat now") {
        dataOf(await rest(agent).post(`/api/live-chat/${session_id}/release`));
      }
      const reader = await listen(who, id);
      await expect.poll(() => reader.events().length).toBe(1);
      const started = performance.now();
      if (how === "signed out") {
        const revoked_at = new Date().toISOString();
        await db().update(logins).set({ revoked_at }).where(eq(logins.user_id, who.id));
      } else if (how === "deactivated") {
        await db().update(users).set({ is_active: false }).where(eq(users.id, who.id));
      } else if (how === "no admin any more") {
        await db().update(users).set({ role: "agent" }).where(eq(users.id, who.id));
      } else {
        // They read it because it waited, and it does no more.
        dataOf(await rest(await makeAgent()).post(`/api/live-chat/${id}/accept`));
      }
      await expect.poll(() => reader.isOver(), { timeout: 5000 }).toBe(true);
      expect(performance.now() - started).toBeLessThan(5000);
    },
  );

  test("whoever held it reads on, as over a socket's REST", async () => {
    await newChat();
    const reader = await listen(agent, session_id);
    await expect.poll(() => reader.events().length).toBe(1);
    dataOf(await rest(agent).post(`/api/live-chat/${session_id}/release`));
    await say(customer, session_id, "Still there?");
    await expect.poll(() => reader.contents()).toEqual(["Still there?"]);
    expect(reader.isOver()).toBe(false);
  });
});

test("promise 12: nothing piles up for a reader who stops, and they have it all when they go on", async () => {
  await newChat();
  const events = await openEventStream(customer.actor, session_id, null);
  const reader = events[Symbol.asyncIterator]();
  let text = (await reader.next()).value as string;
  await Promise.all(Array.from({ length: 250 }, (_, n) => say(agent, session_id, `m${n}`)));
  const pieces: number[] = [];
  const seqs = () =>
    text
      .match(/(?<=event: chat:new_message\ndata: ).+/g)
      ?.map((one) => JSON.parse(one).message.seq);
  while (seqs()?.at(-1) !== 250) {
    const { value } = await reader.next();
    pieces.push((value as string).length);
    text += value;
  }
  expect(seqs()).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
  // A page at a time, as it is asked for.
  expect(Math.max(...pieces)).toBeLessThan(200_000);
  await reader.return?.();
  expect([...streams()].filter((one) => one.session_id === session_id)).toEqual([]);
});

test("without an event there is a heartbeat every 15 s", async () => {
  await newChat();
  const events = await openEventStream(customer.actor, session_id, null);
  const reader = events[Symbol.asyncIterator]();
  await reader.next();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    let beat: unknown = null;
    const next = reader.next().then(({ value }) => {
      beat = value;
    });
    await vi.advanceTimersByTimeAsync(14_900);
    expect(beat).toBeNull();
    await vi.advanceTimersByTimeAsync(200);
    await next;
    expect(beat).toBe(": \n\n");
  } finally {
    vi.useRealTimers();
    await reader.return?.();
  }
});

test("a reader who goes is forgotten", async () => {
  await newChat();
  const { hostname, port } = new URL(origin());
  const reader = connect(Number(port), hostname);
  reader.write(
    `GET ${path(session_id)} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${customer.token}\r\n\r\n`,
  );
  await new Promise((resolve) => reader.once("data", resolve));
  const there = () => [...streams()].filter((one) => one.session_id === session_id).length;
  expect(there()).toBe(1);
  reader.destroy();
  await expect.poll(there).toBe(0);
});

test("whoever asks for the head alone, or is gone before the first byte, is no reader", async () => {
  await newChat();
  const headers = { authorization: `Bearer ${customer.token}` };
  const answer = await fetch(origin() + path(session_id), { method: "HEAD", headers });
  expect(answer.status).toBe(200);
  await openEventStream(customer.actor, session_id, null);
  const there = () => [...streams()].filter((one) => one.session_id === session_id).length;
  await expect.poll(there, { timeout: 10_000 }).toBe(0);
});
