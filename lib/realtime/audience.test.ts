import { describe, expect, test } from "vitest";
import type { Agent } from "@/lib/agents/contract";
import type { Message } from "@/lib/messages/contract";
import { audienceOf, type Delivery, type Happening } from "@/lib/realtime/audience";
import type { Session, StaffSession } from "@/lib/sessions/contract";

const message: Message = {
  id: "m",
  session_id: "s",
  seq: 1,
  note_seq: 0,
  client_id: "c",
  sender_id: 5,
  sender_type: "customer",
  type: "text",
  content: "Hello",
  is_internal: false,
  attachment: null,
  kb_article: null,
  created_at: "2026-01-01T00:00:00.000Z",
};

const customer: Session = {
  id: "s",
  version: 1,
  subject: "My order",
  status: "active",
  priority: "medium",
  channel: "page",
  required_skills: [],
  customer_id: 5,
  customer: { id: 5, name: "Customer" },
  agent_id: 7,
  agent: { id: 7, name: "Agent" },
  agents: [
    { id: 8, name: "Colleague", joined_at: message.created_at, left_at: message.created_at },
    { id: 7, name: "Agent", joined_at: message.created_at, left_at: null },
  ],
  created_at: message.created_at,
  assigned_at: message.created_at,
  ended_at: null,
  wait_time: 0,
  last_seq: 1,
  last_message: message,
  waiting_since: null,
  ticket_id: null,
  ticket_number: null,
  rating: null,
};
const staff: StaffSession = { ...customer, metadata: { ip_address: "::1" }, last_note_seq: 1 };
const session = { customer, staff };
const agent: Agent = {
  id: 7,
  version: 3,
  name: "Agent",
  status: "online",
  skills: [],
  active_chats: 1,
  max_concurrent_chats: 5,
  is_idle: false,
  last_activity_at: null,
};

const HAPPENINGS: Happening[] = [
  { type: "session_started", session },
  { type: "session_assigned", session },
  { type: "session_released", session, former_agent_id: 7 },
  { type: "session_transferred", session },
  { type: "session_ended", session, was_pending: true },
  { type: "session_ended", session, was_pending: false },
  { type: "message_sent", message, in_queue: true },
  {
    type: "message_sent",
    message: { ...message, is_internal: true, note_seq: 1 },
    in_queue: false,
  },
  { type: "queue_row_changed", session },
  { type: "agent_changed", agent: { ...agent, is_staff: true } },
  { type: "session_renamed", session },
  { type: "session_rated", session },
];

test("promise 9: a draft is told to its author alone", () => {
  const draft = { session_id: "s", is_internal: false, content: "Hel", version: 1 };
  const { deliveries, joins, leaves } = audienceOf({ type: "draft_saved", user_id: 5, draft });
  expect(deliveries).toEqual([{ event: "chat:draft", payload: draft, to: ["user_5"] }]);
  expect([joins, leaves]).toEqual([undefined, undefined]);
});

const STAFF_ROOMS = new Set(["agents", "admins", "session_s:staff", "user_7", "user_8"]);

const ofEvent = (happening: Happening, event: Delivery["event"]) =>
  audienceOf(happening).deliveries.filter((delivery) => delivery.event === event);

describe("promise 8: whatever only staff may see goes to rooms of staff alone", () => {
  test.for(HAPPENINGS.map((happening, n) => [`${n} ${happening.type}`, happening] as const))(
    "%s",
    ([, happening]) => {
      const { deliveries } = audienceOf(happening);
      expect(deliveries.length).toBeGreaterThan(0);
      for (const { event, payload, to } of deliveries) {
        const seen = JSON.stringify(payload);
        const is_secret =
          event === "agent:status" || /"metadata"|"last_note_seq"|"is_internal":true/.test(seen);
        const reaches_customers = to.some((room) => !STAFF_ROOMS.has(room));
        expect(is_secret && reaches_customers, `${event} to ${to}`).toBe(false);
      }
    },
  );
});

test.for([
  ["session_assigned", "chat:session_updated"],
  ["session_assigned", "chat:session_assigned"],
  ["session_released", "chat:session_updated"],
  ["session_ended", "chat:session_updated"],
  ["session_ended", "chat:ended"],
] as const)("%s: each socket gets %s once, in the view of its side", ([type, event]) => {
  const happening = HAPPENINGS.find((one) => one.type === type) as Happening;
  const [to_room, to_staff, ...more] = ofEvent(happening, event);
  expect(more).toEqual([]);
  expect(to_room?.to).toEqual(["session_s"]);
  // A member of staff is in the session's room too, and would get the customer's view besides.
  expect(to_room?.except).toEqual(to_staff?.to);
  expect(to_staff?.to).toContain("session_s:staff");
});

test("a note goes to the session's staff and a message to its room", () => {
  const note = { ...message, is_internal: true, note_seq: 1 };
  const sent = (one: Message) =>
    ofEvent({ type: "message_sent", message: one, in_queue: false }, "chat:new_message");
  expect(sent(note).map((delivery) => delivery.to)).toEqual([["session_s:staff"]]);
  expect(sent(message).map((delivery) => delivery.to)).toEqual([["session_s"]]);
});

test("a row of the queue that changed is shown to all agents and to no customer", () => {
  const [row, ...more] = audienceOf({ type: "queue_row_changed", session }).deliveries;
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    event: "chat:session_updated",
    to: ["agents"],
    payload: { session: staff },
  });
});

test("the end of an active chat concerns its staff and the admins, that of a waiting one all agents", () => {
  const roomsOf = (was_pending: boolean) =>
    ofEvent({ type: "session_ended", session, was_pending }, "chat:session_updated").at(1)?.to;
  expect(roomsOf(true)).toContain("agents");
  expect(roomsOf(false)).not.toContain("agents");
  expect(roomsOf(false)).toContain("admins");
});

test("typing and presence go to the others of the room; typing may be dropped on the way", () => {
  const typing = { session_id: "s", user_id: 5, name: "Customer", is_typing: true };
  const presence = { session_id: "s", user_id: 5, is_online: true };
  expect(audienceOf({ type: "typing", typing }).deliveries).toEqual([
    {
      event: "chat:typing",
      payload: typing,
      to: ["session_s"],
      except: ["user_5"],
      volatile: true,
    },
  ]);
  expect(audienceOf({ type: "presence", presence }).deliveries).toEqual([
    { event: "chat:presence", payload: presence, to: ["session_s"], except: ["user_5"] },
  ]);
});

test("who starts a chat and who gets one is in its rooms; who loses one leaves them", () => {
  expect(audienceOf({ type: "session_started", session }).joins).toEqual([
    { user_id: 5, session_id: "s", is_staff: false },
  ]);
  expect(audienceOf({ type: "session_assigned", session }).joins).toEqual([
    { user_id: 7, session_id: "s", is_staff: true },
  ]);
  expect(audienceOf({ type: "session_released", session, former_agent_id: 7 }).leaves).toEqual([
    { user_id: 7, session_id: "s", is_staff: true, version: 1 },
  ]);
});

test("a place in the queue is told to its customer alone", () => {
  const position = { session_id: "s", position: 2, estimated_wait: null };
  expect(audienceOf({ type: "queue_moved", customer_id: 5, position }).deliveries).toEqual([
    { event: "chat:queue_position", payload: position, to: ["user_5"] },
  ]);
});
