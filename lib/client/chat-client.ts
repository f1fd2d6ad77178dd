import { uuidv7 } from "uuidv7";
import type { Agent, AgentStatus } from "@/lib/agents/contract";
import { CallError, callApi, type Identity } from "@/lib/client/api";
import {
  applyAgents,
  applyConversation,
  applyEvent,
  applyLists,
  applyMessages,
  applyRefusedAccept,
  applySession,
  dropSession,
  isGap,
  mergeMessages,
  withoutPresence,
} from "@/lib/client/apply-event";
import { openConnection } from "@/lib/client/connection";
import { createOutbox } from "@/lib/client/outbox";
import {
  type ClientState,
  type ConversationState,
  emptyConversation,
  initialState,
  lastPlace,
  type Me,
} from "@/lib/client/state";
import type { UnsentStore } from "@/lib/client/unsent";
import type { Message, MessagePage } from "@/lib/messages/contract";
import type { List, ReaderSession, StaffSession, StartInput } from "@/lib/sessions/contract";

/** How often typing is said again while it goes on; the others' screens forget it after 3 s. */
const TYPING_AGAIN = 2000;
/** How often an agent's own input is told, at the most; in milliseconds. */
const ACTIVITY_AGAIN = 30_000;

export type ChatClient = ReturnType<typeof createChatClient>;

/**
 * Everything that a page (or a program in Node) needs to take part: one connection, the state that
 * it shows, and the things one can do. What the state holds after any disconnect equals a fresh
 * load: on each connection all that is followed is joined again from where it was.
 */
export function createChatClient(identity: Identity, me: Me, unsent?: UnsentStore) {
  let state: ClientState = initialState(me);
  const listeners = new Set<() => void>();
  /** The conversations that are followed, also while there is no connection. */
  const followed = new Set<string>();
  /** Those that are being joined; true when it has to be done once more after that. */
  const catching_up = new Map<string, boolean>();
  const leaving = new Map<string, Promise<unknown>>();
  /** The agents whose status was told since the staff was asked for. */
  const told = new Set<number>();
  const typing_said = new Map<string, number>();
  let activity_told = Number.NEGATIVE_INFINITY;
  let closed = false;

  function set(next: ClientState): void {
    if (next === state || closed) return;
    if (next.outgoing !== state.outgoing) unsent?.write(next.outgoing);
    state = next;
    for (const listener of listeners) listener();
  }

  function setConversation(session_id: string, change: Partial<ConversationState>): void {
    const conversation = state.conversations[session_id] ?? emptyConversation;
    set({
      ...state,
      conversations: { ...state.conversations, [session_id]: { ...conversation, ...change } },
    });
  }

  const connection = openConnection(identity, {
    onOpen() {
      set({ ...state, connection: "online" });
      for (const session_id of followed) void catchUp(session_id);
      if (me.role !== "customer") {
        void loadLists();
        void loadAgents();
      }
      outbox.wake();
    },
    onClosed(refusal) {
      set({ ...withoutPresence(state), connection: refusal ? "refused" : "offline" });
    },
    onEvent(event) {
      if (isGap(state, event) && event.event === "chat:new_message") {
        void catchUp(event.payload.message.session_id);
        return;
      }
      const { sessions } = state;
      set(applyEvent(state, event));
      if (event.event === "agent:status") told.add(event.payload.agent_id);
      if ("session" in event.payload) comeBack(event.payload.session.id, sessions);
      // A chat that just became this agent's is followed, whoever gave it to them.
      if (event.event === "chat:session_assigned") {
        const { session } = event.payload;
        if (session.agent_id === me.user_id) follow(session.id);
      }
    },
  });

  const outbox = createOutbox({
    isOpen: () => connection.isOpen(),
    sessions: () => Object.keys(state.outgoing),
    read: (session_id) => state.outgoing[session_id] ?? [],
    write: (session_id, entries) =>
      set({ ...state, outgoing: { ...state.outgoing, [session_id]: entries } }),
    async send(session_id, entry) {
      const { message } = await connection.request("chat:send_message", {
        session_id,
        client_id: entry.client_id,
        type: "text",
        content: entry.content,
        ...(entry.is_internal && { is_internal: true }),
      });
      return message;
    },
    onSent(_, message) {
      unsent?.sent(message);
      takeSent(message);
    },
  });

  unsent?.listen({
    onLine(session_id, line) {
      const log = state.conversations[session_id]?.messages ?? [];
      const own = new Set(log.filter((m) => m.sender_id === me.user_id).map((m) => m.client_id));
      const left = line.filter((entry) => !own.has(entry.client_id));
      set({ ...state, outgoing: { ...state.outgoing, [session_id]: left } });
      outbox.resume(session_id);
    },
    onSent: takeSent,
  });

  /** Takes a message that was acknowledged, to this client or to another tab. */
  function takeSent(message: Message): void {
    const event = { event: "chat:new_message", payload: { message } } as const;
    if (isGap(state, event)) void catchUp(message.session_id);
    else set(applyMessages(state, message.session_id, [message]));
  }

  /** Joins a conversation where it was left, page after page until there is no more. */
  async function catchUp(session_id: string): Promise<void> {
    if (!connection.isOpen()) return;
    if (catching_up.has(session_id)) {
      // What is under way may have been read before that which is missing now.
      catching_up.set(session_id, true);
      return;
    }
    catching_up.set(session_id, false);
    try {
      await leaving.get(session_id);
      for (;;) {
        const known = state.conversations[session_id];
        const is_catch_up = known?.status === "ready" && known.messages.length > 0;
        const { seq, note_seq } = lastPlace(known?.messages ?? []);
        const answer = await connection.request("chat:join", {
          session_id,
          ...(is_catch_up && { after_seq: seq, after_note_seq: note_seq }),
        });
        if (!followed.has(session_id)) return;
        set(applyConversation(state, session_id, answer, is_catch_up));
        if (!is_catch_up || !answer.has_more) return;
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (!followed.has(session_id)) return;
      // What is no id at all is no chat either.
      if (error.body.code === "NOT_FOUND" || error.body.code === "VALIDATION") {
        setConversation(session_id, { status: "gone" });
        set(dropSession(state, session_id));
      } else if (state.conversations[session_id]?.status !== "ready") {
        setConversation(session_id, { status: "failed" });
      }
    } finally {
      const again = catching_up.get(session_id);
      catching_up.delete(session_id);
      if (again && followed.has(session_id)) void catchUp(session_id);
    }
  }

  /** Who loses a chat is put out of its room by the server, and may still look on. */
  function comeBack(session_id: string, before: ClientState["sessions"]): void {
    const was_own = before[session_id]?.agent_id === me.user_id;
    const is_own = state.sessions[session_id]?.agent_id === me.user_id;
    if (was_own && !is_own && followed.has(session_id)) void catchUp(session_id);
  }

  function follow(session_id: string): void {
    if (followed.has(session_id)) return;
    followed.add(session_id);
    setConversation(session_id, {});
    void catchUp(session_id);
  }

  async function everyPage(path: string): Promise<StaffSession[]> {
    const items: StaffSession[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const page: List<StaffSession> = await callApi(identity, "GET", `${path}&limit=200${more}`);
      items.push(...page.items);
      cursor = page.next_cursor;
    }
    return items;
  }

  /** The queue and the own active chats; the latter are followed. */
  async function loadLists(): Promise<void> {
    const asked = state.sessions;
    try {
      const [pending, active] = await Promise.all([
        everyPage("/api/live-chat/agent/sessions?status=pending"),
        everyPage("/api/live-chat/agent/sessions?status=active"),
      ]);
      set(applyLists(state, { pending, active }, asked));
      for (const session of active) follow(session.id);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (state.lists !== "ready") set({ ...state, lists: "failed" });
    }
  }

  async function loadAgents(): Promise<void> {
    told.clear();
    try {
      const { items } = await callApi<List<Agent>>(identity, "GET", "/api/agents");
      set(applyAgents(state, items, told));
    } catch (error) {
      // Whoever needs them, or the next connection, asks again.
      if (!(error instanceof CallError)) throw error;
    }
  }

  function take({ session }: { session: ReaderSession }): ReaderSession {
    const { sessions } = state;
    set(applySession(state, session));
    comeBack(session.id, sessions);
    return session;
  }

  return {
    identity,
    getState: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Follows a conversation from now on: loads it, and keeps it as it is on the server. */
    follow,
    unfollow(session_id: string): void {
      if (!followed.delete(session_id)) return;
      const { [session_id]: _, ...conversations } = state.conversations;
      // What was acknowledged is in the log, and that is not shown here any more.
      const line = (state.outgoing[session_id] ?? []).filter((entry) => entry.state !== "sent");
      set({ ...state, conversations, outgoing: { ...state.outgoing, [session_id]: line } });
      if (connection.isOpen()) {
        const left = connection.request("chat:leave", { session_id }).catch(() => {
          // Without a connection, or without the chat, it is left already.
        });
        leaving.set(session_id, left);
        void left.then(() => {
          if (leaving.get(session_id) === left) leaving.delete(session_id);
        });
      }
    },
    /** Asks for the staff again, e.g. when a limit may have changed. */
    loadAgents,
    /** Tries again what failed to load. */
    reload(session_id?: string): void {
      if (session_id) {
        setConversation(session_id, { status: "loading" });
        void catchUp(session_id);
      } else {
        set({ ...state, lists: "loading" });
        void loadLists();
      }
    },

    /** Loads the page before the first message that is loaded. @throws CallError */
    async loadOlder(session_id: string): Promise<void> {
      const first = state.conversations[session_id]?.messages[0];
      if (!first) return;
      const page = await callApi<MessagePage>(
        identity,
        "GET",
        `/api/live-chat/${session_id}/messages?before_seq=${first.seq}&before_note_seq=${first.note_seq}`,
      );
      const known = state.conversations[session_id]?.messages ?? [];
      setConversation(session_id, {
        messages: mergeMessages(known, page.messages),
        has_older: page.has_more,
      });
    },

    /** Starts a chat and follows it. With the same `client_id` it is the same chat. @throws CallError */
    async start(input: StartInput & { client_id: string }): Promise<ReaderSession> {
      const session = take(await connection.request("chat:start", input));
      follow(session.id);
      return session;
    },
    /** @throws CallError, ALREADY_ASSIGNED with who took it */
    async accept(session_id: string): Promise<ReaderSession> {
      const version = state.sessions[session_id]?.version;
      try {
        const session = take(await connection.request("chat:accept", { session_id }));
        follow(session_id);
        return session;
      } catch (error) {
        const is_as_it_was = state.sessions[session_id]?.version === version;
        if (error instanceof CallError && is_as_it_was) {
          set(applyRefusedAccept(state, session_id, error.body));
        }
        const known = state.sessions[session_id];
        if (known?.status === "active" && known.agent_id === me.user_id) {
          // The answer to an earlier try was lost: it is ours already.
          follow(session_id);
          return known;
        }
        throw error;
      }
    },
    /** An admin gives a pending chat to an agent. @throws CallError as accept, AT_CAPACITY */
    async assign(session_id: string, agent_id: number): Promise<ReaderSession> {
      const path = `/api/live-chat/${session_id}/assign`;
      const answer = await callApi<{ session: ReaderSession }>(identity, "POST", path, {
        agent_id,
      });
      return take(answer);
    },
    /** @throws CallError */
    release: async (session_id: string) =>
      take(await connection.request("chat:release", { session_id })),
    /** @throws CallError */
    end: async (session_id: string) => take(await connection.request("chat:end", { session_id })),

    /** Sends text; it is on the screen from now on, whatever happens. */
    send(session_id: string, content: string, is_internal = false): void {
      typing_said.delete(session_id);
      outbox.add(session_id, {
        client_id: uuidv7(),
        content,
        is_internal,
        created_at: new Date().toISOString(),
        state: "sending",
        error: null,
      });
    },
    retry: outbox.retry,
    discard(session_id: string, client_id: string): void {
      unsent?.discard(client_id);
      outbox.discard(session_id, client_id);
    },

    /** Says that the person types, or stopped; as often as one likes. */
    typing(session_id: string, is_typing: boolean): void {
      const said = typing_said.get(session_id);
      // Not the time of day: it may be set back.
      const now = performance.now();
      if (is_typing ? said !== undefined && now - said < TYPING_AGAIN : said === undefined) return;
      if (is_typing) typing_said.set(session_id, now);
      else typing_said.delete(session_id);
      connection.request("chat:typing", { session_id, is_typing }).catch(() => {
        // It would be stale before it could be said again.
      });
    },

    /** The person has everything of this conversation before their eyes. */
    seen(session_id: string): void {
      const conversation = state.conversations[session_id];
      const last = conversation?.messages.findLast(
        (message) => !message.is_internal && message.sender_id !== me.user_id,
      );
      const cursor = conversation?.cursors[me.user_id]?.seq ?? 0;
      if (!last || last.seq <= cursor) return;
      const seen_at = new Date().toISOString();
      const seen = { session_id, user_id: me.user_id, message_id: last.id, seq: last.seq, seen_at };
      set(applyEvent(state, { event: "chat:seen", payload: seen }));
      connection.request("chat:seen", { session_id, message_id: last.id }).catch(() => {
        // The next message that is seen says it for this one as well.
      });
    },

    /** @throws CallError */
    async setStatus(status: AgentStatus): Promise<void> {
      await connection.request("agent:set_status", { status });
      const event = { agent_id: me.user_id, status };
      set(applyEvent(state, { event: "agent:status", payload: event }));
    },
    /** The agent touched keyboard or mouse; as often as one likes. */
    active(): void {
      const now = performance.now();
      if (now - activity_told < ACTIVITY_AGAIN) return;
      activity_told = now;
      connection.request("agent:activity_ping", {}).catch(() => {
        activity_told = Number.NEGATIVE_INFINITY;
      });
    },

    close(): void {
      closed = true;
      unsent?.close();
      outbox.close();
      connection.close();
      listeners.clear();
    },
  };
}
