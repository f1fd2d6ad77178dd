import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { append } from "@/db/append";
import { db } from "@/db/client";
import { message_words } from "@/db/schema/search";
import { newId } from "@/lib/ids";
import { keepWords } from "@/lib/search/commands";
import type { FoundMessage } from "@/lib/search/contract";
import { withServer } from "@/testing/gateway";
import {
  insertChat,
  makeAdmin,
  makeAgent,
  makeCustomer,
  makeGuest,
  type Person,
  say,
  startActiveChat,
} from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const SEARCH = "/api/live-chat/search";

let customer: Person;
let agent: Person;
let colleague: Person;
let admin: Person;
let session_id: string;

async function find(who: Person, q: string, more = ""): Promise<FoundMessage[]> {
  return dataOf(await rest(who).get(`${SEARCH}?q=${encodeURIComponent(q)}${more}`)).items;
}
const contents = async (who: Person, q: string, more?: string) =>
  (await find(who, q, more)).map(({ message }) => message.content);

/** What is found before the words are written down, and after. */
async function writeWordsDown(): Promise<void> {
  await keepWords().write();
}

beforeAll(async () => {
  [customer, agent, colleague, admin] = await Promise.all([
    makeCustomer(),
    makeAgent(),
    makeAgent(),
    makeAdmin(),
  ]);
  ({ id: session_id } = await startActiveChat(customer, agent));
});

describe("promises 8 and 9: one finds what one may read", () => {
  beforeAll(async () => {
    await say(customer, session_id, "The zeppelin has not come");
    await say(agent, session_id, "A note on the zeppelin", { is_internal: true });
    const other = await makeCustomer();
    const theirs = await startActiveChat(other, colleague);
    await say(other, theirs.id, "My zeppelin too");
  });

  describe.each(["as they were sent", "with their words written down"])("%s", (state) => {
    beforeAll(async () => {
      await db().delete(message_words);
      if (state !== "as they were sent") await writeWordsDown();
    });

    test("the customer their own, and no note", async () => {
      expect(await contents(customer, "zeppelin")).toEqual(["The zeppelin has not come"]);
      expect(await contents(customer, "zeppelin", `&session_id=${session_id}`)).toHaveLength(1);
      expect(await contents(customer, "note")).toEqual([]);
    });
    test("an agent what they hold, with its notes, and nothing of a colleague's", async () => {
      const own = ["A note on the zeppelin", "The zeppelin has not come"];
      expect(await contents(agent, "zeppelin")).toEqual(own);
      expect(await contents(agent, "zeppelin", `&session_id=${session_id}`)).toEqual(own);
      expect(await contents(colleague, "zeppelin")).toEqual(["My zeppelin too"]);
      expect(await contents(await makeAgent(), "zeppelin")).toEqual([]);
    });
    test("an admin everything", async () => {
      expect(await contents(admin, "zeppelin")).toHaveLength(3);
    });
    test("strangers nothing", async () => {
      expect(await contents(await makeGuest(), "zeppelin")).toEqual([]);
      const answer = await rest(await makeGuest()).get(
        `${SEARCH}?q=zeppelin&session_id=${session_id}`,
      );
      expect(errorOf(answer).code).toBe("NOT_FOUND");
    });
  });
});

test("who waits in the queue is found by all staff, who held a chat finds it later", async () => {
  const who = await makeCustomer();
  const waiting = await insertChat({ customer: who, status: "pending" });
  await say(who, waiting, "quagga in the queue");
  expect(await contents(colleague, "quagga")).toEqual(["quagga in the queue"]);
  const held = await startActiveChat(who, agent);
  await say(who, held.id, "quagga held before");
  dataOf(await rest(agent).post(`/api/live-chat/${held.id}/release`));
  dataOf(await rest(colleague).post(`/api/live-chat/${held.id}/accept`));
  expect(await contents(agent, "held before")).toEqual(["quagga held before"]);
  dataOf(await rest(admin).post(`/api/live-chat/${waiting}/accept`));
  // The agent of one chat of a customer reads the others.
  expect(await contents(colleague, "quagga")).toHaveLength(2);
  expect(await contents(await makeAgent(), "quagga")).toEqual([]);
});

test("each word is there, the last as a beginning, in any case and language", async () => {
  const said = [
    "Where is order A-1043?",
    "Die Größe stimmt, überfällig ist es trotzdem",
    "اين طلبي الجديد",
    "Mail me at ann.smith@example.org or see https://shop.example/lamps?id=7",
    "“Curly” quotes—and dashes… <script>alert(1)</script>",
    `${"x".repeat(3000)} albatross`,
  ];
  for (const text of said) await say(customer, session_id, text);
  await writeWordsDown();
  for (const who of [customer, admin]) {
    expect(await contents(who, "ORDER a-10")).toEqual([said[0]]);
    expect(await contents(who, "rder")).toEqual([]);
    expect(await contents(who, "größe ÜBER")).toEqual([said[1]]);
    expect(await contents(who, "طلب")).toEqual([said[2]]);
    expect(await contents(who, "ann.smith@exam")).toEqual([said[3]]);
    expect(await contents(who, "shop lamps")).toEqual([said[3]]);
    expect(await contents(who, "curly dash")).toEqual([said[4]]);
    expect(await contents(who, "alert")).toEqual([said[4]]);
    expect(await contents(who, "albatross")).toEqual([said[5]]);
  }
});

test("what is found comes with its chat and its places, as text", async () => {
  await say(customer, session_id, "👍 <b>Ocelot</b> & ocelots");
  const [found] = await find(customer, "ocelot");
  expect(found).toMatchObject({
    session: { id: session_id, subject: "My order", status: "active" },
    message: { content: "👍 <b>Ocelot</b> & ocelots", session_id },
    matches: [
      [5, 11],
      [18, 24],
    ],
  });
  expect(found?.session.customer).toEqual({ id: customer.id, name: customer.name });
  expect(found?.session).not.toHaveProperty("metadata");
});

test("newest first, in pages, nothing left out and nothing twice", async () => {
  const texts = Array.from({ length: 7 }, (_, n) => `wombat ${n}`);
  for (const [n, text] of texts.entries()) {
    await say(customer, session_id, text);
    if (n === 3) await writeWordsDown();
  }
  for (const who of [customer, agent, admin]) {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const onward: string = cursor ? `&cursor=${cursor}` : "";
      const page = dataOf(await rest(who).get(`${SEARCH}?q=wombat&limit=2${onward}`));
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.map(({ message }: FoundMessage) => message.content));
      cursor = page.next_cursor;
    } while (cursor);
    expect(found).toEqual([...texts].reverse());
  }
});

test.for(["", "%20%20", "x".repeat(1000), "%00", "a%00b", "a%0Ab", "%ED%A0%80%ED%A0%80"])(
  "bad input is refused or finds nothing: q=%s",
  async (q) => {
    const { body } = await rest(admin).get(`${SEARCH}?q=${q}`);
    if (body.ok) expect(body.data).toEqual({ items: [], next_cursor: null });
    else expect(body.error.code).toBe("VALIDATION");
  },
);

test.for(["'", '"', "' & | ! ( ) : * <->", "a' | 'b", "\\", "!a", "a:*b", "%", "$1", "👍"])(
  "signs are no operators: %s",
  async (q) => {
    for (const who of [customer, agent, admin]) {
      const { items } = dataOf(await rest(who).get(`${SEARCH}?q=${encodeURIComponent(q)}`));
      expect(Array.isArray(items)).toBe(true);
    }
  },
);

test.for(["q=a&cursor=x", "q=a&limit=0", "q=a&limit=201", "q=a&session_id=7", "", "q=a&who=me"])(
  "wrong input is said to be: %s",
  async (query) => {
    expect(errorOf(await rest(admin).get(`${SEARCH}?${query}`)).code).toBe("VALIDATION");
  },
);

const idPrefix = (time: number) =>
  time
    .toString(16)
    .padStart(12, "0")
    .replace(/^(.{8})/, "$1-");
const entryOf = (id: string) => ({
  session_id: id,
  client_id: null,
  sender_id: customer.id,
  sender_type: "customer" as const,
  type: "text" as const,
  content: "From tomorrow",
  is_internal: false,
  as_customer: null,
  as_agent: null,
  as_anyone: true,
});

test("the words of all messages are written down once, of late ones too, and go with them", async () => {
  await db().delete(message_words);
  const count = async () =>
    (
      await db().execute<{ missing: number }>(sql`select count(*)::int as missing from messages m
      where not exists (select from message_words w where w.message_id = m.id)`)
    )[0]?.missing;
  expect(await count()).toBeGreaterThan(0);
  const keep = keepWords();
  await keep.write();
  expect(await count()).toBe(0);
  const { id } = await say(customer, session_id, "One more");
  await keep.write();
  expect(await count()).toBe(0);
  // One that was made by a clock that was an hour ahead is no end.
  const ahead = { id: "", ...entryOf(session_id) };
  ahead.id = newId().replace(/^.{13}/, idPrefix(Date.now() + 3_600_000));
  await append([ahead]);
  await keep.write();
  await say(customer, session_id, "After it");
  await keep.write();
  expect(await count()).toBe(0);
  await db().execute(sql`delete from messages where id = ${id}`);
  const left = await db().select().from(message_words).where(eq(message_words.message_id, id));
  expect(left).toEqual([]);
});
