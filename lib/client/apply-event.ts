import type { Agent } from "@/lib/agents/contract";
import {
  type ClientState,
  type ConversationState,
  emptyConversation,
  type KnownSession,
  lastPlace,
  type Me,
} from "@/lib/client/state";
import type { ErrorBody } from "@/lib/errors";
import type { Message } from "@/lib/messages/contract";
import type { ServerPayloads } from "@/lib/realtime/events";
import type { Conversation, Session, StaffSession } from "@/lib/sessions/contract";

/** An event as it came, with its payload. */
export type ServerEvent = {
  [Event in keyof ServerPayloads]: { event: Event; payload: ServerPayloads[Event] };
}[keyof ServerPayloads];

type AnySession = (Session | StaffSession) & { unread_count?: number };

const isStaff = (me: Me) => me.role !== "customer";

/** Whether it was said to `me`, and not by them or by the system's own hand. */
function isFromOtherSide(me: Me, message: Message): boolean {
  return isStaff(me)
    ? message.sender_type === "customer"
    : message.sender_type !== "customer" && !message.is_internal;
}

/**
 * Takes a session that came by any way, unless what is known is newer: `version` orders the
 * states, and between two of the same state `last_seq` does.
 */
export function applySession(
  state: ClientState,
  session: AnySession,
  // What is open counts by itself what was seen; a list may have been read before that.
  takes_unread = state.conversations[session.id]?.status !== "ready",
): ClientState {
  const known = state.sessions[session.id];
  if (known) {
    const is_older =
      session.version < known.version ||
      (session.version === known.version && session.last_seq < known.last_seq);
    if (is_older) return state;
  }
  const [first, second] = takes_unread ? [session, known] : [known, session];
  const merged: KnownSession = {
    ...known,
    ...session,
    unread_count: first?.unread_count ?? second?.unread_count ?? 0,
  };
  const next = { ...state, sessions: { ...state.sessions, [session.id]: merged } };
  if (session.status === "pending") return next;
  const { [session.id]: _, ...positions } = next.positions;
  return { ...next, positions };
}

/**
 * What a list answered is the whole truth about its sessions: those that it lacks have left it,
 * but for what changed since it was asked for, when the sessions were those of `asked`.
 */
export function applyLists(
  state: ClientState,
  lists: { pending: AnySession[]; active: AnySession[] },
  asked: ClientState["sessions"],
): ClientState {
  const listed = new Set([...lists.pending, ...lists.active].map((session) => session.id));
  const kept = Object.entries(state.sessions).filter(
    ([id, session]) =>
      listed.has(id) ||
      session !== asked[id] ||
      session.status === "closed" ||
      // Of a conversation that is followed, joining it again tells what became of the session.
      (session.status === "active" && id in state.conversations),
  );
  const start: ClientState = { ...state, lists: "ready", sessions: Object.fromEntries(kept) };
  return [...lists.pending, ...lists.active].reduce((next, one) => applySession(next, one), start);
}

/** The staff as an answer has them; `told` are those whose status came as an event since. */
export function applyAgents(
  state: ClientState,
  agents: Agent[],
  told: ReadonlySet<number>,
): ClientState {
  const agent_statuses = { ...state.agent_statuses };
  for (const { id, status } of agents) if (!told.has(id)) agent_statuses[id] = status;
  return {
    ...state,
    agents: Object.fromEntries(agents.map((agent) => [agent.id, agent])),
    agent_statuses,
  };
}

/** There is no such session for this person (any more): it is in no list. */
export function dropSession(state: ClientState, session_id: string): ClientState {
  const { [session_id]: session, ...sessions } = state.sessions;
  return session?.status === "pending" ? { ...state, sessions } : state;
}

/** What a refused accept tells: the session has left the queue, also when no event said so. */
export function applyRefusedAccept(
  state: ClientState,
  session_id: string,
  { code, details }: ErrorBody,
): ClientState {
  const session = state.sessions[session_id];
  if (session?.status !== "pending") return state;
  if (code === "NOT_FOUND") return dropSession(state, session_id);
  let left: Partial<KnownSession>;
  if (code === "ALREADY_ASSIGNED") {
    const { agent, assigned_at } = details as Pick<KnownSession, "agent" | "assigned_at">;
    left = { status: "active", agent, agent_id: agent?.id ?? null, assigned_at };
  } else if (code === "CHAT_CLOSED") left = { status: "closed" };
  else return state;
  return { ...state, sessions: { ...state.sessions, [session_id]: { ...session, ...left } } };
}

function changeConversation(
  state: ClientState,
  session_id: string,
  change: (conversation: ConversationState) => Partial<ConversationState>,
): ClientState {
  const conversation = state.conversations[session_id];
  if (!conversation) return state;
  const changed = { ...conversation, ...change(conversation) };
  return { ...state, conversations: { ...state.conversations, [session_id]: changed } };
}

/** Both in order and each once, by `seq` and then `note_seq`. */
export function mergeMessages(known: Message[], more: Message[]): Message[] {
  const by_id = new Map([...known, ...more].map((message) => [message.id, message]));
  return [...by_id.values()].sort((a, b) => a.seq - b.seq || a.note_seq - b.note_seq);
}

/** What is in the log is no longer on its way. */
function settleOutgoing(state: ClientState, session_id: string, messages: Message[]): ClientState {
  const outgoing = state.outgoing[session_id];
  if (!outgoing?.length) return state;
  const arrived = new Set(
    messages.filter((m) => m.sender_id === state.me.user_id).map((m) => m.client_id),
  );
  const left = outgoing.filter((entry) => !arrived.has(entry.client_id));
  if (left.length === outgoing.length) return state;
  return { ...state, outgoing: { ...state.outgoing, [session_id]: left } };
}

/** Takes messages that continue what is known, and what they mean for the session's row in lists. */
export function applyMessages(
  state: ClientState,
  session_id: string,
  messages: Message[],
): ClientState {
  const known = state.conversations[session_id]?.messages ?? [];
  const ids = new Set(known.map((message) => message.id));
  const fresh = messages.filter((message) => !ids.has(message.id));
  if (fresh.length === 0) return settleOutgoing(state, session_id, messages);
  let next = changeConversation(state, session_id, (conversation) => ({
    messages: mergeMessages(known, fresh),
    typing: withoutSenders(conversation.typing, fresh),
  }));
  const session = next.sessions[session_id];
  if (session) {
    const newest = mergeMessages([], fresh).at(-1) as Message;
    const is_ahead = newest.seq >= session.last_seq;
    const cursor = next.conversations[session_id]?.cursors[state.me.user_id]?.seq ?? 0;
    const unread = fresh.filter((m) => m.seq > Math.max(cursor, session.last_seq));
    next = {
      ...next,
      sessions: {
        ...next.sessions,
        [session_id]: {
          ...session,
          last_seq: Math.max(session.last_seq, newest.seq),
          last_message: is_ahead ? newest : session.last_message,
          waiting_since: is_ahead ? waitingSince(session, fresh) : session.waiting_since,
          unread_count:
            session.unread_count + unread.filter((m) => isFromOtherSide(state.me, m)).length,
        },
      },
    };
  }
  return settleOutgoing(next, session_id, messages);
}

/** As the server keeps it: since the first message of the customer that the agent has not answered. */
function waitingSince(session: KnownSession, fresh: Message[]): string | null {
  let since = session.waiting_since;
  for (const message of mergeMessages([], fresh)) {
    if (message.is_internal || message.seq <= session.last_seq) continue;
    if (message.sender_type === "customer") since ??= message.created_at;
    else since = null;
  }
  return since;
}

function withoutSenders(typing: Record<number, string>, messages: Message[]) {
  const senders = new Set(messages.map((message) => String(message.sender_id)));
  const left = Object.entries(typing).filter(([user_id]) => !senders.has(user_id));
  return Object.fromEntries(left);
}

/** Takes what joining answered: the session, the cursors and the messages as they are now. */
export function applyConversation(
  state: ClientState,
  session_id: string,
  { session, messages, cursors, has_more }: Conversation,
  is_catch_up: boolean,
): ClientState {
  const before = state.conversations[session_id] ?? emptyConversation;
  const conversation: ConversationState = {
    ...before,
    status: "ready",
    // Also at the first time: an event may have come before the answer did.
    messages: mergeMessages(before.messages, messages),
    has_older: is_catch_up ? before.has_older : has_more,
    cursors: Object.fromEntries(cursors.map((cursor) => [cursor.user_id, cursor])),
    typing: {},
  };
  const next = applySession(
    { ...state, conversations: { ...state.conversations, [session_id]: conversation } },
    session,
    true,
  );
  return settleOutgoing(next, session_id, messages);
}

/**
 * Whether a message of this event cannot be taken yet, because others before it are missing: the
 * client has to fetch them.
 */
export function isGap(state: ClientState, event: ServerEvent): boolean {
  if (event.event !== "chat:new_message") return false;
  const { message } = event.payload;
  const conversation = state.conversations[message.session_id];
  if (conversation?.status !== "ready") return false;
  const last = lastPlace(conversation.messages);
  return message.is_internal
    ? message.note_seq > last.note_seq + 1 || message.seq > last.seq
    : message.seq > last.seq + 1;
}

/** The state after an event. Pure: the same event twice, or a late one, changes nothing. */
export function applyEvent(state: ClientState, event: ServerEvent): ClientState {
  switch (event.event) {
    case "chat:new_session":
    case "chat:session_updated":
    case "chat:session_assigned":
    case "chat:ended":
      return applySession(state, event.payload.session);
    case "chat:new_message": {
      const { message } = event.payload;
      return applyMessages(state, message.session_id, [message]);
    }
    case "chat:typing": {
      const { session_id, user_id, name, is_typing } = event.payload;
      return changeConversation(state, session_id, ({ typing }) => {
        const { [user_id]: _, ...others } = typing;
        return { typing: is_typing ? { ...others, [user_id]: name } : others };
      });
    }
    case "chat:seen": {
      const { session_id, ...cursor } = event.payload;
      const known = state.conversations[session_id]?.cursors[cursor.user_id];
      if (known && known.seq >= cursor.seq) return state;
      const next = changeConversation(state, session_id, ({ cursors }) => ({
        cursors: { ...cursors, [cursor.user_id]: cursor },
      }));
      return cursor.user_id === state.me.user_id ? recountUnread(next, session_id) : next;
    }
    case "chat:presence": {
      const { session_id, user_id, is_online } = event.payload;
      return changeConversation(state, session_id, ({ present, typing }) => {
        const { [user_id]: _, ...others } = typing;
        return {
          present: { ...present, [user_id]: is_online },
          typing: is_online ? typing : others,
        };
      });
    }
    case "chat:queue_position": {
      const { session_id } = event.payload;
      return { ...state, positions: { ...state.positions, [session_id]: event.payload } };
    }
    case "agent:status": {
      const { agent_id, status } = event.payload;
      return { ...state, agent_statuses: { ...state.agent_statuses, [agent_id]: status } };
    }
  }
}

/** Without a connection nobody is known to be there or to type; joining again tells who is. */
export function withoutPresence(state: ClientState): ClientState {
  const conversations = Object.entries(state.conversations).map(
    ([id, conversation]) => [id, { ...conversation, present: {}, typing: {} }] as const,
  );
  return { ...state, conversations: Object.fromEntries(conversations) };
}

function recountUnread(state: ClientState, session_id: string): ClientState {
  const session = state.sessions[session_id];
  const conversation = state.conversations[session_id];
  if (!session || !conversation) return state;
  const seen = conversation.cursors[state.me.user_id]?.seq ?? 0;
  const unread_count = conversation.messages.filter(
    (message) => message.seq > seen && isFromOtherSide(state.me, message),
  ).length;
  return {
    ...state,
    sessions: { ...state.sessions, [session_id]: { ...session, unread_count } },
  };
}
