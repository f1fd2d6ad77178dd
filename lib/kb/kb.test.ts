import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { kb_articles } from "@/db/schema/kb-articles";
import { encodeCursor } from "@/lib/cursor";
import { KB_ARTICLE_LIMIT, type KbArticle, type KbArticleItem } from "@/lib/kb/contract";
import { listPublished, readPublished } from "@/lib/kb/queries";
import type { Message } from "@/lib/messages/contract";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
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

const PATH = "/api/kb-articles";
let agent: Person;
let colleague: Person;
let admin: Person;
let customer: Person;

beforeAll(async () => {
  [agent, colleague, admin, customer] = await Promise.all([
    makeAgent({ name: "Bob" }),
    makeAgent({ name: "Cleo" }),
    makeAdmin({ name: "Ada" }),
    makeCustomer(),
  ]);
});
beforeEach(async () => void (await db().delete(kb_articles)));

const TEXT = { title: "Returns", content: "Send it **back**." };

const make = async (who: Person, more = {}): Promise<KbArticle> =>
  dataOf(await rest(who).post(PATH, { ...TEXT, ...more })).kb_article;
const publish = (more = {}) => make(admin, { status: "published", ...more });
const change = ({ id, version }: KbArticle, who: Person, more: object) =>
  rest(who).patch(`${PATH}/${id}`, { version, ...more });
const read = (who: Person, { id }: { id: string }) => rest(who).get(`${PATH}/${id}`);
const find = async (who: Person, query = ""): Promise<KbArticleItem[]> =>
  dataOf(await rest(who).get(`${PATH}?${query}`)).items;
const titles = async (who: Person, query = "") => (await find(who, query)).map((one) => one.title);

describe("writing", () => {
  test("an agent writes a draft, which only staff know of; an admin publishes it, and all read it", async () => {
    const draft = await make(agent, { category: "Orders", summary: "How to send it back." });
    expect(draft).toMatchObject({
      ...{ ...TEXT, category: "Orders", summary: "How to send it back." },
      ...{ version: 1, status: "draft", published_at: null, url: `/articles/${draft.id}` },
      html: "<p>Send it <strong>back</strong>.</p>\n",
      updated_by: { id: agent.id, name: "Bob" },
    });
    const unknown = errorOf(await read(customer, { id: uuidv7() }));
    expect(unknown.code).toBe("NOT_FOUND");
    expect(errorOf(await read(customer, draft))).toEqual(unknown);
    expect(await titles(customer)).toEqual([]);
    expect(await titles(customer, "status=draft")).toEqual([]);
    await expect(readPublished(draft.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(dataOf(await read(colleague, draft)).kb_article).toEqual(draft);

    expect(errorOf(await change(draft, agent, { status: "published" })).code).toBe("FORBIDDEN");
    const published = dataOf(await change(draft, admin, { status: "published" })).kb_article;
    expect(published).toMatchObject({ version: 2, status: "published" });
    for (const who of [customer, await makeGuest()]) {
      const seen = dataOf(await read(who, draft)).kb_article;
      expect(seen).toEqual({ ...published, updated_by: null });
      expect(await titles(who)).toEqual(["Returns"]);
    }
    expect(await readPublished(draft.id)).toEqual({ ...published, updated_by: null });

    const again = dataOf(await change(published, admin, { status: "draft" })).kb_article;
    expect(again).toMatchObject({ status: "draft", published_at: null });
    expect(errorOf(await read(customer, draft))).toEqual(unknown);
  });

  test("what is published is the admins' alone to change and to delete", async () => {
    const published = await publish();
    for (const more of [{ title: "Mine" }, { content: "Mine" }, { status: "draft" }]) {
      expect(errorOf(await change(published, agent, more)).code).toBe("FORBIDDEN");
    }
    expect(errorOf(await rest(agent).delete(`${PATH}/${published.id}`)).code).toBe("FORBIDDEN");
    expect(errorOf(await rest(agent).post(PATH, { ...TEXT, status: "published" })).code).toBe(
      "FORBIDDEN",
    );
    expect(dataOf(await read(admin, published)).kb_article).toEqual(published);
  });

  test("a save over a newer one is refused with what is there now; one that says the same is none", async () => {
    const draft = await make(agent);
    const hers = dataOf(await change(draft, colleague, { title: "Hers" })).kb_article;
    const error = errorOf(await change(draft, agent, { title: "His", content: "Other" }));
    expect(error).toMatchObject({ code: "CONFLICT", details: { kb_article: hers } });
    expect(error.message).toBe("Cleo has changed this article in the meantime.");
    // Her answer was lost, and she saves again.
    expect(dataOf(await change(draft, colleague, { title: "Hers" })).kb_article).toEqual(hers);
    const his = dataOf(await change(hers, agent, { title: "His" })).kb_article;
    expect(his).toMatchObject({ title: "His", content: TEXT.content, version: 3 });
  });

  test("of many saves at once on one version, one wins", async () => {
    const draft = await make(agent);
    const saves = Array.from({ length: 10 }, (_, n) => change(draft, agent, { title: `${n}` }));
    const answers = await Promise.all(saves);
    expect(answers.filter(({ body }) => body.ok)).toHaveLength(1);
    expect(dataOf(await read(agent, draft)).kb_article.version).toBe(2);
  });

  test("what everybody reads leaves a trace in the audit log, and a draft none", async () => {
    const draft = await make(admin);
    const published = dataOf(await change(draft, admin, { status: "published" })).kb_article;
    const changed = dataOf(await change(published, admin, { title: "New" })).kb_article;
    const back = dataOf(await change(changed, admin, { status: "draft" })).kb_article;
    dataOf(await change(back, admin, { title: "Newer" }));
    const rows = await db()
      .select({ action: audit_log.action })
      .from(audit_log)
      .where(eq(audit_log.subject_id, draft.id))
      .orderBy(audit_log.id);
    expect(rows.map(({ action }) => action)).toEqual([
      "kb_article.publish",
      "kb_article.update",
      "kb_article.unpublish",
    ]);
  });

  test.for<[string, object, string?]>([
    ["no title", { content: "a" }, "title"],
    ["a blank title", { ...TEXT, title: " " }, "title"],
    ["a title of two lines", { ...TEXT, title: "a\nb" }, "title"],
    ["a long title", { ...TEXT, title: "a".repeat(201) }, "title"],
    ["no text", { title: "a" }, "content"],
    ["a blank text", { ...TEXT, content: " \n" }, "content"],
    ["a long text", { ...TEXT, content: "🙂".repeat(KB_ARTICLE_LIMIT + 1) }, "content"],
    ["a long summary", { ...TEXT, summary: "a".repeat(301) }, "summary"],
    ["a category of no words", { ...TEXT, category: "" }, "category"],
    ["another status", { ...TEXT, status: "hidden" }, "status"],
    ["a null character", { ...TEXT, content: "a\u0000" }, "content"],
    ["a lone surrogate", { ...TEXT, title: "\ud800" }, "title"],
    ["more than there is", { ...TEXT, id: uuidv7() }],
  ])("refused with the field that is wrong: %s", async ([, body, field]) => {
    const error = errorOf(await rest(admin).post(PATH, body));
    expect(error.code).toBe("VALIDATION");
    if (field) expect(error.field).toBe(field);
  });

  test("the longest that is allowed gets in, however it is encoded", async () => {
    const content = "🙂".repeat(KB_ARTICLE_LIMIT);
    const escaped = JSON.stringify({ ...TEXT, content }).replace(
      /[\ud800-\udfff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
    );
    const init = { method: "POST", headers: { authorization: `Bearer ${agent.token}` } };
    const answer = await fetch(`${origin()}${PATH}`, { ...init, body: escaped });
    expect(dataOf(await answer.json()).kb_article.content).toBe(content);
  });

  test("a preview is what readers would get", async () => {
    const answer = await rest(agent).post(`${PATH}/preview`, { content: "<b>*a*</b>" });
    expect(dataOf(answer).html).toBe("<p>&lt;b&gt;<em>a</em>&lt;/b&gt;</p>\n");
  });
});

describe("finding", () => {
  test("words of any language, the last as a beginning, the best place first, and the places marked", async () => {
    await publish({
      title: "Lamps",
      content: `${"Zeit ".repeat(80)}und eine Rückgabe nach 30 Tagen`,
    });
    await publish({ title: "Rückgabe und Versand", content: "Kartons" });
    await publish({ title: "Other", summary: "Von der Rückgabe", content: "Nichts" });
    await publish({ title: "الإرجاع", content: "كيف ترجع المصباح؟" });
    await make(agent, { title: "Rückgabe, a draft" });
    const found = await find(customer, `q=${encodeURIComponent("rÜCKg")}`);
    expect(found.map(({ title }) => title)).toEqual(["Rückgabe und Versand", "Other", "Lamps"]);
    const marked = (text: string, places: [number, number][]) =>
      places.map(([start, end]) => [...text].slice(start, end).join(""));
    expect(marked(found[0]?.title ?? "", found[0]?.matches.title ?? [])).toEqual(["Rückg"]);
    for (const { passage, matches } of found.slice(1)) {
      expect(marked(passage, matches.passage)).toEqual(["Rückg"]);
    }
    expect([...(found[2]?.passage ?? "")].length).toBeLessThan(320);
    expect(await titles(agent, "q=r%C3%BCckgabe")).toHaveLength(4);
    expect(await titles(customer, `q=${encodeURIComponent("المصبا")}`)).toEqual(["الإرجاع"]);
    expect(await titles(customer, "q=karton%20r%C3%BCckgabe")).toEqual([]);
    expect(await titles(customer, "q=r%C3%BCckgabe%20karton")).toEqual(["Rückgabe und Versand"]);
    expect(await titles(customer, "q=%26%7C!")).toEqual([]);
    expect((await listPublished({ q: "rückgabe" }, { ip_address: null })).items).toHaveLength(3);
  });

  test("by status and category, by title, and page by page in either order", async () => {
    await publish({ title: "b", category: "Orders", content: "word word" });
    await publish({ title: "A", content: "word" });
    await make(agent, { title: "c", category: "Orders", content: "word word word" });
    await publish({ title: `0${"🙂".repeat(199)}`, content: "word" });
    const long = `0${"🙂".repeat(199)}`;
    expect(await titles(agent)).toEqual([long, "A", "b", "c"]);
    expect(await titles(agent, "status=draft")).toEqual(["c"]);
    expect(await titles(agent, "status=published&category=Orders")).toEqual(["b"]);
    for (const query of ["limit=1", "limit=1&q=word"]) {
      const seen: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
        const page = dataOf(await rest(agent).get(`${PATH}?${query}${more}`));
        seen.push(page.items[0].title);
        cursor = page.next_cursor;
      }
      expect(seen, query).toHaveLength(4);
      expect(new Set(seen).size, query).toBe(4);
    }
    await make(agent, { title: "Secret", category: "Not yet" });
    const categoriesFor = async (who: Person) =>
      dataOf(await rest(who).get(`${PATH}/categories`)).categories;
    expect(await categoriesFor(agent)).toEqual(["Not yet", "Orders"]);
    expect(await categoriesFor(customer)).toEqual(["Orders"]);
    for (const query of ["cursor=x", "limit=0", "limit=101", "status=x", "q=", "x=1"]) {
      expect(errorOf(await rest(agent).get(`${PATH}?${query}`)).code, query).toBe("VALIDATION");
    }
  });

  test.each([
    ["", ["a\u0000", uuidv7()]],
    ["&q=word", [1e300, uuidv7()]],
    ["&q=word", [1e-300, uuidv7()]],
  ])("a cursor with what the database cannot hold is refused: %s %j", async (query, key) => {
    const cursor = encodeCursor(key);
    const answer = await rest(customer).get(`${PATH}?cursor=${cursor}${query}`);
    expect(errorOf(answer)).toMatchObject({ code: "VALIDATION", field: "cursor" });
  });
});

describe("sharing", () => {
  const SHARED = { title: "Returns", category: "Orders", summary: "In 30 days" };
  const shareIn = (who: Person, session_id: string, kb_article_id: string, more = {}) =>
    rest(who).post(`/api/live-chat/${session_id}/messages`, {
      ...{ type: "kb_article", client_id: uuidv7(), kb_article_id },
      ...more,
    });
  const logOf = async (who: Person, id: string): Promise<Message[]> =>
    dataOf(await rest(who).get(`/api/live-chat/${id}/messages`)).messages;
  const transcriptOf = async (id: string, format: string) => {
    const headers = { authorization: `Bearer ${customer.token}` };
    const path = `/api/live-chat/${id}/transcript?format=${format}`;
    return (await fetch(`${origin()}${path}`, { headers })).text();
  };

  test("it is in the message wherever that is read, and stays as it was shared", async () => {
    const article = await publish(SHARED);
    const { id } = await startActiveChat(customer, agent);
    const watcher = await connect(customer);
    await watcher.emit("chat:join", { session_id: id });
    const socket = await connect(agent);
    const event = watcher.next("chat:new_message");
    const answer = await socket.emit("chat:send_message", {
      ...{ session_id: id, type: "kb_article", client_id: "1", kb_article_id: article.id },
      content: "This says how.",
    });
    const { message } = dataOf(answer);
    const kb_article = { ...SHARED, id: article.id, url: `/articles/${article.id}` };
    expect(message).toMatchObject({ type: "kb_article", content: "This says how.", kb_article });
    expect(await event).toEqual({ message });

    dataOf(await rest(admin).delete(`${PATH}/${article.id}`));
    expect(await logOf(customer, id)).toEqual([message]);
    const joined = dataOf(await watcher.emit("chat:join", { session_id: id }));
    expect(joined.messages).toEqual([message]);
    expect(joined.session.last_message).toEqual(message);
    const search = await rest(customer).get("/api/live-chat/search?q=says");
    expect(dataOf(search).items[0].message).toEqual(message);
    expect(await transcriptOf(id, "txt")).toContain("Bob: [Article: Returns]\n    This says how.");
    expect(await transcriptOf(id, "html")).toContain("[Article: Returns]\nThis says how.");
    expect(JSON.parse(await transcriptOf(id, "json")).data.messages[0]).toMatchObject({
      kb_article,
    });
    const period = `from=${article.created_at}&to=${new Date().toISOString()}`;
    const lines = await fetch(`${origin()}/api/live-chat/admin/export?${period}&format=jsonl`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    expect(JSON.parse(await lines.text())).toMatchObject({
      type: "kb_article",
      kb_article_title: "Returns",
    });
    expect(errorOf(await read(customer, article)).code).toBe("NOT_FOUND");
  });

  test("promise 2: a retry gives the first message, also when the article is gone meanwhile", async () => {
    const article = await publish();
    const { id } = await startActiveChat(customer, agent);
    const sent = await Promise.all(
      Array.from({ length: 8 }, () => shareIn(agent, id, article.id, { client_id: "same" })),
    );
    const ids = new Set(sent.map((answer) => dataOf(answer).message.id));
    expect(ids.size).toBe(1);
    const [first] = await logOf(agent, id);
    dataOf(await rest(admin).delete(`${PATH}/${article.id}`));
    const again = await shareIn(agent, id, article.id, { client_id: "same" });
    expect(dataOf(again).message).toEqual(first);
    const other = await shareIn(agent, id, uuidv7(), { client_id: "same", content: "x" });
    expect(dataOf(other).message).toEqual(first);
    expect(await logOf(agent, id)).toEqual([first]);
  });

  test("a draft, an unknown and a wrong id are refused alike, and no seq is spent", async () => {
    const draft = await make(agent);
    const gone = await publish();
    dataOf(await change(gone, admin, { status: "draft" }));
    const { id } = await startActiveChat(customer, agent);
    for (const article_id of [draft.id, gone.id, uuidv7(), "no id"]) {
      expect(errorOf(await shareIn(agent, id, article_id))).toMatchObject({
        ...{ code: "VALIDATION", field: "kb_article_id", retryable: false },
      });
    }
    const attachment_url = `/api/chat-upload/${uuidv7()}`;
    const both = await shareIn(agent, id, (await publish()).id, { attachment_url });
    expect(errorOf(both).code).toBe("VALIDATION");
    expect(await logOf(agent, id)).toEqual([]);
    const [first] = [dataOf(await shareIn(agent, id, (await publish()).id)).message];
    expect(first).toMatchObject({ seq: 1, content: "" });
  });

  test("promise 8: one in a note reaches no customer", async () => {
    const article = await publish({ title: "Canary 4711" });
    const { id } = await startActiveChat(customer, agent);
    const note = await shareIn(agent, id, article.id, { is_internal: true });
    expect(dataOf(note).message).toMatchObject({ note_seq: 1, is_internal: true });
    expect(await logOf(agent, id)).toHaveLength(1);
    expect(await logOf(customer, id)).toEqual([]);
    expect(await transcriptOf(id, "txt")).not.toContain("4711");
  });
});
