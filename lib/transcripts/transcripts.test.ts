import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { append } from "@/db/append";
import { db } from "@/db/client";
import { sessions } from "@/db/schema/sessions";
import { newId } from "@/lib/ids";
import { transcriptInput } from "@/lib/transcripts/contract";
import { readTranscript } from "@/lib/transcripts/queries";
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
} from "@/testing/people";
import { dataOf, rest } from "@/testing/rest";

withServer();

const CANARY = "canary-4711";

let customer: Person;
let agent: Person;
let admin: Person;
let session_id: string;

async function transcript(who: Person, query: string, id = session_id): Promise<Response> {
  const path = `/api/live-chat/${id}/transcript?${query}`;
  const response = await fetch(`${origin()}${path}`, {
    headers: { authorization: `Bearer ${who.token}` },
  });
  expect(response.status).toBe(200);
  return response;
}
const textOf = async (...given: Parameters<typeof transcript>) =>
  (await transcript(...given)).text();

beforeAll(async () => {
  customer = await makeCustomer({ name: "<i>Ann</i> & Co" });
  agent = await makeAgent({ name: "Bob" });
  admin = await makeAdmin();
  ({ id: session_id } = await startActiveChat(customer, agent, {
    subject: `"><script>alert(1)</script>`,
  }));
  await say(customer, session_id, "Hello\n[2026-01-01] Bob: I owe you\u2028everything");
  await say(agent, session_id, `Secret ${CANARY}`, { is_internal: true });
  await say(agent, session_id, "<img src=x onerror=alert(1)> & 'quotes' مرحبا");
  dataOf(await rest(customer).post(`/api/live-chat/${session_id}/end`));
  await db()
    .update(sessions)
    .set({ created_at: "2026-07-01T22:30:00.000Z", ended_at: sql`now()` })
    .where(eq(sessions.id, session_id));
});

describe.each(["txt", "json", "html"])("as %s", (format) => {
  test("promise 8: a customer's has no byte of a note, and staff's has it, marked", async () => {
    expect(await textOf(customer, `format=${format}`)).not.toContain(CANARY);
    for (const who of [agent, admin]) {
      const text = await textOf(who, `format=${format}`);
      expect(text).toContain(CANARY);
      expect(text).toMatch(/note, for staff only|Note, for staff only|"is_internal":true/);
    }
  });

  test("it is a file to keep, named by the server", async () => {
    const { headers } = await transcript(customer, `format=${format}`);
    const name = headers.get("content-disposition");
    expect(name).toMatch(
      new RegExp(`^attachment; filename="chat-2026-07-01-[0-9a-f]{12}\\.${format}"$`),
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a long one is whole, in order, each message once, notes in their places", async () => {
    const whose = await makeCustomer();
    const { id } = await startActiveChat(whose, agent);
    const base = {
      session_id: id,
      client_id: null,
      sender_id: agent.id,
      sender_type: "agent" as const,
      type: "text" as const,
      as_customer: null,
      as_agent: null,
      as_anyone: true,
    };
    const said = Array.from({ length: 950 }, (_, n) => ({
      ...base,
      id: newId(),
      content: `line-${n}-`,
      is_internal: n % 7 === 3,
    }));
    await append(said);
    // The session in the JSON tells its last message.
    const logOf = (text: string) => text.slice(text.indexOf('"messages":') + 1);
    const numbers = async (who: Person) =>
      [...logOf(await textOf(who, `format=${format}`, id)).matchAll(/line-(\d+)-/g)].map(([, n]) =>
        Number(n),
      );
    const all = said.map((_, n) => n);
    expect(await numbers(agent)).toEqual(all);
    expect(await numbers(whose)).toEqual(all.filter((n) => n % 7 !== 3));
  });
});

test("as text: times of the zone that was asked for, and nobody writes another's line", async () => {
  const text = await textOf(customer, "format=txt&tz=Europe/Berlin");
  expect(text).toContain("Started: 2026-07-02 00:30:00 +02:00");
  expect(text).toContain("Time zone: Europe/Berlin");
  expect(text).toMatch(/^\[.+ \+0\d:00\] <i>Ann<\/i> & Co: Hello$/m);
  expect(text).toContain("\n    [2026-01-01] Bob: I owe you\n    everything\n");
  expect(text).toMatch(/^\[.+\] \* Bob joined$/m);
  expect(text).toMatch(/^\[.+\] \* The chat ended$/m);
  expect(await textOf(customer, "")).toContain("Started: 2026-07-01 22:30:00 +00:00");
});

test("as HTML: nothing of it is markup, and nothing may run", async () => {
  const response = await transcript(agent, "format=html&tz=Asia/Kolkata");
  const page = await response.text();
  expect(response.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
  expect(page).not.toMatch(/<script|<img|<i>/);
  expect(page).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; &#39;quotes&#39; مرحبا");
  expect(page).toContain("&lt;i&gt;Ann&lt;/i&gt; &amp; Co");
  expect(page).toContain("2026-07-02 04:00:00 +05:30");
});

test("as JSON: the envelope, the session and its messages", async () => {
  const { data, ok } = JSON.parse(await textOf(customer, "format=json&tz=America/New_York"));
  expect(ok).toBe(true);
  expect(data.time_zone).toBe("America/New_York");
  expect(data.session).toMatchObject({ id: session_id, status: "closed" });
  expect(data.session).not.toHaveProperty("metadata");
  expect(data.messages.map((one: { seq: number }) => one.seq)).toEqual([1, 2]);
  expect(data.messages[1]).toMatchObject({ sender_name: "Bob", sender_id: agent.id });
  expect(data.messages[1].local_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d -0[45]:00$/);
});

test("who held it before is named at their messages, and when they came and went", async () => {
  const whose = await makeCustomer({ name: "Ann" });
  const next = await makeAgent({ name: "Cleo" });
  const { id } = await startActiveChat(whose, agent);
  await say(agent, id, "First");
  dataOf(await rest(agent).post(`/api/live-chat/${id}/release`));
  await say(whose, id, "Hello again");
  dataOf(await rest(next).post(`/api/live-chat/${id}/accept`));
  await say(next, id, "Second");
  const text = await textOf(whose, "format=txt", id);
  const lines = text.split("\n").filter((line) => line.startsWith("["));
  expect(lines.map((line) => line.replace(/^\[.+?\] /, ""))).toEqual([
    "* Bob joined",
    "Bob: First",
    "* Bob left",
    "Ann: Hello again",
    "* Cleo joined",
    "Cleo: Second",
  ]);
  expect(await textOf(whose, "format=html", id)).toContain("<bdi>Bob</bdi> left");
});

test("an empty chat has a transcript too", async () => {
  const { id } = await startActiveChat(await makeGuest(), agent);
  expect(JSON.parse(await textOf(agent, "format=json", id)).data.messages).toEqual([]);
  expect(await textOf(agent, "format=html", id)).toContain("</html>");
});

test.for([
  "format=pdf",
  "format=",
  "tz=Mars/Olympus",
  "tz=%2B01:00",
  "tz=",
  `tz=${"a".repeat(100)}`,
  "tz=UTC%00",
  "side=admin",
  "x=1",
  "format=txt&format=html",
])("wrong input is said to be: %s", async (query) => {
  const answer = await rest(customer).get(`/api/live-chat/${session_id}/transcript?${query}`);
  expect(answer.body).toMatchObject({ ok: false, error: { code: "VALIDATION" } });
});

test("promise 10: a right that is taken away ends it midway, and it is not taken for whole", async () => {
  const whose = await makeCustomer();
  const { id } = await startActiveChat(whose, agent);
  // More than a page.
  for (let n = 0; n < 15; n++) await say(whose, id, `${"word ".repeat(1900)}${n}`);
  const input = transcriptInput.parse({ session_id: id });
  const { chunks } = await readTranscript(agent.actor, input);
  const pieces = chunks[Symbol.asyncIterator]();
  const head = await pieces.next();
  const page = await pieces.next();
  expect(`${head.value}${page.value}`).toContain("word 0");
  await db().execute(sql`delete from assignments where session_id = ${id}`);
  const { id: agent_id } = await makeAgent();
  await db().update(sessions).set({ agent_id }).where(eq(sessions.id, id));
  await expect(pieces.next()).rejects.toMatchObject({ code: "NOT_FOUND" });
});
