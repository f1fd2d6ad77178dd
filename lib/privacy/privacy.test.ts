import { and, eq, inArray, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db, transaction } from "@/db/client";
import { attachments } from "@/db/schema/attachments";
import { session_figures } from "@/db/schema/figures";
import { messages } from "@/db/schema/messages";
import { message_words, wordsOf } from "@/db/schema/search";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { storage } from "@/lib/uploads/storage";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import { origin } from "@/testing/origin";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  makeGuest,
  PASSWORD,
  type Person,
  say,
  startActiveChat,
  upload,
} from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let admin: Person;
let agent: Person;
let made = 0;
beforeEach(async () => {
  [admin, agent] = await Promise.all([makeAdmin(), makeAgent()]);
});

/** A word that is nowhere else in the database. */
const secret = (what: string) => `${what}-${++made}-zanzibar`;

/** A customer who has left something of each kind, all of it with a word of its own. */
async function present() {
  const words = Object.fromEntries(
    ["name", "subject", "page", "text", "reply", "note", "file", "rating", "draft"].map((what) => [
      what,
      secret(what),
    ]),
  ) as Record<string, string>;
  const customer = await makeCustomer({ name: words.name ?? "" });
  const { id } = await startActiveChat(customer, agent, {
    subject: words.subject,
    metadata: { page_url: words.page },
  });
  await say(customer, id, words.text ?? "");
  await say(agent, id, words.reply ?? "");
  await say(agent, id, words.note ?? "", { is_internal: true });
  const picture = new File([PIXEL], `${words.file}.png`, { type: "image/png" });
  const { attachment_url } = await upload(customer, id, picture);
  await say(customer, id, "", { type: "image", attachment_url, content: undefined });
  dataOf(await rest(agent).post(`/api/live-chat/${id}/convert-to-ticket`));
  const ticket = dataOf(
    await rest(admin).post("/api/tickets", { customer_id: customer.id, subject: words.subject }),
  ).ticket;
  const comment = { client_id: "1", content: words.note };
  dataOf(await rest(admin).post(`/api/tickets/${ticket.id}/comments`, comment));
  dataOf(await rest(agent).post(`/api/live-chat/${id}/end`));
  const rating = { score: 2, comment: words.rating };
  dataOf(await rest(customer).post(`/api/live-chat/${id}/rating`, rating));
  const open = await startActiveChat(customer, agent, { subject: words.subject });
  dataOf(await rest(customer).put(`/api/live-chat/${open.id}/draft`, { content: words.draft }));
  return { customer, words, closed_id: id, open_id: open.id };
}

async function exported(user_id: number) {
  const response = await fetch(`${origin()}/api/users/${user_id}/export`, {
    headers: { authorization: `Bearer ${admin.token}` },
  });
  expect(response.headers.get("content-disposition")).toContain(`customer-${user_id}.json`);
  return JSON.parse(await response.text());
}

/** Every table as text, as whoever looked through the whole database would find it. */
async function everything(): Promise<string> {
  const tables = await db().execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await db().execute(sql`select t::text from ${sql.identifier(name)} t`);
    texts.push(...rows.map((row) => String(row.t)));
  }
  return texts.join("\n");
}

const searched = (who: Person, q: string) => rest(who).get(`/api/live-chat/search?q=${q}`);

describe("exporting a customer", () => {
  test("has all that is known of them, with notes, and leaves a row in the audit log", async () => {
    const { customer, words, closed_id } = await present();
    const document = await exported(customer.id);
    expect(document.customer).toMatchObject({ id: customer.id, name: words.name });
    expect(document.chats).toHaveLength(2);
    expect(document.chats[0]).toMatchObject({ id: closed_id, rating: 2 });
    const text = JSON.stringify(document);
    for (const word of Object.values(words)) expect(text, word).toContain(word);
    expect(text).not.toContain("password");
    const { items } = dataOf(await rest(admin).get(`/api/audit?subject_id=${customer.id}`));
    expect(items).toMatchObject([{ action: "customer.export", actor: { id: admin.id } }]);
  });

  test("of one who left nothing is a document too; of staff there is none", async () => {
    const guest = await makeGuest();
    expect(await exported(guest.id)).toMatchObject({ chats: [], tickets: [] });
    for (const { id } of [agent, admin]) {
      expect(errorOf(await rest(admin).get(`/api/users/${id}/export`)).code).toBe("NOT_FOUND");
    }
  });
});

/** Connections of this database that wait for another's lock on a table. */
async function waiting(): Promise<number> {
  const [row] = await db().execute<{ count: number }>(sql`select count(*)::int as count
    from pg_locks where not granted and relation = 'message_words'::regclass`);
  return row?.count ?? 0;
}

describe("erasing a customer", () => {
  const erase = (user_id: number) => rest(admin).post(`/api/users/${user_id}/erase`);

  test("leaves nothing of theirs in any table or in the storage, and keeps the counts", async () => {
    const { customer, words, closed_id } = await present();
    await vi.waitUntil(
      async () => dataOf(await searched(admin, words.text ?? "")).items.length === 1,
      10_000,
    );
    const [file] = await db()
      .select()
      .from(attachments)
      .where(eq(attachments.session_id, closed_id));
    const before = await db()
      .select()
      .from(session_figures)
      .where(eq(session_figures.session_id, closed_id));

    const { erased } = dataOf(await erase(customer.id));
    expect(erased).toEqual({ chats: 2, messages: 4, files: 1, tickets: 2 });

    const rest_of_it = await everything();
    for (const word of [...Object.values(words), customer.email ?? ""]) {
      expect(rest_of_it, word).not.toContain(word);
    }
    await expect(storage().read(file?.id ?? "")).rejects.toMatchObject({ code: "NOT_FOUND" });
    const after = await db()
      .select()
      .from(session_figures)
      .where(eq(session_figures.session_id, closed_id));
    expect(after).toEqual(before);
    const [chat] = await db().select().from(sessions).where(eq(sessions.id, closed_id));
    expect(chat).toMatchObject({ status: "closed", rating: 2, agent_id: agent.id });
    const log = await db()
      .select({ seq: messages.seq })
      .from(messages)
      .where(eq(messages.session_id, closed_id));
    expect(new Set(log.map(({ seq }) => seq)).size).toBe(chat?.last_seq);
  });

  test("leaves no words of theirs that are being written down for the search meanwhile", async () => {
    const { customer, words, closed_id } = await present();
    const [said] = await db()
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.session_id, closed_id), eq(messages.content, words.text ?? "")));
    const own = eq(message_words.message_id, said?.id ?? "");
    let erasing: Promise<unknown> | undefined;
    await transaction(async (tx) => {
      await tx.delete(message_words).where(own);
      await tx
        .insert(message_words)
        .values({ message_id: said?.id ?? "", words: wordsOf(sql`${words.text}`) as never });
      erasing = erase(customer.id);
      await vi.waitUntil(async () => (await waiting()) > 0, 10_000);
    });
    dataOf((await erasing) as Awaited<ReturnType<typeof erase>>);
    const left = await db().select().from(message_words).where(own);
    expect(JSON.stringify(left)).not.toContain("zanzibar");
  });

  test("ends their open chats and their sign-ins at once, and nobody signs in as them again", async () => {
    const { customer, open_id } = await present();
    const socket = await connect(customer);
    dataOf(await erase(customer.id));
    await socket.closed();
    expect(errorOf(await rest(customer).get("/api/me")).code).toBe("UNAUTHENTICATED");
    const signing = await rest(null).post("/api/auth/token", {
      email: customer.email,
      password: PASSWORD,
    });
    expect(errorOf(signing).code).toBe("UNAUTHENTICATED");
    const [chat] = await db().select().from(sessions).where(eq(sessions.id, open_id));
    expect(chat?.status).toBe("closed");
    const [holder] = await db().select().from(users).where(eq(users.id, agent.id));
    expect(holder?.active_chats).toBe(0);
    // The address is free for whoever has it.
    dataOf(
      await rest(null).post("/api/auth/register", {
        name: "New",
        email: customer.email,
        password: PASSWORD,
      }),
    );
  });

  test("touches nobody else, and is told in the audit log by numbers alone", async () => {
    const [{ customer, words }, other] = [await present(), await present()];
    dataOf(await erase(customer.id));
    const text = JSON.stringify(await exported(other.customer.id));
    for (const word of Object.values(other.words)) expect(text, word).toContain(word);
    const { items } = dataOf(await rest(admin).get("/api/audit?action=customer.erase"));
    expect(items[0]).toMatchObject({
      subject_id: String(customer.id),
      subject: "Erased customer",
      details: { chats: 2, messages: 4, files: 1, tickets: 2 },
    });
    expect(JSON.stringify(items)).not.toContain(words.name);
  });

  test("staff who read the chat see what is left, and a second time is as the first", async () => {
    const { customer, closed_id } = await present();
    dataOf(await erase(customer.id));
    const { messages: shown } = dataOf(
      await rest(agent).get(`/api/live-chat/${closed_id}/messages`),
    );
    const said = shown.filter((one: { sender_type: string }) => one.sender_type !== "system");
    expect(new Set(said.map((one: { content: string }) => one.content))).toEqual(
      new Set(["(erased)"]),
    );
    dataOf(await erase(customer.id));
    expect((await erase(agent.id)).status).toBe(404);
    const kept = await db()
      .select()
      .from(users)
      .where(inArray(users.id, [agent.id]));
    expect(kept[0]?.is_active).toBe(true);
  });
});
