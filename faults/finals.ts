import type { ChatClient } from "@/lib/client/chat-client";
import { ownActive, queueOf } from "@/lib/client/state";

/** What a client shows of a chat besides its messages, in the words of the contract. */
export type FinalChat = {
  session_id: string;
  status: string;
  agent_id: number | null;
  version: number;
  last_seq: number;
  /** How far each has seen it, by the user's id. */
  cursors: Record<string, number>;
};
export type Final = {
  client: string;
  chats: FinalChat[];
  /** Staff alone: the queue as it is listed, and the own chats by id. */
  queue: string[] | null;
  active: string[] | null;
};

export function finalOf(name: string, client: ChatClient): Final {
  const state = client.getState();
  const is_staff = state.me.role !== "customer";
  return {
    client: name,
    chats: Object.entries(state.conversations).flatMap(([session_id, { cursors }]) => {
      const session = state.sessions[session_id];
      if (!session) return [];
      const { status, agent_id, version, last_seq } = session;
      const seen = Object.entries(cursors).map(([user_id, { seq }]) => [user_id, seq]);
      return [
        { session_id, status, agent_id, version, last_seq, cursors: Object.fromEntries(seen) },
      ];
    }),
    queue: is_staff ? queueOf(state).map(({ id }) => id) : null,
    active: is_staff
      ? ownActive(state)
          .map(({ id }) => id)
          .sort()
      : null,
  };
}
