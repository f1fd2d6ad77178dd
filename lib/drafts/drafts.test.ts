import { inspect } from "node:util";
import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { expect, onTestFinished, test, vi } from "vitest";
import { db } from "@/db/client";
import { drafts } from "@/db/schema/drafts";
import { sessions } from "@/db/schema/sessions";
import type { Draft } from "@/lib/drafts/contract";
import { log } from "@/lib/log";
import { connect } from "@/testing/connect";
import { rowCounts } from "@/testing/database";
import { withServer } from "@/testing/gateway";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  makeGuest,
  type Person,
  startActiveChat,
  startChat,
} from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const path = (session_id: string) => `/api/live-chat/${session_id}/draft`;
const put = (who: Person, session_id: string, content: unknown, more = {}) =>
  rest(who).put(path(session_id), { content, ...more });
const save = async (who: Person, session_id: string, content: string, more = {}): Promise<Draft> =>
  dataOf(await put(who, session_id, content, more)).draft;
const read = async (who: Person, session_id: string): Promise<Draft[]> =>
  dataOf(await rest(who).get(path(session_id))).drafts;
const rowsOf = (session_id: string) =>
  db().select().from(drafts).where(eq(drafts.session_id, session_id));

/** An active chat with everyone who may know of it. */
async function stage() {
  const [customer, agent, admin] = await Promise.all([makeCustomer(), makeAgent(), makeAdmin()]);
  const { id } = await startActiveChat(customer, agent);
  return { id, customer, agent, admin };
}

test("what is saved is there on the author's other devices, which hear of it; empty takes it away", async () => {
  const { id, agent } = await stage();
  const other_device = await connect(agent);
  const saved = await save(agent, id, "  Hello,\nI ");
  expect(saved).toMatchObject({ session_id: id, is_internal: false, content: "  Hello,\nI " });
  expect(await other_device.next("chat:draft")).toEqual(saved);
  expect(await read(agent, id)).toEqual([saved]);

  const later = await save(agent, id, "Hello, I see");
  expect(later.version).toBeGreaterThan(saved.version);
  expect(await read(agent, id)).toEqual([later]);
  const gone = await save(agent, id, "");
  expect(await read(agent, id)).toEqual([]);
  expect(await rowsOf(id)).toEqual([]);
  expect(await other_device.all("chat:draft")).toEqual([saved, later, gone]);
});

test("a note has a draft of its own, and a customer none of a note", async () => {
  const { id, agent, customer } = await stage();
  const note = await save(agent, id, "She is right.", { is_internal: true });
  const text = await save(agent, id, "You are right.");
  expect(await read(agent, id)).toEqual([text, note]);
  await save(agent, id, "", { is_internal: true });
  expect(await read(agent, id)).toEqual([text]);
  const refusal = await put(customer, id, "She", { is_internal: true });
  expect(errorOf(refusal).code).toBe("FORBIDDEN");
});

test("guests and customers keep theirs too, also while they wait", async () => {
  for (const customer of [await makeGuest(), await makeCustomer()]) {
    const { id } = await startChat(customer);
    const saved = await save(customer, id, "And also");
    expect(await read(customer, id)).toEqual([saved]);
  }
});

test("promises 8 and 9: nobody but its author reads a draft by any path", async () => {
  const { id, customer, agent, admin } = await stage();
  const former = await makeAgent();
  await rest(agent).post(`/api/live-chat/${id}/release`);
  dataOf(await rest(former).post(`/api/live-chat/${id}/accept`));
  await rest(former).post(`/api/live-chat/${id}/release`);
  dataOf(await rest(agent).post(`/api/live-chat/${id}/accept`));

  const onlookers = [customer, admin, former];
  const sockets = await Promise.all(onlookers.map((who) => connect(who)));
  const author = await connect(agent);
  const joined = [];
  for (const socket of [...sockets, author]) {
    joined.push(await socket.call("chat:join", { session_id: id }));
  }
  await save(agent, id, "a secret draft");
  await save(agent, id, "a secret note", { is_internal: true });
  await author.next("chat:draft", (draft) => draft.is_internal);

  for (const [n, who] of onlookers.entries()) {
    const seen = [await sockets[n]?.everything()];
    seen.push(JSON.stringify(await sockets[n]?.call("chat:join", { session_id: id })));
    for (const one of [path(id), `/api/live-chat/${id}`, `/api/live-chat/${id}/messages`]) {
      seen.push(JSON.stringify((await rest(who).get(one)).body));
    }
    for (const list of ["sessions", "agent/sessions", "admin/all-sessions"]) {
      seen.push(JSON.stringify((await rest(who).get(`/api/live-chat/${list}`)).body));
    }
    expect(seen.join("\n"), who.role).not.toContain("secret");
  }
  // Theirs, had they one, is another.
  expect(await read(customer, id)).toEqual([]);
  // Not even to the author by what others get as well.
  expect(JSON.stringify(joined)).not.toContain("secret");
});

test("saving leaves the session as it was and no trace elsewhere", async () => {
  const { id, agent } = await stage();
  const session = () => db().select().from(sessions).where(eq(sessions.id, id));
  const before = await session();
  const counts = await rowCounts();
  await save(agent, id, "Hello");
  await save(agent, id, "Hello, I see");
  expect(await session()).toEqual(before);
  expect(await rowCounts()).toEqual(counts);
});

test("who loses the chat cannot read or write it there, and finds it again with the chat", async () => {
  const { id, agent } = await stage();
  const colleague = await makeAgent();
  const saved = await save(agent, id, "I think that");
  await rest(agent).post(`/api/live-chat/${id}/release`);
  expect(errorOf(await rest(agent).get(path(id))).code).toBe("FORBIDDEN");
  expect(errorOf(await put(agent, id, "I think that we")).code).toBe("FORBIDDEN");
  dataOf(await rest(colleague).post(`/api/live-chat/${id}/accept`));
  expect(await read(colleague, id)).toEqual([]);
  await rest(colleague).post(`/api/live-chat/${id}/release`);
  dataOf(await rest(agent).post(`/api/live-chat/${id}/accept`));
  expect(await read(agent, id)).toEqual([saved]);
});

test("the end of a chat takes all of its drafts with it, also those that are saved in that moment", async () => {
  for (let round = 0; round < 5; round++) {
    const { id, customer, agent } = await stage();
    await save(customer, id, "Thank");
    await save(agent, id, "A note", { is_internal: true });
    const saves = Array.from({ length: 8 }, (_, n) => put(agent, id, `Good bye ${n}`));
    const ended = rest(customer).post(`/api/live-chat/${id}/end`);
    const answers = await Promise.all([...saves.slice(0, 4), ended, ...saves.slice(4)]);
    dataOf(await ended);
    for (const { body } of answers) if (!body.ok) expect(body.error.code).toBe("CHAT_CLOSED");
    expect(await rowsOf(id)).toEqual([]);
    expect(errorOf(await put(agent, id, "Late")).code).toBe("CHAT_CLOSED");
    expect(await read(agent, id)).toEqual([]);
  }
});

test("of saves at once the last one stays, and it is the one with the highest version", async () => {
  const { id, agent } = await stage();
  const device = await connect(agent);
  const texts = Array.from({ length: 20 }, (_, n) => (n % 3 === 2 ? "" : `text ${n}`));
  const answers = await Promise.all(texts.map((text) => save(agent, id, text)));
  const [last] = answers.toSorted((a, b) => b.version - a.version);
  expect(new Set(answers.map(({ version }) => version)).size).toBe(texts.length);
  expect(await read(agent, id)).toEqual(last?.content ? [last] : []);
  expect(await device.all("chat:draft")).toHaveLength(texts.length);
});

test("a draft is as long as a message may be, and what is wrong is said", async () => {
  const { id, agent } = await stage();
  const longest = "🙂".repeat(10_000);
  expect((await save(agent, id, longest)).content).toBe(longest);
  const wrong: [unknown, string][] = [
    [{ content: `${longest}a` }, "content"],
    [{ content: "a\u0000" }, "content"],
    [{ content: "\ud800" }, "content"],
    [{ content: 7 }, "content"],
    [{}, "content"],
    [{ content: "a", is_internal: "yes" }, "is_internal"],
    [{ content: "a", user_id: 1 }, "user_id"],
  ];
  for (const [body, field] of wrong) {
    const answer = await rest(agent).put(path(id), body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: "VALIDATION", field });
  }
  expect(errorOf(await put(agent, "no-id", "a"))).toMatchObject({ field: "session_id" });
  expect(errorOf(await put(agent, uuidv7(), "a")).code).toBe("NOT_FOUND");
  expect(await read(agent, id)).toMatchObject([{ content: longest }]);
});

test("a save that fails leaves nothing of the text in the log", async () => {
  const { id, agent } = await stage();
  const written = vi.spyOn(log, "error");
  await db().execute(sql`alter table drafts add constraint refused check (false) not valid`);
  onTestFinished(async () => {
    written.mockRestore();
    await db().execute(sql`alter table drafts drop constraint refused`);
  });
  expect(errorOf(await put(agent, id, "a secret draft"))).toMatchObject({
    code: "INTERNAL",
    message: "Something went wrong on the server.",
  });
  expect(written).toHaveBeenCalled();
  expect(inspect(written.mock.calls, { depth: 9 })).not.toContain("secret");
});
