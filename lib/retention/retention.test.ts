import { eq, inArray, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeEach, describe, expect, test } from "vitest";
import { db, transaction } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { messages } from "@/db/schema/messages";
import { sessions } from "@/db/schema/sessions";
import { ticket_comments, tickets } from "@/db/schema/tickets";
import { logins, users } from "@/db/schema/users";
import { setConfig } from "@/lib/config";
import { logIn } from "@/lib/logins/commands";
import { eraseOld } from "@/lib/retention/commands";
import { lockGoneCustomer, lockOldSessions } from "@/lib/retention/queries";
import { updateSettings } from "@/lib/settings/commands";
import { storage } from "@/lib/uploads/storage";
import { testConfig } from "@/testing/database";
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
  upload,
} from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

const DAY = 86_400;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY * 1000).toISOString();
const keepFor = (days: number) =>
  setConfig(testConfig({ PARLEY_RETENTION: String(Math.round(days * DAY)) }));

let admin: Person;
let agent: Person;
beforeEach(async () => {
  keepFor(0);
  [admin, agent] = await Promise.all([makeAdmin(), makeAgent()]);
  await db().execute(sql`truncate ${audit_log}`);
});

/** A chat with words of both sides and a file, which ended so many days ago. */
async function endedChat(customer: Person, days: number) {
  const { id } = await startActiveChat(customer, agent, { subject: "A lamp" });
  await say(customer, id, "It is broken.");
  await say(agent, id, "She is angry.", { is_internal: true });
  const file = new File(["%PDF-1.4\n%%EOF\n"], "bill.pdf", { type: "application/pdf" });
  const { attachment_id, attachment_url } = await upload(customer, id, file);
  await say(customer, id, "", { type: "file", attachment_url, content: undefined });
  dataOf(await rest(agent).post(`/api/live-chat/${id}/end`));
  await db()
    .update(sessions)
    .set({ ended_at: daysAgo(days) })
    .where(eq(sessions.id, id));
  return { id, attachment_id };
}

const textsOf = async (session_id: string) => {
  const log = await db()
    .select({ content: messages.content, sender_type: messages.sender_type })
    .from(messages)
    .where(eq(messages.session_id, session_id));
  return log.filter((one) => one.sender_type !== "system").map((one) => one.content);
};
const subjectOf = async (id: string) =>
  (await db().select().from(sessions).where(eq(sessions.id, id)))[0]?.subject;
const nameOf = async (id: number) =>
  (await db().select().from(users).where(eq(users.id, id)))[0]?.name;
const acts = () => db().select().from(audit_log).where(eq(audit_log.action, "retention.erase"));

/** As though they had come so many days ago and never again. */
async function leave(days: number, ...people: Person[]) {
  const ids = people.map(({ id }) => id);
  const created_at = daysAgo(days);
  await db().update(users).set({ created_at }).where(inArray(users.id, ids));
  await db()
    .update(logins)
    .set({ created_at, expires_at: daysAgo(days - 30) })
    .where(inArray(logins.user_id, ids));
}

describe("chats", () => {
  test("go by their end: texts, notes and files of those that are old enough, and of no other", async () => {
    const customer = await makeCustomer();
    const [old, recent] = [await endedChat(customer, 31), await endedChat(customer, 29)];
    const open = await startActiveChat(customer, agent, { subject: "A lamp" });
    const created_at = daysAgo(400);
    await db().update(sessions).set({ created_at }).where(eq(sessions.id, open.id));
    await say(customer, open.id, "Still here.");
    keepFor(30);
    await eraseOld();
    expect(new Set(await textsOf(old.id))).toEqual(new Set(["(erased)"]));
    expect(await subjectOf(old.id)).toBe("(erased)");
    await expect(storage().read(old.attachment_id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await textsOf(recent.id)).toContain("It is broken.");
    expect(await subjectOf(recent.id)).toBe("A lamp");
    expect(await storage().read(recent.attachment_id)).toBeDefined();
    expect(await textsOf(open.id)).toEqual(["Still here."]);
    expect(await acts()).toMatchObject([
      {
        actor_id: null,
        details: { age: 30 * DAY, chats: 1, messages: 3, files: 1 },
      },
    ]);
    expect((await rest(admin).get("/api/audit?action=retention.erase")).status).toBe(200);
  });

  test("all stay where nobody chose, however old they are", async () => {
    const { id } = await endedChat(await makeCustomer(), 3000);
    await eraseOld();
    expect(await textsOf(id)).toContain("It is broken.");
    expect(await acts()).toEqual([]);
  });

  test("a second look finds nothing more, and leaves no row", async () => {
    await endedChat(await makeCustomer(), 31);
    keepFor(30);
    await eraseOld();
    await eraseOld();
    expect(await acts()).toHaveLength(1);
  });

  test("more than one transaction takes all go with one look", async () => {
    const customer = await makeCustomer();
    const ended_at = daysAgo(31);
    for (let n = 0; n < 101; n++) {
      await insertChat({ customer, status: "closed", values: { ended_at } });
    }
    keepFor(30);
    await eraseOld();
    const left = await db()
      .select({ erased_at: sessions.erased_at })
      .from(sessions)
      .where(eq(sessions.customer_id, customer.id));
    expect(left.filter(({ erased_at }) => erased_at === null)).toEqual([]);
    expect((await acts()).map(({ details }) => details.chats)).toEqual([100, 1]);
  });

  test("two nodes share them: what one holds the other passes over", async () => {
    const { id } = await endedChat(await makeCustomer(), 31);
    await transaction(async (tx) => {
      expect(await lockOldSessions(tx, 30 * DAY)).toContain(id);
      await transaction(async (other) => {
        expect(await lockOldSessions(other, 30 * DAY)).not.toContain(id);
      });
    });
  });
});

describe("tickets", () => {
  async function ticket(status: "open" | "solved", days: number) {
    const customer = await makeCustomer();
    const made = dataOf(
      await rest(admin).post("/api/tickets", { customer_id: customer.id, subject: "A lamp" }),
    ).ticket;
    const comment = { client_id: uuidv7(), content: "Call her." };
    dataOf(await rest(admin).post(`/api/tickets/${made.id}/comments`, comment));
    const at = daysAgo(days);
    await db().update(tickets).set({ status, updated_at: at }).where(eq(tickets.id, made.id));
    await db()
      .update(ticket_comments)
      .set({ created_at: at })
      .where(eq(ticket_comments.ticket_id, made.id));
    return made.id as string;
  }
  const stateOf = async (id: string) => {
    const [row] = await db().select().from(tickets).where(eq(tickets.id, id));
    const [comment] = await db()
      .select()
      .from(ticket_comments)
      .where(eq(ticket_comments.ticket_id, id));
    return [row?.subject, comment?.content];
  };
  const WHOLE = ["A lamp", "Call her."];

  test("go once they are done and nothing was said in them for as long", async () => {
    const [done, recent, open, talked_of, changed] = [
      await ticket("solved", 31),
      await ticket("solved", 29),
      await ticket("open", 400),
      await ticket("solved", 31),
      await ticket("solved", 31),
    ];
    const updated_at = daysAgo(29);
    await db().update(tickets).set({ updated_at }).where(eq(tickets.id, changed));
    await db()
      .update(ticket_comments)
      .set({ created_at: daysAgo(29) })
      .where(eq(ticket_comments.ticket_id, talked_of));
    keepFor(30);
    await eraseOld();
    expect(await stateOf(done)).toEqual(["(erased)", "(erased)"]);
    expect(await stateOf(recent)).toEqual(WHOLE);
    expect(await stateOf(open)).toEqual(WHOLE);
    expect(await stateOf(talked_of)).toEqual(WHOLE);
    expect(await stateOf(changed)).toEqual(WHOLE);
  });
});

describe("customers", () => {
  test("go with the last of their chats, and can sign in no more", async () => {
    const [gone, guest, has_more] = [
      await makeCustomer({ name: "Gone" }),
      await makeGuest({ name: "Guest" }),
      await makeCustomer({ name: "Has more" }),
    ];
    await endedChat(gone, 31);
    await endedChat(has_more, 31);
    await endedChat(has_more, 29);
    await leave(60, gone, guest, has_more);
    keepFor(30);
    await eraseOld();
    expect(await nameOf(gone.id)).toBe("Erased customer");
    expect(await nameOf(guest.id)).toBe("Erased customer");
    expect(await nameOf(has_more.id)).toBe("Has more");
    expect(await acts()).toMatchObject([{ details: { chats: 2 } }, { details: { customers: 2 } }]);
    expect(errorOf(await rest(gone).get("/api/me")).code).toBe("UNAUTHENTICATED");
  });

  test("stay who came of late, who have a ticket that is whole, and who are signed in", async () => {
    const [recent, ticketed, signed_in, back] = [
      await makeCustomer({ name: "Recent" }),
      await makeCustomer({ name: "Ticketed" }),
      await makeCustomer({ name: "Signed in" }),
      await makeCustomer({ name: "Back" }),
    ];
    await rest(admin).post("/api/tickets", { customer_id: ticketed.id, subject: "A lamp" });
    await leave(60, ticketed, signed_in, back);
    await leave(29, recent);
    await db().delete(logins).where(eq(logins.user_id, recent.id));
    await db()
      .update(logins)
      .set({ expires_at: daysAgo(-1) })
      .where(eq(logins.user_id, signed_in.id));
    const { login_id } = await logIn(back.id);
    await db()
      .update(logins)
      .set({ expires_at: daysAgo(1) })
      .where(eq(logins.id, login_id));
    keepFor(30);
    await eraseOld();
    for (const person of [recent, ticketed, signed_in, back]) {
      expect(await nameOf(person.id)).toBe(person.name);
    }
  });

  test("who signs in while they are looked at stays", async () => {
    const customer = await makeCustomer({ name: "Back" });
    await leave(60, customer);
    await transaction(async (tx) => {
      expect(await lockGoneCustomer(tx, customer.id, 30 * DAY)).toBe(true);
    });
    await logIn(customer.id);
    await transaction(async (tx) => {
      expect(await lockGoneCustomer(tx, customer.id, 30 * DAY)).toBe(false);
    });
  });

  test("staff never go, however long they were away", async () => {
    await leave(600, admin, agent);
    keepFor(1);
    await eraseOld();
    expect(await nameOf(agent.id)).toBe(agent.name);
    expect(await nameOf(admin.id)).toBe(admin.name);
  });
});

test("it is an admin's setting, in whole seconds of a day or more, and 0 is none", async () => {
  setConfig(testConfig());
  const patch = (retention: number, version = 0) =>
    rest(admin).patch("/api/settings", { version, retention });
  expect(errorOf(await patch(365))).toMatchObject({ code: "VALIDATION", field: "retention" });
  expect(errorOf(await patch(DAY - 1)).code).toBe("VALIDATION");
  dataOf(await patch(30 * DAY));
  const { id } = await endedChat(await makeCustomer(), 31);
  await eraseOld();
  expect(await subjectOf(id)).toBe("(erased)");
  await updateSettings(admin.actor, { version: 1, retention: 0 });
  const kept = await endedChat(await makeCustomer(), 31);
  await eraseOld();
  expect(await subjectOf(kept.id)).toBe("A lamp");
});
