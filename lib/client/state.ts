import type { Role } from "@/lib/actor";
import type { Agent } from "@/lib/agents/contract";
import type { ErrorBody } from "@/lib/errors";
import type { SharedArticle } from "@/lib/kb/contract";
import type { Cursor, MESSAGE_LIMIT, Message } from "@/lib/messages/contract";
import type { QueuePosition } from "@/lib/queue/contract";
import type { Session, StaffSession } from "@/lib/sessions/contract";
import type { Uploaded } from "@/lib/uploads/contract";

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

/** A file that was chosen here. */
export type OutgoingFile = {
  name: string;
  /** In bytes. */
  size: number;
  /** The bytes themselves; null where they are too many. */
  blob: Blob | null;
  /** What the upload gave, once it is through. */
  uploaded?: Uploaded;
};

/** Something that was sent here and is not in the log yet, as far as this client knows. */
export type Outgoing = {
  client_id: string;
  /** Empty for a file and for an article. */
  content: string;
  file?: OutgoingFile;
  is_internal: boolean;
  created_at: string;
  /** What it came of, which counts it. */
  canned_response_id?: string;
  /** An article that is shared; there is no text with it. */
  kb_article?: SharedArticle;
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
  /** The server is there and has no room for this connection yet; it is tried again. */
  is_full: boolean;
  /** What a message may have now, in Unicode characters. */
  message_length: number;
  /** Whether the queue and the own chats were loaded since the start. */
  lists: "loading" | "ready" | "failed";
  sessions: Record<string, KnownSession>;
  conversations: Record<string, ConversationState>;
  outgoing: Record<string, Outgoing[]>;
  /** How much of a file is uploaded, from 0 to 1, by `client_id`; while it is under way. */
  progress: Record<string, number>;
  positions: Record<string, QueuePosition>;
  /** The active staff; to staff alone. When somebody was last active is told by an answer alone. */
  agents: Record<number, Agent>;
  /** The version with which somebody left the staff: what comes later may be older. */
  former_agents: Record<number, number>;
};

/** The type alone is imported, and holds the two equal: zod stays behind. */
const USUAL_LENGTH: typeof MESSAGE_LIMIT = 10_000;

export function initialState(me: Me): ClientState {
  return {
    me,
    connection: "connecting",
    is_full: false,
    message_length: USUAL_LENGTH,
    lists: "loading",
    sessions: {},
    conversations: {},
    outgoing: {},
    progress: {},
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

/** The agent's own active chats: who waits longest for an answer first, then by assignment. */
export function ownActive(state: Pick<ClientState, "sessions" | "me">): KnownSession[] {
  const key = (session: KnownSession) =>
    session.waiting_since ? `0${session.waiting_since}` : `1${session.assigned_at}`;
  return Object.values(state.sessions)
    .filter((session) => session.status === "active" && session.agent_id === state.me.user_id)
    .sort((a, b) => key(a).localeCompare(key(b)) || a.id.localeCompare(b.id));
}
