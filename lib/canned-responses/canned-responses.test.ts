import { uuidv7 } from "uuidv7";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { canned_responses } from "@/db/schema/canned-responses";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import { encodeCursor } from "@/lib/cursor";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  makeGuest,
  type Person,
  startActiveChat,
} from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const PATH = "/api/canned-responses";
let agent: Person;
let colleague: Person;
let admin: Person;

beforeAll(async () => {
  [agent, colleague, admin] = await Promise.all([makeAgent(), makeAgent(), makeAdmin()]);
});
beforeEach(async () => void (await db().delete(canned_responses)));

const make = async (who: Person, more = {}): Promise<CannedResponse> =>
  dataOf(await rest(who).post(PATH, { name: "Hello", content: "Hello", ...more })).canned_response;
const read = async (who: Person, { id }: { id: string }): Promise<CannedResponse> =>
  dataOf(await rest(who).get(`${PATH}/${id}`)).canned_response;
async function names(who: Person, query = ""): Promise<string[]> {
  const { items } = dataOf(await rest(who).get(`${PATH}?${query}`));
  return items.map(({ name }: CannedResponse) => name);
}
const textsOf = async (who: Person, session_id: string): Promise<string[]> =>
  dataOf(await rest(who).get(`/api/live-chat/${session_id}/messages`)).messages.map(
    ({ content }: { content: string }) => content,
  );
const use = (who: Person, session_id: string, response: { id: string }, more = {}) =>
  rest(who).post(`/api/live-chat/${session_id}/use-canned-response`, {
    client_id: uuidv7(),
    canned_response_id: response.id,
    ...more,
  });

describe("keeping them", () => {
  test("one is made, read, changed in part, and deleted", async () => {
    const made = await make(agent, { category: "Orders", tags: ["late", "late", "lamp"] });
    expect(made).toMatchObject({
      name: "Hello",
      category: "Orders",
      tags: ["late", "lamp"],
      is_active: true,
      is_shared: false,
      use_count: 0,
    });
    const change = { content: "Hello {{customer_name|there}}", category: null, is_active: false };
    const changed = dataOf(await rest(agent).patch(`${PATH}/${made.id}`, change)).canned_response;
    expect(changed).toEqual({ ...made, ...change, updated_at: expect.any(String) });
    expect(await read(agent, made)).toEqual(changed);
    dataOf(await rest(agent).delete(`${PATH}/${made.id}`));
    expect(errorOf(await rest(agent).get(`${PATH}/${made.id}`)).code).toBe("NOT_FOUND");
  });

  test("another's own does not exist, for an admin neither; a shared one is there for all, and admins change it", async () => {
    const own = await make(agent, { name: "Own" });
    const shared = await make(admin, { name: "Shared", is_shared: true });
    expect(await names(agent)).toEqual(["Own", "Shared"]);
    for (const other of [colleague, admin]) {
      expect(await names(other)).toEqual(["Shared"]);
      const calls = [
        rest(other).get(`${PATH}/${own.id}`),
        rest(other).patch(`${PATH}/${own.id}`, { name: "Taken" }),
        rest(other).delete(`${PATH}/${own.id}`),
      ];
      const unknown = errorOf(await rest(other).get(`${PATH}/${uuidv7()}`));
      for (const call of calls) expect(errorOf(await call)).toEqual(unknown);
    }
    expect((await read(agent, own)).name).toBe("Own");
    expect(errorOf(await rest(agent).patch(`${PATH}/${shared.id}`, { name: "Mine" })).code).toBe(
      "FORBIDDEN",
    );
    expect((await read(agent, shared)).name).toBe("Shared");
    const renamed = await rest(await makeAdmin()).patch(`${PATH}/${shared.id}`, { name: "Ours" });
    expect(dataOf(renamed).canned_response).toMatchObject({ name: "Ours", is_shared: true });
  });

  test("they are listed by name, found by what they say, and narrowed; page by page", async () => {
    await make(agent, { name: "b refund", content: "In 5_days", category: "Orders", tags: ["a"] });
    await make(agent, { name: "A", category: "Orders", tags: ["a", "b"], is_active: false });
    await make(admin, { name: "c", content: "Warehouse", tags: ["b"], is_shared: true });
    expect(await names(agent)).toEqual(["A", "b refund", "c"]);
    const queries: [string, string[]][] = [
      ["q=REFUND", ["b refund"]],
      ["q=5_d", ["b refund"]],
      ["q=5%25d", []],
      ["q=warehouse", ["c"]],
      ["q=orders", ["A", "b refund"]],
      ["category=Orders", ["A", "b refund"]],
      ["category=orders", []],
      ["tags=a", ["A", "b refund"]],
      ["tags=a,b", ["A"]],
      ["is_active=true", ["b refund", "c"]],
      ["is_active=false", ["A"]],
      ["is_shared=true", ["c"]],
      ["is_shared=false&tags=b", ["A"]],
    ];
    for (const [query, found] of queries) expect(await names(agent, query), query).toEqual(found);

    await make(agent, { name: `0${"🙂".repeat(99)}` });
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const more: string = cursor && `&cursor=${cursor}`;
      const page = dataOf(await rest(agent).get(`${PATH}?limit=1${more}`));
      seen.push(page.items[0].name);
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(await names(agent));
    expect(seen).toHaveLength(4);
  });

  test("what is wrong is refused, with its field, and leaves nothing", async () => {
    const good = { name: "Hello", content: "Hello" };
    const wrong: [object, string][] = [
      [{ name: 7 }, "name"],
      [{ name: " " }, "name"],
      [{ name: "a\nb" }, "name"],
      [{ name: "a".repeat(101) }, "name"],
      [{ content: undefined }, "content"],
      [{ content: ["a"] }, "content"],
      [{ content: "\u200b" }, "content"],
      [{ content: "a\u0000" }, "content"],
      [{ content: "\ud800" }, "content"],
      [{ content: "a".repeat(10_001) }, "content"],
      [{ content: "Hello {{name}}" }, "content"],
      [{ content: "Hello {{customer_name" }, "content"],
      [{ content: "{{customer_name|{{subject}}}}" }, "content"],
      [{ category: "a\tb" }, "category"],
      [{ category: "" }, "category"],
      [{ category: "a".repeat(51) }, "category"],
      [{ tags: "a" }, "tags"],
      [{ tags: ["a\u0007"] }, "tags.0"],
      [{ tags: Array.from({ length: 21 }, (_, n) => `${n}`) }, "tags"],
      [{ is_active: "yes" }, "is_active"],
      [{ is_shared: 1 }, "is_shared"],
      [{ owner_id: 1 }, "owner_id"],
    ];
    for (const [change, field] of wrong) {
      const error = errorOf(await rest(agent).post(PATH, { ...good, ...change }));
      expect(error, JSON.stringify(change)).toMatchObject({ code: "VALIDATION", field });
    }
    expect(await names(agent)).toEqual([]);
    const { id } = await make(agent);
    const bad = await rest(agent).patch(`${PATH}/${id}`, { content: "{{x}}" });
    expect(errorOf(bad)).toMatchObject({ code: "VALIDATION", field: "content" });
    expect(errorOf(bad).message).toContain("{{x}}");
    expect(errorOf(await rest(agent).get(`${PATH}/none`)).code).toBe("VALIDATION");
    expect(errorOf(await rest(agent).get(`${PATH}?is_active=1`)).field).toBe("is_active");
    for (const cursor of ["x", encodeCursor(["a\u0000", id])]) {
      expect(errorOf(await rest(agent).get(`${PATH}?cursor=${cursor}`)).field).toBe("cursor");
    }
  });
});

describe("sending one", () => {
  const GREETING = "Hello {{customer_name|there}}, {{agent_name}} here about {{subject}}.";

  test("it is filled for the chat and is a message like another, for the other side too", async () => {
    const customer = await makeCustomer({ name: "{{subject}} <b>Maria</b>" });
    const session = await startActiveChat(customer, agent, { subject: "Lamp" });
    const response = await make(admin, { content: GREETING, is_shared: true });
    const [theirs, own] = [await connect(customer), await connect(agent)];
    await theirs.call("chat:join", { session_id: session.id });
    const sent = { session_id: session.id, client_id: uuidv7(), canned_response_id: response.id };
    const { message } = dataOf(await own.call("chat:use_canned_response", sent));
    const content = `Hello {{subject}} <b>Maria</b>, ${agent.name} here about Lamp.`;
    expect(message).toMatchObject({ type: "text", content, sender_id: agent.id, seq: 1 });
    expect(await theirs.next("chat:new_message")).toEqual({ message });
    expect(await read(agent, response)).toMatchObject({ use_count: 1 });
  });

  test("promise 2: a retry gives the first message and is one use, also at once, changed, turned off or deleted", async () => {
    const session = await startActiveChat(await makeGuest({ name: "Guest" }), agent);
    const response = await make(agent, { content: GREETING });
    const again = { client_id: uuidv7() };
    const tries = [1, 2, 3, 4].map(() => use(agent, session.id, response, again));
    const sent = (await Promise.all(tries)).map((answer) => dataOf(answer).message);
    expect(sent[0].content).toBe(`Hello there, ${agent.name} here about My order.`);
    for (const message of sent) expect(message).toEqual(sent[0]);
    expect((await read(agent, response)).use_count).toBe(1);

    await rest(agent).patch(`${PATH}/${response.id}`, { content: "Other", is_active: false });
    expect(dataOf(await use(agent, session.id, response, again)).message).toEqual(sent[0]);
    expect((await read(agent, response)).use_count).toBe(1);
    await rest(agent).delete(`${PATH}/${response.id}`);
    expect(dataOf(await use(agent, session.id, response, again)).message).toEqual(sent[0]);
    await rest(agent).post(`/api/live-chat/${session.id}/end`);
    expect(dataOf(await use(agent, session.id, response, again)).message).toEqual(sent[0]);
    expect(errorOf(await use(agent, session.id, await make(agent))).code).toBe("CHAT_CLOSED");
    expect(await textsOf(agent, session.id)).toEqual([sent[0].content]);
  });

  test("what the agent saw or changed is what goes out, and counts; also where the response is gone", async () => {
    const session = await startActiveChat(await makeCustomer(), agent);
    const response = await make(agent, { content: GREETING });
    const content = "Hello {{Maria}}, as I said";
    expect(dataOf(await use(agent, session.id, response, { content })).message).toMatchObject({
      content,
    });
    expect((await read(agent, response)).use_count).toBe(1);
    dataOf(await use(agent, session.id, { id: uuidv7() }, { content: "Kept" }));
    expect(await textsOf(agent, session.id)).toEqual([content, "Kept"]);
  });

  test("another's own, an unknown one and one that is turned off send nothing", async () => {
    const session = await startActiveChat(await makeCustomer(), agent);
    const refused: [{ id: string }, string][] = [
      [await make(colleague), "NOT_FOUND"],
      [await make(admin), "NOT_FOUND"],
      [{ id: uuidv7() }, "NOT_FOUND"],
      [await make(agent, { is_active: false }), "CONFLICT"],
    ];
    for (const [response, code] of refused) {
      const error = errorOf(await use(agent, session.id, response));
      expect(error).toMatchObject({ code, field: "canned_response_id" });
    }
    const theirs = await make(colleague);
    dataOf(await use(agent, session.id, theirs, { content: "Mine" }));
    expect((await read(colleague, theirs)).use_count).toBe(0);
    expect(await textsOf(agent, session.id)).toEqual(["Mine"]);
  });

  test("the filled text is as long as a message may be, and not blank", async () => {
    const session = await startActiveChat(await makeCustomer(), agent, {
      subject: "s".repeat(200),
    });
    const long = await make(agent, { content: "{{subject}}".repeat(50) });
    expect(dataOf(await use(agent, session.id, long)).message.content).toBe("s".repeat(10_000));
    const longer = await make(agent, { content: `${"{{subject}}".repeat(50)}.` });
    expect(errorOf(await use(agent, session.id, longer))).toMatchObject({
      code: "VALIDATION",
      field: "content",
    });
    const guest = await startActiveChat(await makeGuest({ name: "Guest" }), agent);
    const blank = await make(agent, { content: "{{customer_name|}}" });
    expect(errorOf(await use(agent, guest.id, blank)).field).toBe("content");
    expect((await read(agent, longer)).use_count + (await read(agent, blank)).use_count).toBe(0);
  });

  test("what is wrong is refused before anything is sent", async () => {
    const session = await startActiveChat(await makeCustomer(), agent);
    const response = await make(agent);
    const wrong: [object, string][] = [
      [{ canned_response_id: 7 }, "canned_response_id"],
      [{ canned_response_id: "none" }, "canned_response_id"],
      [{ client_id: "a b" }, "client_id"],
      [{ content: "" }, "content"],
      [{ content: "a\u0000" }, "content"],
      [{ content: "a".repeat(10_001) }, "content"],
      [{ is_internal: true }, "is_internal"],
    ];
    for (const [more, field] of wrong) {
      const error = errorOf(await use(agent, session.id, response, more));
      expect(error).toMatchObject({ code: "VALIDATION", field });
    }
    expect(await textsOf(agent, session.id)).toEqual([]);
  });
});
