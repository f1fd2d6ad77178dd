import { createAgain } from "@/lib/client/again";
import { CallError } from "@/lib/client/api";
import { applyConversation, applyGone } from "@/lib/client/apply-event";
import {
  type ClientState,
  type ConversationState,
  emptyConversation,
  lastPlace,
} from "@/lib/client/state";
import type { Conversation, JoinInput } from "@/lib/sessions/contract";

type Host = {
  getState(): ClientState;
  set(next: ClientState): void;
  isOpen(): boolean;
  /** @throws CallError */
  join(input: JoinInput): Promise<Conversation>;
  /** @throws CallError */
  leave(session_id: string): Promise<unknown>;
};

/** The conversations that are followed, also while there is no connection. */
export function createFollowing({ getState, set, isOpen, join, leave }: Host) {
  /** Each with a mark of its own for each time that it is followed. */
  const followed = new Map<string, object>();
  const leaving = new Map<string, Promise<unknown>>();
  const joining = createAgain(catchUp);

  function setConversation(session_id: string, change: Partial<ConversationState>): void {
    const state = getState();
    const conversation = { ...emptyConversation, ...state.conversations[session_id], ...change };
    set({ ...state, conversations: { ...state.conversations, [session_id]: conversation } });
  }

  /** Joins a conversation where it was left, page after page until there is no more. */
  async function catchUp(session_id: string): Promise<void> {
    await leaving.get(session_id);
    const mark = followed.get(session_id);
    while (mark && isOpen()) {
      const known = getState().conversations[session_id];
      const is_catch_up = known?.status === "ready" && known.messages.length > 0;
      let answer: Conversation;
      try {
        answer = await join({ session_id, ...(is_catch_up && placeOf(known)) });
      } catch (error) {
        if (followed.get(session_id) === mark) onRefused(session_id, error);
        throw error;
      }
      // Who left it and came back began anew.
      if (followed.get(session_id) !== mark) return;
      set(applyConversation(getState(), session_id, answer, is_catch_up));
      if (!is_catch_up || !answer.has_more) return;
    }
  }

  /** Without a note to start from, the ones that follow the last message are meant. */
  function placeOf({ messages, has_older }: ConversationState) {
    const { seq, note_seq } = lastPlace(messages);
    const knows_notes = !has_older || note_seq > 0;
    return { after_seq: seq, ...(knows_notes && { after_note_seq: note_seq }) };
  }

  function onRefused(session_id: string, error: unknown): void {
    if (!(error instanceof CallError)) return;
    const { code } = error.body;
    // What is no id at all is no chat either.
    if (code === "NOT_FOUND" || code === "VALIDATION") set(applyGone(getState(), session_id));
    else if (getState().conversations[session_id]?.status === "loading") {
      setConversation(session_id, { status: "failed" });
    }
  }

  const catchUpOn = (session_id: string) => {
    if (followed.has(session_id)) void joining.run(session_id);
  };

  return {
    follow(session_id: string): void {
      if (followed.has(session_id)) return;
      followed.set(session_id, {});
      setConversation(session_id, {});
      catchUpOn(session_id);
    },
    unfollow(session_id: string): void {
      if (!followed.delete(session_id)) return;
      const state = getState();
      const { [session_id]: _, ...conversations } = state.conversations;
      set({ ...state, conversations });
      if (!isOpen()) return;
      const left = leave(session_id).catch(() => {
        // Without a connection, or without the chat, it is left already.
      });
      leaving.set(session_id, left);
      void left.then(() => {
        if (leaving.get(session_id) === left) leaving.delete(session_id);
      });
    },
    catchUp: catchUpOn,
    catchUpAll(): void {
      for (const session_id of followed.keys()) catchUpOn(session_id);
    },
    /** Tries again what failed to load. */
    reload(session_id: string): void {
      setConversation(session_id, { status: "loading" });
      catchUpOn(session_id);
    },

    /**
     * For staff: a session is another's than before, or nobody's. The right to look on may have
     * come or gone with it, for this chat and for others of the same customer; the server puts out
     * of a room who has none.
     */
    reconsider(session_id: string, before: ClientState["sessions"][string] | undefined): void {
      const { sessions, me } = getState();
      const after = sessions[session_id];
      if (!after || (before?.status === after.status && before.agent_id === after.agent_id)) return;
      const isOwn = (one: typeof before) => one?.agent_id === me.user_id;
      if (!isOwn(after)) catchUpOn(session_id);
      if (isOwn(before) === isOwn(after)) return;
      for (const other of followed.keys()) if (!isOwn(sessions[other])) catchUpOn(other);
    },

    close: joining.close,
  };
}
