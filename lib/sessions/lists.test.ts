import { beforeAll, describe, expect, test } from "vitest";
import type { Priority, Session, SessionStatus } from "@/lib/sessions/contract";
import { withServer } from "@/testing/gateway";
import {
  insertChat,
  makeAdmin,
  makeAgent,
  makeCustomer,
  type Person,
  say,
  startChat,
} from "@/testing/people";
import { dataOf, rest } from "@/testing/rest";

withServer();

let customer: Person;
let agent: Person;
let colleague: Person;
let admin: Person;
/** What each session in the table is called, by its id. */
const names = new Map<string, string>();

/** 10:00:00 and so many seconds later; several sessions share a time, as under load. */
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 10, 0, second)).toISOString();

async function put(
  name: string,
  status: SessionStatus,
  second: number,
  more: {
    priority?: Priority;
    agent?: Person;
    customer?: Person;
    waiting_since?: string;
    required_skills?: string[];
  } = {},
) {
  const { agent: holder, customer: whose = customer, ...values } = more;
  const id = await insertChat({
    customer: whose,
    status,
    agent: holder ?? null,
    values: { created_at: at(second), subject: name, ...values },
  });
  names.set(id, name);
}

beforeAll(async () => {
  [customer, agent, colleague, admin] = await Promise.all([
    makeCustomer(),
    makeAgent(),
    makeAgent(),
    makeAdmin(),
  ]);
  await put("p1 medium", "pending", 1);
  await put("p2 urgent", "pending", 2, { priority: "urgent" });
  await put("p3 low", "pending", 0, { priority: "low", required_skills: ["billing", "fr"] });
  await put("p4 urgent", "pending", 1, { priority: "urgent", required_skills: ["fr"] });
  await put("p5 medium", "pending", 1);
  await put("p6 high", "pending", 9, { priority: "high" });
  await put("a1", "active", 3, { agent, waiting_since: at(40) });
  await put("a2", "active", 4, { agent });
  await put("a3", "active", 5, { agent, waiting_since: at(30) });
  await put("a4", "active", 5, { agent });
  await put("theirs", "active", 6, { agent: colleague });
  await put("c1", "closed", 7, { agent });
  await put("c2", "closed", 8, { agent });
  await put("c3 theirs", "closed", 8, { agent: colleague });
  await put("other", "pending", 20, { customer: await makeCustomer({ name: "Zoe Elsewhere" }) });
});

/** Reads a list to its end in pages of that size. */
async function readAll(who: Person, path: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${cursor}` : "";
    const page = dataOf(await rest(who).get(`${path}&limit=${limit}${query}`));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map((session: Session) => names.get(session.id)));
    cursor = page.next_cursor;
  } while (cursor);
  return found;
}

const AGENTS = "/api/live-chat/agent/sessions";
const QUEUE = ["p4 urgent", "p2 urgent", "p6 high", "p1 medium", "p5 medium", "other", "p3 low"];

describe.each([1, 2, 3, 200])(
  "in pages of %i, nothing is left out and nothing comes twice",
  (limit) => {
    test("the queue: urgent first, then oldest first", async () => {
      expect(await readAll(agent, `${AGENTS}?status=pending`, limit)).toEqual(QUEUE);
    });

    test("one's own active ones: who waits longest for an answer first, then who waits for none", async () => {
      const found = await readAll(agent, `${AGENTS}?status=active`, limit);
      expect(found).toEqual(["a3", "a1", "a2", "a4"]);
    });

    test("one's own closed ones, newest first", async () => {
      expect(await readAll(agent, `${AGENTS}?status=closed`, limit)).toEqual(["c2", "c1"]);
      expect(await readAll(agent, `${AGENTS}?status=closed&sort=oldest`, limit)).toEqual([
        "c1",
        "c2",
      ]);
    });

    test("the customer's own, newest first", async () => {
      const found = await readAll(customer, "/api/live-chat/sessions?", limit);
      expect(found).toHaveLength(14);
      expect(found).not.toContain("other");
      expect(found.slice(0, 2)).toEqual(["p6 high", "c3 theirs"]);
      expect(found.at(-1)).toBe("p3 low");
      expect(new Set(found).size).toBe(14);
    });

    test("all of them for the admin, newest first", async () => {
      const found = await readAll(admin, "/api/live-chat/admin/all-sessions?", limit);
      expect(found).toHaveLength(15);
      expect(new Set(found).size).toBe(15);
      expect(found[0]).toBe("other");
    });
  },
);

test.for([
  ["priority=urgent&status=pending", ["p4 urgent", "p2 urgent"]],
  ["skill=fr&status=pending", ["p4 urgent", "p3 low"]],
  ["skill=billing", ["p3 low"]],
  ["skill=Billing", []],
  ["status=active&sort=oldest", ["a1", "a2", "a3", "a4"]],
  ["status=pending&q=MEDIUM", ["p1 medium", "p5 medium"]],
  ["status=pending&q=medium%20p5", ["p5 medium"]],
  ["status=pending&q=elsewhere%20other", ["other"]],
  ["status=closed&q=c", ["c2", "c1"]],
  ["status=pending&q=%25", []],
] as const)("the agent asks for %s", async ([query, expected]) => {
  expect(await readAll(agent, `${AGENTS}?${query}`, 50)).toEqual(expected);
});

test("promise 9: without a status an agent sees the queue and their own, nothing of a colleague's", async () => {
  const found = await readAll(agent, `${AGENTS}?`, 50);
  expect(found).toHaveLength(QUEUE.length + 6);
  expect(found).not.toContain("theirs");
  expect(found).not.toContain("c3 theirs");
});

test("the admin asks by agent, status and time, both ends included", async () => {
  const all = (query: string) => readAll(admin, `/api/live-chat/admin/all-sessions?${query}`, 50);
  expect(await all(`agent_id=${colleague.id}`)).toEqual(["c3 theirs", "theirs"]);
  expect(await all(`agent_id=${agent.id}&status=closed`)).toEqual(["c2", "c1"]);
  expect(await all(`from=${at(7)}&to=${at(8)}`)).toEqual(["c3 theirs", "c2", "c1"]);
  expect(await all("q=zoe%20other")).toEqual(["other"]);
  expect(await all(`status=closed&q=${customer.email?.toUpperCase()}`)).toEqual([
    "c3 theirs",
    "c2",
    "c1",
  ]);
  expect(await all("q=%25")).toEqual([]);
  // The same instants, as a clock elsewhere shows them.
  const elsewhere = `from=2026-01-01T12:00:07%2B02:00&to=2026-01-01T05:00:08-05:00`;
  expect(await all(elsewhere)).toEqual(["c3 theirs", "c2", "c1"]);
});

test("a start keeps what it was given, and the server adds the address and what the user agent tells", async () => {
  const given = {
    subject: "  Ünïcödé 👍  ",
    priority: "high",
    required_skills: ["billing"],
    metadata: {
      page_url: "https://example.org/?a=1",
      width: 1280,
      is_new: true,
      campaign: null,
      user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
      device: "Our own name of it",
    },
  };
  const { id } = await startChat(await makeCustomer(), given);
  const { session } = dataOf(await rest(admin).get(`/api/live-chat/${id}`));
  expect(session).toMatchObject({
    subject: "Ünïcödé 👍",
    priority: "high",
    required_skills: ["billing"],
    channel: "page",
    status: "pending",
    version: 1,
    metadata: { ...given.metadata, browser: "Firefox 145", ip_address: "127.0.0.1" },
  });
});

test("what is unread is the reader's own, and counts the other side alone", async () => {
  const whose = await makeCustomer();
  const { id } = await startChat(whose, { message: "One" });
  dataOf(await rest(agent).post(`/api/live-chat/${id}/accept`));
  await say(whose, id, "Two");
  await say(agent, id, "Three");
  const unread = async (who: Person) =>
    dataOf(await rest(who).get(`/api/live-chat/${id}`)).session.unread_count;
  expect(await unread(whose)).toBe(1);
  expect(await unread(agent)).toBe(2);
});
