import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { audit_log } from "@/db/schema/audit";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import type { Message } from "@/lib/messages/contract";
import type { RealtimeServer } from "@/lib/realtime/publish";
import { sessionRoom, userRoom } from "@/lib/realtime/rooms";
import type { Holder } from "@/lib/sessions/contract";
import { slot } from "@/lib/slot";
import { bePresent, connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
import {
  makeAdmin,
  makeAgent,
  makeCustomer,
  type Person,
  say,
  startActiveChat,
} from "@/testing/people";
import { dataOf, errorOf, rest } from "@/testing/rest";

withServer();

let customer: Person;
let mara: Person;
let tom: Person;
let admin: Person;
/** A chat that Mara has. */
let id: string;

beforeEach(async () => {
  [customer, mara, tom, admin] = await Promise.all([
    makeCustomer(),
    makeAgent({ name: "Mara" }),
    makeAgent({ name: "Tom" }),
    makeAdmin(),
  ]);
  await Promise.all([mara, tom].map((person) => bePresent(person)));
  ({ id } = await startActiveChat(customer, mara));
});

const path = (session_id = id) => `/api/live-chat/${session_id}`;
const transfer = (who: Person, agent_id: number, more = {}, session_id = id) =>
  rest(who).post(`${path(session_id)}/transfer`, { agent_id, ...more });
const logOf = async (who: Person): Promise<Message[]> =>
  dataOf(await rest(who).get(`${path()}/messages`)).messages;
const plain = ({ content }: Message) => content.replaceAll(/[\u2068\u2069]/g, "");
const loads = async (...people: Person[]) =>
  Promise.all(
    people.map(async (person) => {
      const [row] = await db()
        .select({ load: users.active_chats })
        .from(users)
        .where(eq(users.id, person.id));
      return row?.load;
    }),
  );

describe("handing a chat on", () => {
  test("the next agent has it, all read so in the log, and the staff alone read the note", async () => {
    await say(customer, id, "Where is it?");
    const before = dataOf(await rest(mara).get(path())).session;
    const { session } = dataOf(await transfer(mara, tom.id, { note: "They ordered twice" }));

    expect(session).toMatchObject({ status: "active", agent_id: tom.id, agent: { name: "Tom" } });
    expect(session.version).toBe(before.version + 1);
    // Nobody has answered them by it.
    expect(session.waiting_since).toBe(before.waiting_since);
    expect(session.wait_time).toBe(before.wait_time);
    const [first, second] = session.agents as [Holder, Holder];
    expect([first.id, second.id]).toEqual([mara.id, tom.id]);
    expect(first.left_at).toBe(second.joined_at);
    expect(second).toMatchObject({ joined_at: session.assigned_at, left_at: null });

    expect((await logOf(customer)).map(plain)).toEqual([
      "Where is it?",
      "Mara handed the chat to Tom",
    ]);
    const [, told, note] = await logOf(tom);
    expect(told).toMatchObject({ type: "system", sender_type: "system", sender_id: null, seq: 2 });
    expect(note).toMatchObject({
      content: "They ordered twice",
      is_internal: true,
      sender_id: mara.id,
      seq: 2,
      note_seq: 1,
    });
    expect(await loads(mara, tom)).toEqual([0, 1]);
    const [row] = await db()
      .select()
      .from(audit_log)
      .where(and(eq(audit_log.action, "session.transfer"), eq(audit_log.subject_id, id)));
    expect(row).toMatchObject({
      actor_id: mara.id,
      details: { from_agent_id: mara.id, agent_id: tom.id },
    });
  });

  test("who had it reads on, and writes no more at once, over an open socket too", async () => {
    const socket = await connect(mara);
    dataOf(await socket.call("chat:join", { session_id: id }));
    dataOf(await socket.call("chat:transfer", { session_id: id, agent_id: tom.id }));
    const hello = { session_id: id, type: "text", client_id: "late", content: "Hello" };
    expect(errorOf(await socket.call("chat:send_message", hello)).code).toBe("FORBIDDEN");
    const typing = { session_id: id, is_typing: true };
    expect(errorOf(await socket.call("chat:typing", typing)).code).toBe("FORBIDDEN");
    expect(errorOf(await transfer(mara, admin.id)).code).toBe("FORBIDDEN");
    // They come back to look on.
    await say(tom, id, "Hello from Tom");
    const joined = dataOf(await socket.call("chat:join", { session_id: id }));
    expect(joined.messages.at(-1).content).toBe("Hello from Tom");
    await say(customer, id, "Hello Tom");
    await socket.next("chat:new_message", ({ message }) => message.content === "Hello Tom");
  });

  test("the room and both agents are told, each what they may see", async () => {
    const [theirs, from, to, other] = await Promise.all([
      connect(customer),
      connect(mara),
      connect(tom),
      connect(await makeAgent()),
    ]);
    dataOf(await theirs.call("chat:join", { session_id: id }));
    dataOf(await transfer(mara, tom.id, { note: "A secret" }));
    for (const socket of [theirs, from, to]) {
      expect(await socket.next("chat:transferred")).toMatchObject({
        session: { id, agent_id: tom.id },
        from_agent: { id: mara.id, name: "Mara" },
        to_agent: { id: tom.id, name: "Tom" },
      });
    }
    // Colleagues see that one has room again, and the other less.
    for (const [person, active_chats] of [
      [mara, 0],
      [tom, 1],
    ] as const) {
      await other.next(
        "agent:status",
        (e) => e.agent_id === person.id && e.agent?.active_chats === active_chats,
      );
    }
    // Who gets it is in the room from then on.
    await say(customer, id, "Hello");
    await to.next("chat:new_message", ({ message }) => message.content === "Hello");
    expect(await theirs.everything()).not.toContain("A secret");
    expect(await theirs.everything()).not.toContain("metadata");
    expect(await other.all("chat:transferred")).toEqual([]);
  });

  test("with it goes the right to the customer's other chats, also in an open room", async () => {
    const other = await startActiveChat(customer, tom);
    const socket = await connect(mara);
    dataOf(await socket.call("chat:join", { session_id: other.id }));
    const { io } = slot<{ io: RealtimeServer }>("realtime").get();
    const looksOn = async () => {
      const sockets = await io.in(userRoom(mara.id)).fetchSockets();
      return sockets.some(({ rooms }) => rooms.has(sessionRoom(other.id)));
    };
    expect(await looksOn()).toBe(true);
    dataOf(await transfer(mara, tom.id));
    await expect.poll(looksOn).toBe(false);
    expect(errorOf(await rest(mara).get(path(other.id))).code).toBe("NOT_FOUND");
  });

  test("an admin hands on whose chat it is not, and the log says it as it was", async () => {
    dataOf(await transfer(admin, tom.id, { note: "Please help" }));
    const [told, note] = await logOf(tom);
    expect(plain(told as Message)).toBe("The chat went from Mara to Tom");
    expect(note).toMatchObject({ sender_id: admin.id, is_internal: true });
    expect(await loads(mara, tom)).toEqual([0, 1]);
  });
});

describe("to whom it cannot be handed", () => {
  const nothingChanged = async () => {
    const session = dataOf(await rest(mara).get(path())).session;
    expect(session).toMatchObject({ agent_id: mara.id, last_seq: 0, last_note_seq: 0 });
    expect(session.agents).toHaveLength(1);
    expect(await loads(mara)).toEqual([1]);
  };

  test("oneself, and who has it already", async () => {
    for (const who of [mara, admin]) {
      expect(errorOf(await transfer(who, mara.id))).toMatchObject({
        code: "CONFLICT",
        field: "agent_id",
      });
    }
    await nothingChanged();
  });

  test.each(["offline", "away", "busy"] as const)("who is %s", async (status) => {
    const away = await makeAgent({ name: "Nia" });
    if (status !== "offline") await bePresent(away, status);
    expect(errorOf(await transfer(mara, away.id, { note: "Hi" }))).toMatchObject({
      code: "CONFLICT",
      field: "agent_id",
      message: "Nia is not online. Choose another agent.",
    });
    expect(await loads(away)).toEqual([0]);
    await nothingChanged();
  });

  test("who has as many as they may (6)", async () => {
    const full = await makeAgent({ max_concurrent_chats: 0 });
    await bePresent(full);
    expect(errorOf(await transfer(mara, full.id, { note: "Hi" }))).toMatchObject({
      code: "AT_CAPACITY",
      details: { active_chats: 0, max_concurrent_chats: 0 },
    });
    await nothingChanged();
  });

  test("who is no agent, or none any more", async () => {
    const gone = await makeAgent();
    await bePresent(gone);
    dataOf(await rest(admin).patch(`/api/users/${gone.id}`, { is_active: false }));
    for (const agent_id of [gone.id, customer.id, 999_999]) {
      expect(errorOf(await transfer(mara, agent_id))).toMatchObject({
        code: "NOT_FOUND",
        field: "agent_id",
      });
    }
    await nothingChanged();
  });

  test.each([
    ["no agent", {}],
    ["an agent who is no number", { agent_id: "1" }],
    ["an empty note", { note: " " }],
    ["a note that is too long", { note: "a".repeat(10_001) }],
    ["a note with a zero character", { note: "a\u0000" }],
    ["what it does not know", { notes: "Hi" }],
  ])("with %s", async (_, more) => {
    const body = { agent_id: tom.id, ...more };
    if (!Object.keys(more).length) Reflect.deleteProperty(body, "agent_id");
    const answer = await rest(mara).post(`${path()}/transfer`, body);
    expect(errorOf(answer).code).toBe("VALIDATION");
    await nothingChanged();
  });
});

describe("promises 6 and 7: at the same time as something else", () => {
  const stateOf = async (session_id: string) => {
    const [row] = await db().select().from(sessions).where(eq(sessions.id, session_id));
    return row;
  };
  const miscounted = () =>
    db().execute(sql`
      select a.id from users a left join sessions s on s.agent_id = a.id and s.status = 'active'
      where a.role <> 'customer' group by a.id having a.active_chats <> count(s.id)`);

  test("of transfers to several agents one wins, and each says where it went", async () => {
    const others = await Promise.all(Array.from({ length: 6 }, () => makeAgent()));
    await Promise.all(others.map((person) => bePresent(person)));
    const answers = await Promise.all(others.map(({ id: to }) => transfer(mara, to)));
    const won = answers.filter(({ body }) => body.ok);
    expect(won).toHaveLength(1);
    const refusals = answers.filter(({ body }) => !body.ok).map((answer) => errorOf(answer).code);
    expect(refusals).toEqual(Array(5).fill("FORBIDDEN"));
    expect((await logOf(admin)).length).toBe(1);
    expect(await miscounted()).toEqual([]);
  });

  test("ten transfers to an agent with one free place give them one chat", async () => {
    const almost_full = await makeAgent({ max_concurrent_chats: 1 });
    await bePresent(almost_full);
    const chats = [id];
    while (chats.length < 10) chats.push((await startActiveChat(customer, mara)).id);
    const answers = await Promise.all(
      chats.map((session_id) => transfer(mara, almost_full.id, {}, session_id)),
    );
    expect(answers.filter(({ body }) => body.ok)).toHaveLength(1);
    expect(await loads(mara, almost_full)).toEqual([9, 1]);
    expect(await miscounted()).toEqual([]);
  });

  test("two agents who hand to each other at once both get what was handed to them", async () => {
    for (let round = 0; round < 10; round++) {
      const [one, two] = await Promise.all([
        startActiveChat(customer, mara),
        startActiveChat(customer, tom),
      ]);
      const answers = await Promise.all([
        transfer(mara, tom.id, {}, one.id),
        transfer(tom, mara.id, {}, two.id),
      ]);
      for (const answer of answers) dataOf(answer);
    }
    expect(await loads(mara, tom)).toEqual([11, 10]);
  });

  test.each(["end", "release"])(
    "an %s: the chat is the one's or the other's, and the count is right",
    async (act) => {
      for (let round = 0; round < 10; round++) {
        const chat = await startActiveChat(customer, mara);
        const [handed, other] = await Promise.all([
          transfer(mara, tom.id, { note: "Hi" }, chat.id),
          rest(mara).post(`${path(chat.id)}/${act}`),
        ]);
        const row = await stateOf(chat.id);
        expect(handed.body.ok || other.body.ok).toBe(true);
        if (!handed.body.ok) {
          expect(["CHAT_CLOSED", "CONFLICT", "FORBIDDEN"]).toContain(errorOf(handed).code);
          // Nothing of it is left in the log.
          expect(row).toMatchObject({ last_seq: 0, last_note_seq: 0 });
        } else if (!other.body.ok) {
          expect(errorOf(other).code).toBe("FORBIDDEN");
          expect(row?.agent_id).toBe(tom.id);
        }
      }
      expect(await miscounted()).toEqual([]);
    },
  );
});
