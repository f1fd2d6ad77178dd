import { expect, test } from "vitest";
import {
  applyConversation,
  applyEvent,
  applySession,
  isBehind,
  isGap,
  type ServerEvent,
  withoutOwnCursor,
} from "@/lib/client/apply-event";
import { applyAgents, applyLists } from "@/lib/client/apply-lists";
import { createFollowing } from "@/lib/client/following";
import {
  type ClientState,
  initialState,
  lastPlace,
  type Outgoing,
  ownActive,
  queueOf,
} from "@/lib/client/state";
import type { Message } from "@/lib/messages/contract";
import type { Conversation, JoinInput, ReaderSession } from "@/lib/sessions/contract";

const AGENT = 7;
const CUSTOMER = 3;

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

function session(change: Partial<ReaderSession> = {}): ReaderSession {
  return {
    id: "s",
    version: 1,
    subject: "Where is my order?",
    status: "active",
    priority: "medium",
    channel: "page",
    required_skills: [],
    customer_id: CUSTOMER,
    customer: { id: CUSTOMER, name: "Gus" },
    agent_id: AGENT,
    agent: { id: AGENT, name: "Anna" },
    agents: [{ id: AGENT, name: "Anna", joined_at: at(1), left_at: null }],
    created_at: at(0),
    assigned_at: at(1),
    ended_at: null,
    wait_time: 1,
    last_seq: 0,
    last_message: null,
    waiting_since: null,
    ticket_id: null,
    ticket_number: null,
    rating: null,
    unread_count: 0,
    ...change,
  };
}

function message(seq: number, change: Partial<Message> = {}): Message {
  const { note_seq = 0 } = change;
  return {
    id: `${seq}.${note_seq}`,
    session_id: "s",
    seq,
    note_seq,
    client_id: `c${seq}.${note_seq}`,
    sender_id: CUSTOMER,
    sender_type: "customer",
    type: "text",
    content: `message ${seq}`,
    is_internal: note_seq > 0,
    attachment: null,
    kb_article: null,
    created_at: at(10 + seq),
    ...change,
  };
}

const arrival = (one: Message): ServerEvent => ({
  event: "chat:new_message",
  payload: { message: one },
});

function joined(messages: Message[], change: Partial<ReaderSession> = {}): ClientState {
  const last_seq = Math.max(0, ...messages.map((one) => one.seq));
  const answer: Conversation = {
    session: session({ last_seq, last_message: messages.at(-1) ?? null, ...change }),
    messages,
    cursors: [],
    last_seq,
    has_more: false,
  };
  const empty = initialState({ user_id: AGENT, role: "agent" });
  return applyConversation(empty, "s", answer, false);
}

const texts = (state: ClientState) => state.conversations.s?.messages.map((one) => one.id);

test("a message takes its place once, however often and in whatever way it comes", () => {
  let state = joined([message(1)]);
  for (const seq of [2, 2, 1]) state = applyEvent(state, arrival(message(seq)));
  expect(texts(state)).toEqual(["1.0", "2.0"]);
  expect(state.sessions.s).toMatchObject({ last_seq: 2, unread_count: 2, waiting_since: at(12) });
});

test("promise 3: a seq higher than expected is a gap, the next one and an old one are none", () => {
  const state = joined([message(1), message(2)]);
  expect(isGap(state, arrival(message(4)))).toBe(true);
  expect(isGap(state, arrival(message(3)))).toBe(false);
  expect(isGap(state, arrival(message(2)))).toBe(false);
});

test("promise 3: a note that follows what is missing, or a missing note, is a gap", () => {
  const state = joined([message(1), message(1, { note_seq: 1 })]);
  expect(isGap(state, arrival(message(1, { note_seq: 2 })))).toBe(false);
  expect(isGap(state, arrival(message(1, { note_seq: 3 })))).toBe(true);
  expect(isGap(state, arrival(message(2, { note_seq: 2 })))).toBe(true);
});

test("catching up goes on from before a gap, not from the highest seq", () => {
  expect(lastPlace([message(5), message(6), message(8)])).toEqual({ seq: 6, note_seq: 0 });
  expect(lastPlace([message(5), message(5, { note_seq: 2 })])).toEqual({ seq: 5, note_seq: 2 });
});

test("an event that overtook the answer to joining is not lost", () => {
  const before = applyEvent(
    { ...initialState({ user_id: AGENT, role: "agent" }), conversations: joined([]).conversations },
    arrival(message(2)),
  );
  const answer = { ...session({ last_seq: 1 }) };
  const state = applyConversation(
    before,
    "s",
    { session: answer, messages: [message(1)], cursors: [], last_seq: 1, has_more: false },
    false,
  );
  expect(texts(state)).toEqual(["1.0", "2.0"]);
});

test("promise 3: what overtakes the answer to joining is fetched after it, in its place", async () => {
  let state = initialState({ user_id: AGENT, role: "agent" });
  const asked: JoinInput[] = [];
  const shown: unknown[] = [];
  let answer: (messages: Message[]) => void = () => {};
  const following = createFollowing({
    getState: () => state,
    set(next) {
      state = next;
      if (state.conversations.s?.status === "ready") shown.push(texts(state));
    },
    isOpen: () => true,
    join(input) {
      asked.push(input);
      return new Promise((resolve) => {
        answer = (messages) =>
          resolve({
            session: session({ last_seq: 3 }),
            messages,
            cursors: [],
            last_seq: 3,
            has_more: false,
          });
      });
    },
    leave: async () => {},
  });
  following.follow("s");
  await expect.poll(() => asked).toEqual([{ session_id: "s" }]);
  expect(isGap(state, arrival(message(3)))).toBe(true);
  following.catchUp("s");
  answer([message(1)]);
  await expect.poll(() => asked.at(-1)).toMatchObject({ after_seq: 1 });
  answer([message(2), message(3)]);
  await expect.poll(() => shown).toEqual([["1.0"], ["1.0", "2.0", "3.0"]]);
});

test("a row that tells of more than its conversation has says that something is missing", () => {
  const row = (last_seq: number): ServerEvent => ({
    event: "chat:session_updated",
    payload: { session: session({ last_seq, last_message: message(last_seq) }) },
  });
  const state = joined([message(1), message(2)]);
  expect(isBehind(applyEvent(state, row(2)), "s")).toBe(false);
  expect(isBehind(applyEvent(state, row(3)), "s")).toBe(true);
  expect(isBehind(state, "unknown")).toBe(false);
});

test("a late event of a state that is over changes nothing", () => {
  const state = joined([message(1)], { version: 3, status: "closed", ended_at: at(9) });
  const late = applyEvent(state, {
    event: "chat:session_updated",
    payload: { session: session({ version: 2, last_seq: 1 }) },
  });
  expect(late).toBe(state);
});

test("what arrived in the log is no longer on its way", () => {
  const on_its_way = {
    client_id: "mine",
    content: "Hello",
    is_internal: false,
    created_at: at(20),
    state: "waiting",
    error: null,
  } as const;
  const state = { ...joined([message(1)]), outgoing: { s: [on_its_way] } };
  const mine = message(2, { sender_id: AGENT, sender_type: "agent", client_id: "mine" });
  expect(applyEvent(state, arrival(mine)).outgoing.s).toEqual([]);
  // The other side may use the same client_id.
  const theirs = message(2, { client_id: "mine" });
  expect(applyEvent(state, arrival(theirs)).outgoing.s).toEqual([on_its_way]);
});

test("promise 4: what was acknowledged with a place before all that is loaded is on its way no more", () => {
  const mine = message(3, { sender_id: AGENT, sender_type: "agent" });
  const sent: Outgoing = {
    client_id: mine.client_id as string,
    content: mine.content,
    is_internal: false,
    created_at: mine.created_at,
    state: "sent",
    place: { seq: 3, note_seq: 0 },
    error: null,
  };
  const unplaced: Outgoing = { ...sent, client_id: "other", state: "sending", place: undefined };
  const page = [message(52), message(53)];
  const answer: Conversation = {
    session: session({ last_seq: 53, last_message: message(53) }),
    messages: page,
    cursors: [],
    last_seq: 53,
    has_more: true,
  };
  const waiting = {
    ...initialState({ user_id: AGENT, role: "agent" }),
    outgoing: { s: [sent, unplaced] },
  };
  // The first try to join failed, and the second one answers only after the acknowledgement.
  const after = applyConversation(waiting, "s", answer, false);
  expect(after.outgoing.s).toEqual([unplaced]);
  // Or before it: the log that is shown gets no gap.
  const before = applyConversation({ ...waiting, outgoing: {} }, "s", answer, false);
  const acknowledged = applyEvent({ ...before, outgoing: { s: [sent, unplaced] } }, arrival(mine));
  expect(acknowledged.outgoing.s).toEqual([unplaced]);
  expect(texts(acknowledged)).toEqual(["52.0", "53.0"]);
});

test("seeing moves forward only, and clears what was unread", () => {
  const seen = (seq: number): ServerEvent => ({
    event: "chat:seen",
    payload: { session_id: "s", user_id: AGENT, message_id: `${seq}.0`, seq, seen_at: at(30) },
  });
  let state = applyEvent(joined([message(1)]), arrival(message(2)));
  state = applyEvent(state, seen(2));
  expect(state.sessions.s?.unread_count).toBe(0);
  expect(applyEvent(state, seen(1))).toBe(state);
  // A list that was read before what is open here was seen.
  const known = state.sessions.s as (typeof state.sessions)[string];
  expect(applySession(state, { ...known, unread_count: 2 }).sessions.s?.unread_count).toBe(0);
});

test("what was not theirs to see is unseen again, also when the conversation is not open any more", () => {
  const waiting = { status: "pending", agent_id: null, agent: null } as const;
  const joined_state = joined([message(1), message(2)], waiting);
  const seen: ServerEvent = {
    event: "chat:seen",
    payload: { session_id: "s", user_id: AGENT, message_id: "2.0", seq: 2, seen_at: at(20) },
  };
  const state = applyEvent(joined_state, seen);
  expect(state.sessions.s?.unread_count).toBe(0);
  expect(withoutOwnCursor(state, "s").sessions.s).toMatchObject({ unread_count: 2 });
  const left = withoutOwnCursor({ ...state, conversations: {} }, "s").sessions.s;
  expect(left).toMatchObject({ is_unread_open: true });
});

test("an answer ends the customer's wait, a note and what the system says do not", () => {
  let state = applyEvent(joined([]), arrival(message(1)));
  expect(state.sessions.s?.waiting_since).toBe(at(11));
  state = applyEvent(state, arrival(message(1, { note_seq: 1, sender_type: "agent" })));
  expect(state.sessions.s?.waiting_since).toBe(at(11));
  state = applyEvent(state, arrival(message(2, { sender_type: "system", sender_id: null })));
  expect(state.sessions.s?.waiting_since).toBe(at(11));
  state = applyEvent(state, arrival(message(3, { sender_type: "agent", sender_id: AGENT })));
  expect(state.sessions.s?.waiting_since).toBeNull();
});

test("the queue is urgent first, then oldest first; own chats by who waits longest", () => {
  const pending = (id: string, priority: "urgent" | "low", second: number) =>
    session({
      id,
      priority,
      status: "pending",
      agent_id: null,
      agent: null,
      created_at: at(second),
    });
  const active = (id: string, waiting_since: string | null) => session({ id, waiting_since });
  const empty = initialState({ user_id: AGENT, role: "agent" });
  const lists = {
    pending: [pending("a", "low", 1), pending("b", "urgent", 5), pending("c", "urgent", 4)],
    active: [active("d", null), active("e", at(9)), active("f", at(8))],
  };
  const state = applyLists(empty, lists, empty.sessions);
  expect(queueOf(state).map((one) => one.id)).toEqual(["c", "b", "a"]);
  expect(ownActive(state).map((one) => one.id)).toEqual(["f", "e", "d"]);
});

test("promise 4: what a fresh list lacks has left it, but for what changed since it was asked for", () => {
  const empty = initialState({ user_id: AGENT, role: "agent" });
  const waiting = session({ status: "pending", agent_id: null, agent: null, assigned_at: null });
  const asked = applyLists(empty, { pending: [waiting], active: [] }, {});
  const meanwhile = applyEvent(asked, {
    event: "chat:new_session",
    payload: { session: { ...waiting, id: "new", metadata: {}, last_note_seq: 0 } },
  });
  const state = applyLists(meanwhile, { pending: [], active: [] }, asked.sessions);
  expect(Object.keys(state.sessions)).toEqual(["new"]);
});

test("a change of state that was read before the last message takes nothing of the log back", () => {
  let state = applyEvent(joined([message(1)]), arrival(message(2)));
  state = applyEvent(state, {
    event: "chat:session_updated",
    payload: { session: session({ version: 2, last_seq: 1, last_message: message(1) }) },
  });
  expect(state.sessions.s).toMatchObject({
    version: 2,
    last_seq: 2,
    last_message: { seq: 2 },
    waiting_since: at(12),
    unread_count: 2,
  });
});

test("a list that was read before a note does not hide it", () => {
  const known = { last_note_seq: 0, metadata: {} };
  const before = joined([message(1)], known);
  const note = message(1, { note_seq: 1, sender_type: "agent" });
  const state = applyEvent(before, arrival(note));
  expect(state.sessions.s).toMatchObject({ last_note_seq: 1, last_message: { note_seq: 1 } });
  const late = { ...session({ last_seq: 1, last_message: message(1) }), ...known };
  const after = applyLists(state, { pending: [], active: [late] }, state.sessions);
  expect(after.sessions.s).toMatchObject({ last_note_seq: 1, last_message: { note_seq: 1 } });
});

test("how much of a waiting chat was not seen: told by its events, or open until it is asked for", () => {
  const waiting = (change: Partial<ReaderSession>) => {
    const { unread_count, ...event } = session({ status: "pending", agent_id: null, ...change });
    return event;
  };
  const empty = initialState({ user_id: AGENT, role: "agent" });
  let state = applySession(empty, waiting({ last_seq: 1, last_message: message(1) }));
  expect(state.sessions.s).toMatchObject({ unread_count: 1 });
  state = applySession(state, waiting({ last_seq: 3, last_message: message(3) }));
  expect(state.sessions.s).toMatchObject({ unread_count: 3 });
  expect(state.sessions.s).not.toHaveProperty("is_unread_open");
  // Back from an agent, who may have written some of it.
  const released = { version: 3, last_seq: 6, last_message: message(6) };
  state = applySession(state, waiting(released));
  expect(state.sessions.s).toMatchObject({ is_unread_open: true });
  state = applySession(state, { ...waiting(released), unread_count: 4 });
  expect(state.sessions.s).toMatchObject({ unread_count: 4 });
  expect(state.sessions.s).not.toHaveProperty("is_unread_open");
});

test("nobody's cursor goes back, whatever an answer says that was read before", () => {
  const cursor = (seq: number) => ({
    user_id: CUSTOMER,
    message_id: `${seq}.0`,
    seq,
    seen_at: at(30 + seq),
  });
  const seen = { event: "chat:seen", payload: { session_id: "s", ...cursor(2) } } as const;
  const state = applyEvent(joined([message(1), message(2)]), seen);
  const answer: Conversation = {
    session: session({ last_seq: 2, last_message: message(2) }),
    messages: [],
    cursors: [cursor(1)],
    last_seq: 2,
    has_more: false,
  };
  const after = applyConversation(state, "s", answer, true);
  expect(after.conversations.s?.cursors).toEqual({ [CUSTOMER]: cursor(2) });
});

test("of an agent the later version counts, and an answer brings nobody back who has gone since", () => {
  const agent = (version: number, active_chats: number) => ({
    id: 9,
    version,
    name: "Bert",
    status: "online" as const,
    skills: [],
    active_chats,
    max_concurrent_chats: 5,
    is_idle: false,
    last_activity_at: null,
  });
  const told = (one: ReturnType<typeof agent>, is_staff = true): ServerEvent => ({
    event: "agent:status",
    payload: { agent_id: 9, status: "online", version: one.version, agent: is_staff ? one : null },
  });
  const empty = initialState({ user_id: AGENT, role: "agent" });
  let state = applyEvent(empty, told(agent(3, 2)));
  state = applyEvent(state, told(agent(2, 1)));
  state = applyAgents(state, [agent(1, 0)], state.agents);
  expect(state.agents[9]?.active_chats).toBe(2);
  const gone = applyEvent(state, told(agent(4, 0), false));
  expect(applyAgents(gone, [agent(3, 2)], state.agents).agents).toEqual({});
  expect(applyAgents(state, [], state.agents).agents).toEqual({});
});
