import { setTimeout as delay } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import type { Socket } from "socket.io";
import { uuidv7 } from "uuidv7";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { users } from "@/db/schema/users";
import type { RealtimeServer } from "@/lib/realtime/publish";
import { userRoom } from "@/lib/realtime/rooms";
import { slot } from "@/lib/slot";
import { connect } from "@/testing/connect";
import { withServer } from "@/testing/gateway";
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

let customer: Person;
let agent: Person;
let admin: Person;

beforeEach(async () => {
  [customer, agent, admin] = await Promise.all([makeCustomer(), makeAgent(), makeAdmin()]);
});

const chat = (id: string) => `/api/live-chat/${id}`;
const text = (session_id: string, content = "Hello") => ({
  session_id,
  type: "text",
  client_id: uuidv7(),
  content,
});

/** What customers must never see of a session. */
function expectCustomerView(session: object): void {
  expect(session).not.toHaveProperty("metadata");
  expect(session).not.toHaveProperty("last_note_seq");
}
function expectStaffView(session: object): void {
  expect(session).toHaveProperty("metadata.ip_address");
  expect(session).toHaveProperty("last_note_seq");
}

test("of the handshake that let a connection in nothing is kept, its token least of all", async () => {
  const socket = await connect(customer);
  const session = await startChat(customer);
  dataOf({ body: await socket.call("chat:join", { session_id: session.id }) });
  const { io } = slot<{ io: RealtimeServer }>("realtime").get();
  const [own] = await io.in(userRoom(customer.id)).fetchSockets();
  const { conn, handshake } = io.sockets.sockets.get(own?.id as string) as Socket;
  expect(conn.request).toBeNull();
  expect(handshake).toMatchObject({ headers: {}, query: {}, auth: {} });
  expect(JSON.stringify(handshake)).not.toContain(customer.token);
});

describe("the life of a chat, as each side sees it", () => {
  test("a start is told to connected agents with the staff's view, and to no customer", async () => {
    const onlooker = await connect(await makeCustomer());
    const own = await connect(customer);
    const [one, other] = [await connect(agent), await connect(admin)];
    const session = await startChat(customer, { metadata: { page_url: "https://example.org/" } });
    expectCustomerView(session);
    for (const staff of [one, other]) {
      const event = await staff.next("chat:new_session", (e) => e.session.id === session.id);
      expectStaffView(event.session);
      expect(event.session).toMatchObject({ metadata: { page_url: "https://example.org/" } });
      // An unread count is one reader's own, and an event goes to many.
      expect(event.session).not.toHaveProperty("unread_count");
    }
    expect(await own.all("chat:new_session")).toEqual([]);
    expect(await onlooker.everything()).not.toContain(session.id);
  });

  test("start and accept put the callers' sockets into the room: neither has to join", async () => {
    const asking = await connect(customer);
    const asking_too = await connect(customer);
    const { session } = dataOf(await asking.call("chat:start", { subject: "My order" }));
    const answering = await connect(agent);
    const answering_too = await connect(agent);
    const accepted = dataOf(
      await answering.call("chat:accept", { session_id: session.id }),
    ).session;
    expect(accepted).toMatchObject({ status: "active", agent: { id: agent.id }, version: 2 });
    const { message } = dataOf(await asking.call("chat:send_message", text(session.id)));
    for (const socket of [asking_too, answering, answering_too]) {
      expect(await socket.next("chat:new_message")).toEqual({ message });
    }
    const reply = dataOf(await answering.call("chat:send_message", text(session.id))).message;
    for (const socket of [asking, asking_too, answering_too]) {
      expect(await socket.next("chat:new_message")).toEqual({ message: reply });
    }
    // The acknowledgement carried it, so the sender's own socket gets it no second time.
    expect(await asking.all("chat:new_message")).toEqual([{ message: reply }]);
    expect(await answering.all("chat:new_message")).toEqual([{ message }]);
  });

  test("a start that is tried again on a new connection puts that one into the room too", async () => {
    const client_id = uuidv7();
    const first = await connect(customer);
    const { session } = dataOf(await first.call("chat:start", { subject: "A", client_id }));
    first.close();
    const second = await connect(customer);
    const again = dataOf(await second.call("chat:start", { subject: "A", client_id }));
    expect(again.session.id).toBe(session.id);
    dataOf(await rest(agent).post(`${chat(session.id)}/accept`));
    const message = await say(agent, session.id, "Hello");
    expect(await second.next("chat:new_message")).toEqual({ message });
  });

  test("what is sent over REST reaches all sockets of the room, the sender's too", async () => {
    const session = await startActiveChat(customer, agent);
    const [own, theirs] = [await connect(customer), await connect(agent)];
    for (const socket of [own, theirs]) {
      dataOf(await socket.call("chat:join", { session_id: session.id }));
    }
    const message = await say(customer, session.id, "Hello");
    for (const socket of [own, theirs]) {
      expect(await socket.next("chat:new_message")).toEqual({ message });
    }
  });

  test("an accept is told to the room, each side in its view, and to all agents", async () => {
    const own = await connect(customer);
    const colleague = await connect(await makeAgent());
    const winner = await connect(agent);
    const { session } = dataOf(await own.call("chat:start", { subject: "My order" }));
    dataOf(await winner.call("chat:accept", { session_id: session.id }));
    for (const event of ["chat:session_updated", "chat:session_assigned"] as const) {
      const [seen, ...again] = await own.all(event);
      expect(again).toEqual([]);
      expectCustomerView(seen?.session ?? {});
      expect(seen?.session).toMatchObject({ status: "active", agent: { id: agent.id } });
      const [theirs, ...more] = await winner.all(event);
      expect(more).toEqual([]);
      expectStaffView(theirs?.session ?? {});
    }
    expect(await own.all("chat:session_assigned")).toMatchObject([
      { agent: { id: agent.id, name: agent.name } },
    ]);
    // Colleagues see the queue change; whose it is now concerns the two.
    const [row] = await colleague.all("chat:session_updated");
    expectStaffView(row?.session ?? {});
    expect(await colleague.all("chat:session_assigned")).toEqual([]);
  });

  test("an assignment brings the agent's sockets into the room", async () => {
    const session = await startChat(customer);
    const theirs = await connect(agent);
    dataOf(await rest(admin).post(`${chat(session.id)}/assign`, { agent_id: agent.id }));
    const assigned = await theirs.next("chat:session_assigned");
    expectStaffView(assigned.session);
    const message = await say(customer, session.id, "Hello");
    expect(await theirs.next("chat:new_message")).toEqual({ message });
  });

  test("an assignment to nobody who could take it says so, and changes nothing", async () => {
    const session = await startChat(customer);
    const full = await makeAgent({ max_concurrent_chats: 0 });
    const refusals = [
      [2_000_000_000, "NOT_FOUND"],
      [customer.id, "NOT_FOUND"],
      [full.id, "AT_CAPACITY"],
    ] as const;
    for (const [agent_id, code] of refusals) {
      const answer = await rest(admin).post(`${chat(session.id)}/assign`, { agent_id });
      expect(errorOf(answer).code, `agent_id ${agent_id}`).toBe(code);
    }
    const after = dataOf(await rest(admin).get(chat(session.id))).session;
    expect(after).toMatchObject({ status: "pending", version: session.version, agent: null });
  });

  test("promise 10: who releases a chat no longer hears it; the queue has it at its old place", async () => {
    const session = await startActiveChat(customer, agent);
    const younger = await startChat(await makeCustomer());
    const [own, theirs] = [await connect(customer), await connect(agent)];
    for (const socket of [own, theirs]) {
      dataOf(await socket.call("chat:join", { session_id: session.id }));
    }
    const released = dataOf(await theirs.call("chat:release", { session_id: session.id })).session;
    expect(released).toMatchObject({ status: "pending", agent: null, assigned_at: null });
    const seen = await own.next("chat:session_updated");
    expect(seen.session).toMatchObject({ status: "pending", agent: null });
    expectCustomerView(seen.session);
    await say(customer, session.id, "Anybody?");
    expect(await theirs.all("chat:new_message")).toEqual([]);
    const stats = dataOf(await rest(agent).get("/api/live-chat/queue/stats"));
    const ids = stats.sessions.map((one: { id: string }) => one.id);
    expect(ids.indexOf(session.id)).toBeLessThan(ids.indexOf(younger.id));
    expect(ids.indexOf(session.id)).toBeGreaterThanOrEqual(0);
  });

  test("an end is told to the room, each side in its view", async () => {
    const session = await startActiveChat(customer, agent);
    const [own, theirs, colleague] = [
      await connect(customer),
      await connect(agent),
      await connect(await makeAgent()),
    ];
    for (const socket of [own, theirs]) {
      dataOf(await socket.call("chat:join", { session_id: session.id }));
    }
    dataOf(await own.call("chat:end", { session_id: session.id }));
    const seen = await own.next("chat:ended");
    expect(seen.session).toMatchObject({ status: "closed", version: session.version + 1 });
    expectCustomerView(seen.session);
    expectStaffView((await theirs.next("chat:ended")).session);
    expect(await colleague.everything()).not.toContain(session.id);
  });

  test("the end of a waiting chat is told to all agents, who had it in their queue", async () => {
    const session = await startChat(customer);
    const theirs = await connect(agent);
    dataOf(await rest(customer).post(`${chat(session.id)}/end`));
    const seen = await theirs.next("chat:session_updated", (e) => e.session.id === session.id);
    expect(seen.session).toMatchObject({ status: "closed" });
    expectStaffView(seen.session);
  });

  test("a message in a waiting chat changes its row for all agents", async () => {
    const session = await startChat(customer);
    const theirs = await connect(agent);
    const message = await say(customer, session.id, "Hello?");
    const row = await theirs.next("chat:session_updated", (e) => e.session.id === session.id);
    expect(row.session).toMatchObject({ last_message: { id: message.id }, last_seq: 1 });
    // They look at the queue and not at the chat.
    expect(await theirs.all("chat:new_message")).toEqual([]);
  });
});

describe("promise 10: who may no longer read a chat no longer hears it", () => {
  test("onlookers of a waiting chat, once a colleague has it", async () => {
    const session = await startChat(customer);
    const onlooker = await connect(await makeAgent());
    const boss = await connect(admin);
    for (const socket of [onlooker, boss]) {
      dataOf(await socket.call("chat:join", { session_id: session.id }));
    }
    dataOf(await rest(agent).post(`${chat(session.id)}/accept`));
    // They leave a moment after the accept; then nothing comes any more.
    const heard = async () => {
      const message = await say(customer, session.id, "Hello");
      const messages = await onlooker.all("chat:new_message");
      return messages.some((one) => one.message.id === message.id);
    };
    await vi.waitUntil(async () => !(await heard()), { timeout: 5000 });
    const note = await say(agent, session.id, "A note", { is_internal: true });
    expect(await onlooker.everything()).not.toContain(note.id);
    // An admin may watch any chat, and still does.
    await boss.next("chat:new_message", ({ message }) => message.id === note.id);
  });

  test("onlookers of a waiting chat that its customer ended", async () => {
    const session = await startChat(customer);
    const unrelated = await makeAgent();
    const onlooker = await connect(unrelated);
    dataOf(await onlooker.call("chat:join", { session_id: session.id }));
    dataOf(await rest(customer).post(`${chat(session.id)}/end`));
    await onlooker.next("chat:ended");
    expect(errorOf(await rest(unrelated).get(chat(session.id))).code).toBe("NOT_FOUND");
    const own = await connect(customer);
    const heard = async () => {
      // Typing is the one thing that still moves in a closed chat.
      await own.call("chat:typing", { session_id: session.id, is_typing: false });
      const before = (await onlooker.all("chat:typing")).length;
      await own.call("chat:typing", { session_id: session.id, is_typing: false });
      return (await onlooker.all("chat:typing")).length > before;
    };
    await vi.waitUntil(async () => !(await heard()), { timeout: 5000 });
  });

  test("the agent of the customer's other chat, once they have given that one back", async () => {
    const held = await startActiveChat(customer, agent);
    const other = await startActiveChat(customer, await makeAgent());
    const socket = await connect(agent);
    dataOf(await socket.call("chat:join", { session_id: other.id }));
    dataOf(await socket.call("chat:release", { session_id: held.id }));
    expect(errorOf(await rest(agent).get(chat(other.id))).code).toBe("NOT_FOUND");
    const heard = async () => {
      const message = await say(customer, other.id, "Hello");
      const messages = await socket.all("chat:new_message");
      return messages.some((one) => one.message.id === message.id);
    };
    await vi.waitUntil(async () => !(await heard()), { timeout: 5000 });
  });
});

describe("rooms", () => {
  test("who leaves hears nothing more", async () => {
    const session = await startActiveChat(customer, agent);
    const socket = await connect(agent);
    dataOf(await socket.call("chat:join", { session_id: session.id }));
    await say(customer, session.id, "One");
    dataOf(await socket.call("chat:leave", { session_id: session.id }));
    await say(customer, session.id, "Two");
    expect(await socket.all("chat:new_message")).toMatchObject([{ message: { content: "One" } }]);
  });

  test("an id in capitals is the same chat, for leaving and typing too", async () => {
    const session = await startActiveChat(customer, agent);
    const socket = await connect(agent);
    const session_id = session.id.toUpperCase();
    dataOf(await socket.call("chat:join", { session_id }));
    const own = await connect(customer);
    dataOf(await own.call("chat:typing", { session_id, is_typing: true }));
    expect(await socket.next("chat:typing")).toMatchObject({ session_id: session.id });
    dataOf(await socket.call("chat:leave", { session_id }));
    await say(customer, session.id, "Two");
    expect(await socket.all("chat:new_message")).toEqual([]);
  });

  test("promise 9: who could not join hears nothing", async () => {
    const session = await startActiveChat(customer, agent);
    const others = [
      await connect(await makeCustomer()),
      await connect(await makeGuest()),
      await connect(await makeAgent()),
    ];
    for (const socket of others) {
      const answer = await socket.call("chat:join", { session_id: session.id });
      expect(errorOf(answer).code).toBe("NOT_FOUND");
    }
    const message = await say(customer, session.id, "Hello");
    for (const socket of others) {
      expect(await socket.everything()).not.toContain(message.id);
    }
  });
});

describe("typing", () => {
  test("is shown to the others in the room, not to one's own sockets, and ends by itself after 3 s", async () => {
    const session = await startActiveChat(customer, agent);
    const own = await connect(customer);
    const own_too = await connect(customer);
    const theirs = await connect(agent);
    for (const socket of [own, own_too, theirs]) {
      dataOf(await socket.call("chat:join", { session_id: session.id }));
    }
    const started = performance.now();
    dataOf(await own.call("chat:typing", { session_id: session.id, is_typing: true }));
    const typing = { session_id: session.id, user_id: customer.id, name: customer.name };
    expect(await theirs.next("chat:typing")).toEqual({ ...typing, is_typing: true });
    expect(await theirs.next("chat:typing")).toEqual({ ...typing, is_typing: false });
    const took = performance.now() - started;
    expect(took).toBeGreaterThan(2900);
    expect(took).toBeLessThan(6000);
    expect(await own_too.all("chat:typing")).toEqual([]);
  });
});

describe("seen", () => {
  test("is told to the room, moves forward only, and is in the cursors of a join", async () => {
    const session = await startActiveChat(customer, agent);
    const [first, second] = [
      await say(agent, session.id, "One"),
      await say(agent, session.id, "Two"),
    ];
    const [own, theirs] = [await connect(customer), await connect(agent)];
    for (const socket of [own, theirs]) {
      dataOf(await socket.call("chat:join", { session_id: session.id }));
    }
    const unread = async () =>
      dataOf(await rest(customer).get(chat(session.id))).session.unread_count;
    expect(await unread()).toBe(2);
    const see = (message_id: string) =>
      own.call("chat:seen", { session_id: session.id, message_id });
    expect(dataOf(await see(second.id))).toEqual({});
    const seen = await theirs.next("chat:seen");
    expect(seen).toMatchObject({
      session_id: session.id,
      user_id: customer.id,
      message_id: second.id,
      seq: 2,
    });
    expect(Object.keys(seen).sort()).toEqual([
      "message_id",
      "seen_at",
      "seq",
      "session_id",
      "user_id",
    ]);
    expect(await unread()).toBe(0);
    // Late and out of order, as a slow connection has it.
    dataOf(await see(first.id));
    dataOf(await see(second.id));
    expect(await theirs.all("chat:seen")).toHaveLength(1);
    expect(await unread()).toBe(0);
    const { cursors } = dataOf(await theirs.call("chat:join", { session_id: session.id }));
    expect(cursors).toEqual([
      { user_id: customer.id, message_id: second.id, seq: 2, seen_at: seen.seen_at },
    ]);
  });

  test("a message of another chat is none of this one", async () => {
    const session = await startActiveChat(customer, agent);
    const other = await startActiveChat(customer, agent);
    const message = await say(agent, other.id, "Hello");
    const own = await connect(customer);
    const input = { session_id: session.id, message_id: message.id };
    expect(errorOf(await own.call("chat:seen", input)).code).toBe("NOT_FOUND");
  });
});

describe("presence", () => {
  test("each side sees the other come and go, once for all their tabs", async () => {
    const session = await startActiveChat(customer, agent);
    const theirs = await connect(agent);
    dataOf(await theirs.call("chat:join", { session_id: session.id }));
    const own = await connect(customer);
    dataOf(await own.call("chat:join", { session_id: session.id }));
    const here = { session_id: session.id, user_id: customer.id, is_online: true };
    expect(await theirs.next("chat:presence")).toEqual(here);
    // Who comes is told who is there.
    expect(await own.next("chat:presence")).toEqual({ ...here, user_id: agent.id });
    const own_too = await connect(customer);
    dataOf(await own_too.call("chat:join", { session_id: session.id }));
    expect(await theirs.all("chat:presence")).toHaveLength(1);
    own.close();
    // The second tab is still there; that the first has gone is known once this is answered.
    dataOf(await own_too.call("chat:leave", { session_id: session.id }));
    expect(await theirs.next("chat:presence")).toEqual({ ...here, is_online: false });
    expect(await theirs.all("chat:presence")).toHaveLength(2);
  });

  test("an admin who looks on is not shown, and a waiting customer learns who took their chat", async () => {
    const own = await connect(customer);
    const { session } = dataOf(await own.call("chat:start", { subject: "My order" }));
    const boss = await connect(admin);
    dataOf(await boss.call("chat:join", { session_id: session.id }));
    const theirs = await connect(agent);
    dataOf(await theirs.call("chat:accept", { session_id: session.id }));
    const here = { session_id: session.id, is_online: true };
    expect(await own.next("chat:presence")).toEqual({ ...here, user_id: agent.id });
    expect(await theirs.next("chat:presence")).toEqual({ ...here, user_id: customer.id });
    boss.close();
    theirs.close();
    expect(await own.next("chat:presence")).toEqual({
      ...here,
      user_id: agent.id,
      is_online: false,
    });
    expect(await own.all("chat:presence")).toHaveLength(2);
  });
});

describe("the queue", () => {
  test("each who waits is told their place when it changes, in the order of urgency and age", async () => {
    // Nobody else waits, and there is no pace to estimate from.
    await db().execute(sql`update sessions set status = 'closed', ended_at = now()`);
    await db().execute(sql`truncate assignments`);
    const people = await Promise.all([makeCustomer(), makeCustomer(), makeGuest()]);
    const [first, second, third] = await Promise.all(people.map((person) => connect(person)));
    if (!first || !second || !third) throw new Error("Three connect.");
    const start = async (socket: typeof first, priority: string) =>
      dataOf(await socket.call("chat:start", { subject: "My order", priority })).session.id;
    const place = (socket: typeof first, session_id: string, position: number) =>
      socket.next(
        "chat:queue_position",
        (e) => e.session_id === session_id && e.position === position,
      );

    const low = await start(first, "low");
    await place(first, low, 1);
    const medium = await start(second, "medium");
    await place(second, medium, 1);
    await place(first, low, 2);
    const urgent = await start(third, "urgent");
    expect(await place(third, urgent, 1)).toEqual({
      session_id: urgent,
      position: 1,
      estimated_wait: null,
    });
    await place(second, medium, 2);
    await place(first, low, 3);

    const stats = dataOf(await rest(agent).get("/api/live-chat/queue/stats"));
    expect(stats).toMatchObject({
      total: 3,
      by_priority: { low: 1, medium: 1, high: 0, urgent: 1 },
    });
    expect(stats.sessions.map((one: { id: string }) => one.id)).toEqual([urgent, medium, low]);
    const listed = dataOf(await rest(agent).get("/api/live-chat/agent/sessions?status=pending"));
    expect(listed.items.map((one: { id: string }) => one.id)).toEqual([urgent, medium, low]);

    dataOf(await rest(agent).post(`${chat(urgent)}/accept`));
    await place(second, medium, 1);
    await place(first, low, 2);
    dataOf(await rest(agent).post(`${chat(urgent)}/release`));
    await place(third, urgent, 1);
    await place(second, medium, 2);
    dataOf(await second.call("chat:end", { session_id: medium }));
    await place(first, low, 2);
    expect(await first.all("chat:queue_position")).toHaveLength(6);
    // Whose place stayed the same when somebody behind them left hears nothing.
    expect(await third.all("chat:queue_position")).toHaveLength(2);
    // Nobody hears of another's place.
    for (const event of await first.all("chat:queue_position")) expect(event.session_id).toBe(low);
  });

  test("who comes back to their waiting chat is told its place again", async () => {
    const session = await startChat(customer);
    const own = await connect(customer);
    dataOf(await own.call("chat:join", { session_id: session.id }));
    const place = await own.next("chat:queue_position");
    expect(place).toMatchObject({ session_id: session.id, position: expect.any(Number) });
  });
});

describe("an agent's status", () => {
  const statusOf = async (who: Person) => {
    const { items } = dataOf(await rest(admin).get("/api/agents"));
    return items.find((one: { id: number }) => one.id === who.id)?.status;
  };

  test("online when they connect, what they choose, and offline 5 s after the last socket is gone", async () => {
    const colleague = await connect(admin);
    const outsider = await connect(customer);
    expect(await statusOf(agent)).toBe("offline");
    const theirs = await connect(agent);
    const of = (status: string) =>
      colleague.next("agent:status", (e) => e.agent_id === agent.id && e.status === status);
    await of("online");
    expect(dataOf(await theirs.call("agent:set_status", { status: "busy" }))).toEqual({
      status: "busy",
    });
    await of("busy");
    expect(await statusOf(agent)).toBe("busy");

    // A page that is loaded again is back within the grace, and nobody hears of it.
    theirs.close();
    const back = await connect(agent);
    expect(dataOf(await back.call("agent:activity_ping"))).toEqual({ status: "busy" });
    const left = performance.now();
    back.close();
    await of("offline");
    expect(performance.now() - left).toBeGreaterThan(4900);
    expect(await statusOf(agent)).toBe("offline");

    // What they had chosen counts again.
    await connect(agent);
    await of("busy");
    const heard = (await colleague.all("agent:status")).filter((e) => e.agent_id === agent.id);
    expect(heard.map((event) => event.status)).toEqual(["online", "busy", "offline", "busy"]);
    expect(await outsider.all("agent:status")).toEqual([]);
  });

  test("who comes back while it is written down that they are gone is there", async () => {
    const theirs = await connect(agent);
    await expect.poll(() => statusOf(agent)).toBe("online");
    theirs.close();
    await delay(4000);
    await db().transaction(async (tx) => {
      await tx.select().from(users).where(eq(users.id, agent.id)).for("update");
      const isWrittenDown = async () => {
        const [row] = await db().execute<{ n: number }>(sql`select count(*)::int as n
          from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
        return row?.n;
      };
      await expect.poll(isWrittenDown, { timeout: 5000 }).toBe(1);
      await connect(agent);
      await delay(200);
    });
    await delay(200);
    await expect.poll(() => statusOf(agent), { timeout: 3000 }).toBe("online");
  });

  test("several tabs are one agent: who closes one is there still", async () => {
    const colleague = await connect(admin);
    const other = await makeAgent();
    const [tab, other_tab] = await Promise.all([connect(agent), connect(agent)]);
    const theirs = await connect(other);
    const gone = (who: Person) =>
      colleague.next("agent:status", (e) => e.agent_id === who.id && e.status === "offline");
    tab.close();
    // Whose only tab is closed after that is gone after that.
    await colleague.emit("nothing");
    theirs.close();
    await gone(other);
    expect(await statusOf(agent)).not.toBe("offline");
    other_tab.close();
    await gone(agent);
  });
});

test("an admin who looks on is not there for customers; from the inbox they are", async () => {
  const boss = await makeAdmin();
  const watcher = await connect(boss, { auth: { token: boss.token, looks_on: true } });
  // Agents have nowhere to look on from.
  await connect(agent, { auth: { token: agent.token, looks_on: true } });
  await watcher.next("agent:status", (e) => e.agent_id === agent.id && e.status === "online");
  const { items } = dataOf(await rest(boss).get("/api/agents"));
  expect(items.find((one: { id: number }) => one.id === boss.id).status).toBe("offline");

  const of = (status: string) =>
    watcher.next("agent:status", (e) => e.agent_id === boss.id && e.status === status);
  const inbox = await connect(boss);
  await of("online");
  inbox.close();
  await of("offline");
  const heard = (await watcher.all("agent:status")).filter((e) => e.agent_id === boss.id);
  expect(heard.map((event) => event.status)).toEqual(["online", "offline"]);
});

test("a ping is answered to everyone who is signed in", async () => {
  for (const who of [customer, await makeGuest(), agent, admin]) {
    expect(dataOf(await (await connect(who)).call("ping"))).toEqual({});
  }
});
