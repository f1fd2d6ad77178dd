import type { Agent, AgentStatus, SetStatusInput } from "@/lib/agents/contract";
import type { UseCannedResponseInput } from "@/lib/canned-responses/contract";
import type { Draft } from "@/lib/drafts/contract";
import type { Envelope } from "@/lib/errors";
import type { Message, SeenInput, SendMessageInput, TypingInput } from "@/lib/messages/contract";
import type { QueuePosition } from "@/lib/queue/contract";
import type {
  Conversation,
  JoinInput,
  ReaderSession,
  Session,
  SessionInput,
  StaffSession,
  StartInput,
  TransferInput,
} from "@/lib/sessions/contract";

type Answer<Input, Data> = (input: Input, ack: (answer: Envelope<Data>) => void) => void;

/** What a client may send. Every event gets exactly one acknowledgement. */
export type ClientEvents = {
  /** Whether the way to the server still carries anything. */
  ping: Answer<Record<string, never>, Record<string, never>>;
  "chat:start": Answer<StartInput, { session: ReaderSession }>;
  "chat:join": Answer<JoinInput, Conversation>;
  "chat:leave": Answer<SessionInput, Record<string, never>>;
  "chat:send_message": Answer<SendMessageInput, { message: Message }>;
  "chat:use_canned_response": Answer<UseCannedResponseInput, { message: Message }>;
  "chat:typing": Answer<TypingInput, Record<string, never>>;
  "chat:seen": Answer<SeenInput, Record<string, never>>;
  "chat:accept": Answer<SessionInput, { session: ReaderSession }>;
  "chat:release": Answer<SessionInput, { session: ReaderSession }>;
  "chat:transfer": Answer<TransferInput, { session: ReaderSession }>;
  "chat:end": Answer<SessionInput, { session: ReaderSession }>;
  "agent:activity_ping": Answer<Record<string, never>, { status: AgentStatus }>;
  "agent:set_status": Answer<SetStatusInput, { status: AgentStatus }>;
};

export type Typing = { session_id: string; user_id: number; name: string; is_typing: boolean };
export type Presence = { session_id: string; user_id: number; is_online: boolean };
export type Seen = {
  session_id: string;
  user_id: number;
  message_id: string;
  seq: number;
  seen_at: string;
};

/** The payload of each event that a client may receive. */
export type ServerPayloads = {
  "chat:new_session": { session: StaffSession };
  "chat:session_updated": { session: Session | StaffSession };
  "chat:session_assigned": {
    session: Session | StaffSession;
    agent: { id: number; name: string };
  };
  "chat:transferred": {
    session: Session | StaffSession;
    from_agent: { id: number; name: string };
    to_agent: { id: number; name: string };
  };
  "chat:new_message": { message: Message };
  "chat:typing": Typing;
  "chat:seen": Seen;
  "chat:presence": Presence;
  "chat:queue_position": QueuePosition;
  "chat:ended": { session: Session | StaffSession };
  /** What is allowed now: to everyone when it changes, and to who comes while it is not as usual. */
  "settings:changed": { message_length: number };
  /** To all of its author's sockets, so that their other devices have it. */
  "chat:draft": Draft;
  /**
   * Whenever what colleagues see of an agent changes, their load and limit too: `agent` is as
   * `GET /api/agents` has them, null when they are no active member of staff any more.
   */
  "agent:status": {
    agent_id: number;
    status: AgentStatus;
    version: number;
    agent: Agent | null;
  };
};

export type ServerEvents = {
  [Event in keyof ServerPayloads]: (payload: ServerPayloads[Event]) => void;
};
