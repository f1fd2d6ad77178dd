import {
  type AnySession,
  comparePlaces,
  isFromOtherSide,
  mergeMessages,
  mergeSessions,
  newSession,
  noteSeq,
  withLog,
} from "@/lib/client/session-row";
import {
  type ClientState,
  type ConversationState,
  emptyConversation,
  type KnownSession,
  lastPlace,
  type Me,
  type Outgoing,
  type Place,
} from "@/lib/client/state";
import type { ErrorBody } from "@/lib/errors";
import type { Cursor, Message } from "@/lib/messages/contract";
import type { ServerPayloads } from "@/lib/realtime/events";
import type { Conversation } from "@/lib/sessions/contract";

/** An event as it came, with its payload. */
export type ServerEvent = {
  [Event in keyof ServerPayloads]: { event: Event; payload: ServerPayloads[Event] };
}[keyof ServerPayloads];

/** Takes a session that came by any way, as far as it is not older than what is known. */
export function applySession(state: ClientState, session: AnySession): ClientState {
  const known = state.sessions[session.id];
  const merged = known ? mergeSessions(state.me, known, session) : newSession(state.me, session);
  if (merged === known) return state;
  const next = { ...state, sessions: { ...state.sessions, [session.id]: merged } };
  return settleRow(withoutPlace(next, merged), session.id);
}

/** Who does not wait has no place in the queue. */
function withoutPlace(state: ClientState, { id, status }: KnownSession): ClientState {
  if (status === "pending" || !state.positions[id]) return state;
  const { [id]: _, ...positions } = state.positions;
  return { ...state, positions };
}

/**
 * What is open knows by itself what of its log the session's row has not heard of yet, and what
 * this person has not seen.
 */
function settleRow(state: ClientState, session_id: string): ClientState {
  const session = state.sessions[session_id];
  const conversation = state.conversations[session_id];
  if (!session || conversation?.status !== "ready") return state;
  const { messages, cursors, has_older } = conversation;
  const later = messages.filter(
    (message) =>
      message.seq > session.last_seq ||
      (message.is_internal && message.note_seq > noteSeq(session)),
  );
  const row = later.length > 0 ? withLog(state.me, session, later) : session;
  const seen = cursors[state.me.user_id]?.seq ?? 0;
  const first = messages.find((message) => !message.is_internal)?.seq;
  const has_all_unread = !has_older || (first !== undefined && first <= seen + 1);
  const settled = has_all_unread ? { ...row, ...unreadAfter(state.me, messages, seen) } : row;
  if (has_all_unread) delete settled.is_unread_open;
  return { ...state, sessions: { ...state.sessions, [session_id]: settled } };
}

const unreadAfter = (me: Me, messages: Message[], seen: number) => ({
  unread_count: messages.filter((one) => one.seq > seen && isFromOtherSide(me, one)).length,
});

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

/**
 * Of what is on its way, what is not in the log as far as this client knows: not among `messages`,
 * and not acknowledged with a place before all that is loaded.
 */
export function notInLog(
  state: ClientState,
  session_id: string,
  line: Outgoing[],
  messages: Message[],
): Outgoing[] {
  const arrived = new Set(
    messages.filter((m) => m.sender_id === state.me.user_id).map((m) => m.client_id),
  );
  const conversation = state.conversations[session_id];
  const isOlder = ({ place }: Outgoing) => !!place && isBeforeLoaded(conversation, place);
  return line.filter((entry) => !arrived.has(entry.client_id) && !isOlder(entry));
}

/** Its turn comes with the older pages. */
function isBeforeLoaded(conversation: ConversationState | undefined, place: Place): boolean {
  const first = conversation?.messages[0];
  return conversation?.status === "ready" && !!first && comparePlaces(place, first) < 0;
}

/** What is in the log is no longer on its way. */
function settleOutgoing(state: ClientState, session_id: string, messages: Message[]): ClientState {
  const outgoing = state.outgoing[session_id];
  if (!outgoing?.length) return state;
  const left = notInLog(state, session_id, outgoing, messages);
  if (left.length === outgoing.length) return state;
  return { ...state, outgoing: { ...state.outgoing, [session_id]: left } };
}

/** Takes messages that continue what is known, and what they mean for the session's row in lists. */
export function applyMessages(
  state: ClientState,
  session_id: string,
  messages: Message[],
): ClientState {
  const conversation = state.conversations[session_id];
  const known = conversation?.messages ?? [];
  const ids = new Set(known.map((message) => message.id));
  // What was sent again may be acknowledged with a place that is far back.
  const fresh = messages.filter(
    (message) => !ids.has(message.id) && !isBeforeLoaded(conversation, message),
  );
  if (fresh.length === 0) return settleOutgoing(state, session_id, messages);
  let next = changeConversation(state, session_id, (conversation) => ({
    messages: mergeMessages(known, fresh),
    typing: withoutSenders(conversation.typing, fresh),
  }));
  const session = next.sessions[session_id];
  if (session)
    next = {
      ...next,
      sessions: { ...next.sessions, [session_id]: withLog(state.me, session, fresh) },
    };
  return settleOutgoing(settleRow(next, session_id), session_id, messages);
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
  const first = messages[0];
  // Also at the first time: an event may have come before the answer did. What is before the page
  // is loaded as its older ones.
  const kept =
    is_catch_up || !has_more || !first
      ? before.messages
      : before.messages.filter(({ seq }) => seq > first.seq);
  const conversation: ConversationState = {
    ...before,
    status: "ready",
    messages: mergeMessages(kept, messages),
    has_older: is_catch_up ? before.has_older : has_more,
    // Nobody's cursor goes back, so the one further on is the later one.
    cursors: cursors.reduce(withCursor, before.cursors),
    typing: {},
  };
  const next = applySession(
    { ...state, conversations: { ...state.conversations, [session_id]: conversation } },
    session,
  );
  return settleOutgoing(settleRow(next, session_id), session_id, messages);
}

function withCursor(cursors: Record<number, Cursor>, cursor: Cursor): Record<number, Cursor> {
  const known = cursors[cursor.user_id];
  return known && known.seq > cursor.seq ? cursors : { ...cursors, [cursor.user_id]: cursor };
}

/** There is no such chat for this person (any more), and nothing of it is shown. */
export function applyGone(state: ClientState, session_id: string): ClientState {
  const gone: ConversationState = { ...emptyConversation, status: "gone" };
  return dropSession(
    { ...state, conversations: { ...state.conversations, [session_id]: gone } },
    session_id,
  );
}

/**
 * Whether a message of this event cannot be taken yet, because others before it are missing or the
 * conversation is still being loaded: the client has to fetch them.
 */
export function isGap(state: ClientState, event: ServerEvent): boolean {
  if (event.event !== "chat:new_message") return false;
  const { message } = event.payload;
  const conversation = state.conversations[message.session_id];
  if (!conversation || conversation.status === "gone") return false;
  if (conversation.status !== "ready") return true;
  const last = lastPlace(conversation.messages);
  return message.is_internal
    ? message.note_seq > last.note_seq + 1 || message.seq > last.seq
    : message.seq > last.seq + 1;
}

/** Whether a session's row tells of messages that its conversation lacks. */
export function isBehind(state: ClientState, session_id: string): boolean {
  const { status, messages = [] } = state.conversations[session_id] ?? {};
  const session = state.sessions[session_id];
  return status === "ready" && !!session && session.last_seq > lastPlace(messages).seq;
}

/** The state after an event. Pure: the same event twice, or a late one, changes nothing. */
export function applyEvent(state: ClientState, event: ServerEvent): ClientState {
  switch (event.event) {
    case "chat:new_session":
    case "chat:session_updated":
    case "chat:session_assigned":
    case "chat:transferred":
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
      const known = state.conversations[session_id]?.cursors ?? {};
      const moved = withCursor(known, cursor);
      if (moved === known) return state;
      const next = changeConversation(state, session_id, () => ({ cursors: moved }));
      return settleRow(next, session_id);
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
    case "settings:changed":
      return { ...state, message_length: event.payload.message_length };
    case "chat:draft":
      // What is being written is the composer's: see `createDrafts`.
      return state;
    case "chat:queue_position": {
      const { session_id } = event.payload;
      // Also of a chat that does not wait as far as is known: it may be waiting again since.
      return { ...state, positions: { ...state.positions, [session_id]: event.payload } };
    }
    case "agent:status": {
      const { agent_id, version, agent } = event.payload;
      const { [agent_id]: known, ...others } = state.agents;
      const known_version = known?.version ?? state.former_agents[agent_id] ?? 0;
      if (known_version > version) return state;
      if (agent) return { ...state, agents: { ...others, [agent_id]: agent } };
      const former_agents = { ...state.former_agents, [agent_id]: version };
      return { ...state, agents: others, former_agents };
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

/**
 * Without how far this person has seen it, as far as it was said here alone. What they have not
 * seen is counted again, or asked for where that is not loaded.
 */
export function withoutOwnCursor(state: ClientState, session_id: string): ClientState {
  const next = changeConversation(state, session_id, ({ cursors }) => {
    const { [state.me.user_id]: _, ...others } = cursors;
    return { cursors: others };
  });
  const session = next.sessions[session_id];
  if (session?.status !== "pending") return settleRow(next, session_id);
  const open: KnownSession = { ...session, is_unread_open: true };
  return settleRow({ ...next, sessions: { ...next.sessions, [session_id]: open } }, session_id);
}
