import type { Role } from "@/lib/actor";
import type { Agent } from "@/lib/agents/contract";
import type { ErrorBody } from "@/lib/errors";
import type { Cursor, Message } from "@/lib/messages/contract";
import type { QueuePosition } from "@/lib/queue/contract";
import type { Session, StaffSession } from "@/lib/sessions/contract";

export type Me = { user_id: number; role: Role };

/** A session as this client knows it; staff get more of it. */
export type KnownSession = Session &
  Partial<StaffSession> & {
    unread_count: number;
    /** The count is not known: no event could tell it. */
    is_unread_open?: true;
  };

/** Where an entry is in its session's log. */
export type Place = Pick<Message, "seq" | "note_seq">;

/** Something that was sent here and is not in the log yet, as far as this client knows. */
export type Outgoing = {
  client_id: string;
  content: string;
  is_internal: boolean;
  created_at: string;
  /**
   * `waiting` is tried again by itself; `failed` was refused and waits for the person; `sent` was
   * acknowledged, and is shown until what comes before it in the log is there as well.
   */
  state: "sending" | "waiting" | "failed" | "sent";
  error: ErrorBody | null;
  /** Where the log has it, once it was acknowledged. */
  place?: Place;
  /** Another tab of the same person sends it. */
  is_elsewhere?: true;
};

export type ConversationState = {
  /** `gone`: there is no such chat for this person (any more). */
  status: "loading" | "ready" | "failed" | "gone";
  /** In order, each once; without gaps from the first that is loaded on. */
  messages: Message[];
  /** Whether there are earlier ones to load. */
  has_older: boolean;
  cursors: Record<number, Cursor>;
  typing: Record<number, string>;
  present: Record<number, boolean>;
};

/** Everything that a screen shows. Never changed in place. */
export type ClientState = {
  me: Me;
  /** `refused`: the sign-in counts no more; the page has to sign in again. */
  connection: "connecting" | "online" | "offline" | "refused";
  /** Why, where it was refused. */
  refusal?: ErrorBody;
  /** Whether the queue and the own chats were loaded since the start. */
  lists: "loading" | "ready" | "failed";
  sessions: Record<string, KnownSession>;
  conversations: Record<string, ConversationState>;
  outgoing: Record<string, Outgoing[]>;
  positions: Record<string, QueuePosition>;
  /** The active staff; to staff alone. When somebody was last active is told by an answer alone. */
  agents: Record<number, Agent>;
  /** The version with which somebody left the staff: what comes later may be older. */
  former_agents: Record<number, number>;
};

export function initialState(me: Me): ClientState {
  return {
    me,
    connection: "connecting",
    lists: "loading",
    sessions: {},
    conversations: {},
    outgoing: {},
    positions: {},
    agents: {},
    former_agents: {},
  };
}

export const emptyConversation: ConversationState = {
  status: "loading",
  messages: [],
  has_older: false,
  cursors: {},
  typing: {},
  present: {},
};

/**
 * Up to where the client has everything: the highest `seq` and `note_seq` that no gap comes before.
 * `messages` are in order; what is before the first of them was not loaded and is no gap.
 */
export function lastPlace(messages: readonly Message[]): Place {
  let seq: number | null = null;
  let note_seq: number | null = null;
  for (const message of messages) {
    if (message.is_internal) {
      if (note_seq === null || message.note_seq === note_seq + 1) note_seq = message.note_seq;
    } else if (seq === null || message.seq === seq + 1) seq = message.seq;
  }
  return { seq: seq ?? 0, note_seq: note_seq ?? 0 };
}

const RANK = { urgent: 0, high: 1, medium: 2, low: 3 };

/** The queue: urgent first, then oldest first, as the server orders it. */
export function queueOf(state: Pick<ClientState, "sessions">): KnownSession[] {
  return Object.values(state.sessions)
    .filter((session) => session.status === "pending")
    .sort(
      (a, b) =>
        RANK[a.priority] - RANK[b.priority] ||
        a.created_at.localeCompare(b.created_at) ||
        a.id.localeCompare(b.id),
    );
}

type Waiting = Pick<Session, "version" | "created_at" | "waiting_since"> & {
  last_message: Pick<Message, "created_at"> | null;
};

/**
 * Since when a pending session waits for an agent, as ISO time. One that was released was in
 * somebody's hands before, which its `version` tells: it waits since the customer's first message
 * without an answer, or else since the last word of all.
 */
export function waitsSince({ version, created_at, waiting_since, last_message }: Waiting): string {
  if (version === 1) return created_at;
  return waiting_since ?? last_message?.created_at ?? created_at;
}

/** The agent's own active chats: who waits longest for an answer first, then by assignment. */
export function ownActive(state: Pick<ClientState, "sessions" | "me">): KnownSession[] {
  const key = (session: KnownSession) =>
    session.waiting_since ? `0${session.waiting_since}` : `1${session.assigned_at}`;
  return Object.values(state.sessions)
    .filter((session) => session.status === "active" && session.agent_id === state.me.user_id)
    .sort((a, b) => key(a).localeCompare(key(b)) || a.id.localeCompare(b.id));
}
