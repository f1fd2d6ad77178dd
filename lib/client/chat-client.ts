import type { AgentStatus } from "@/lib/agents/contract";
import { CallError, callApi, type Identity, unreachable } from "@/lib/client/api";
import {
  applyEvent,
  applyMessages,
  applyRefusedAccept,
  applySession,
  isBehind,
  isGap,
  notInLog,
  withoutOwnCursor,
  withoutPresence,
} from "@/lib/client/apply-event";
import { openConnection } from "@/lib/client/connection";
import { createDrafts } from "@/lib/client/drafts";
import { createFollowing } from "@/lib/client/following";
import { newId } from "@/lib/client/new-id";
import { createOutbox } from "@/lib/client/outbox";
import { mergeMessages } from "@/lib/client/session-row";
import type { createStaffLists } from "@/lib/client/staff-lists";
import {
  type ClientState,
  initialState,
  type KnownSession,
  type Me,
  type Outgoing,
} from "@/lib/client/state";
import type { UnsentStore } from "@/lib/client/unsent";
import type { SharedArticle } from "@/lib/kb/contract";
import type { Message, MessagePage } from "@/lib/messages/contract";
import type { RatingBody } from "@/lib/ratings/contract";
import type { Seen } from "@/lib/realtime/events";
import type { ReaderSession, StartInput } from "@/lib/sessions/contract";
import type { FILE_LIMIT as LIMIT_OF_FILES } from "@/lib/uploads/contract";

/**
 * What is larger, in bytes, is not even kept. The type alone is imported, and holds the two equal:
 * zod stays behind.
 */
const FILE_LIMIT: typeof LIMIT_OF_FILES = 10_485_760;
/** How often typing is said again while it goes on; the others' screens forget it after 3 s. */
const TYPING_AGAIN = 2000;
/** How often an agent's own input is told, at the most; in milliseconds. */
const ACTIVITY_AGAIN = 30_000;
/** And while they are away by it, so that they are back at once. */
const BACK_AGAIN = 1000;
/** When it is said again how far one has seen, in milliseconds. */
const SEEN_AGAIN = 2000;

export type ChatClient = ReturnType<typeof createChatClient>;

/**
 * Everything that a page (or a program in Node) needs to take part: one connection, the state that
 * it shows, and the things one can do. What the state holds after any disconnect equals a fresh
 * load: on each connection all that is followed is joined again from where it was.
 */
export function createChatClient(
  identity: Identity,
  me: Me,
  unsent?: UnsentStore,
  /** For staff. Given, so that no customer's page brings it. */
  createLists?: typeof createStaffLists,
) {
  let state: ClientState = initialState(me);
  const listeners = new Set<() => void>();
  /** How far this person has seen each conversation, as long as the server does not know it. */
  const seeing = new Map<string, Seen>();
  const is_staff = me.role !== "customer";
  const typing_said = new Map<string, number>();
  let activity_told = Number.NEGATIVE_INFINITY;
  let closed = false;

  function set(next: ClientState): void {
    if (next === state || closed) return;
    if (next.outgoing !== state.outgoing) unsent?.write(next.outgoing);
    state = next;
    for (const listener of listeners) listener();
  }

  const connection = openConnection(identity, {
    onOpen() {
      // Whatever it is else, the server says next.
      const { message_length } = initialState(me);
      set({ ...state, connection: "online", is_full: false, message_length });
      following.catchUpAll();
      lists?.load();
      for (const seen of seeing.values()) tellSeen(seen);
      outbox.wake();
      drafts.wake();
    },
    onClosed(refusal, later) {
      const is_full = later?.details?.reason === "full";
      const left = { ...withoutPresence(state), is_full };
      if (refusal) set({ ...left, connection: "refused", refusal });
      else set({ ...left, connection: "offline" });
    },
    onEvent(event) {
      if (event.event === "chat:draft") return drafts.onSaved(event.payload);
      if (isGap(state, event) && event.event === "chat:new_message") {
        following.catchUp(event.payload.message.session_id);
        return;
      }
      const { sessions } = state;
      set(applyEvent(state, event));
      if (event.event === "chat:new_session") lists?.forgetOthers();
      if (!("session" in event.payload)) return;
      const { id } = event.payload.session;
      onSession(id, sessions[id]);
      // A chat that just became this agent's is followed, whoever gave it to them.
      if (event.event === "chat:session_assigned" || event.event === "chat:transferred") {
        const { status, agent_id } = state.sessions[id] ?? {};
        if (status === "active" && agent_id === me.user_id) following.follow(id);
      }
    },
  });

  const held = { getState: () => state, set, isOpen: () => connection.isOpen() };
  const following = createFollowing({
    ...held,
    join: (input) => connection.request("chat:join", input),
    leave: (session_id) => connection.request("chat:leave", { session_id }),
  });
  const { follow } = following;
  const drafts = createDrafts(identity, { isOpen: () => connection.isOpen() });
  const lists = createLists?.(identity, { ...held, follow });

  /** What it takes comes with the first file, not with the page. */
  async function sendFile(session_id: string, entry: Outgoing): Promise<Message> {
    const { sendFile } = await import("@/lib/client/send-file").catch(() => {
      throw unreachable();
    });
    const { request } = connection;
    return sendFile(session_id, entry, { ...held, identity, listeners, request });
  }

  const outbox = createOutbox({
    isOpen: () => connection.isOpen(),
    sessions: () => Object.keys(state.outgoing),
    read: (session_id) => state.outgoing[session_id] ?? [],
    write: (session_id, entries) =>
      set({ ...state, outgoing: { ...state.outgoing, [session_id]: entries } }),
    async send(session_id, entry) {
      if (entry.file) return sendFile(session_id, entry);
      const { client_id, content, is_internal, canned_response_id, kb_article } = entry;
      const sent = { session_id, client_id, content };
      const { message } = await (canned_response_id
        ? connection.request("chat:use_canned_response", { ...sent, canned_response_id })
        : connection.request("chat:send_message", {
            ...(kb_article
              ? { session_id, client_id, type: "kb_article", kb_article_id: kb_article.id }
              : { ...sent, type: "text" }),
            ...(is_internal && { is_internal }),
          }));
      return message;
    },
    onSent(_, message) {
      unsent?.sent(message);
      takeSent(message);
    },
  });

  function add(
    session_id: string,
    what: Pick<Outgoing, "content" | "is_internal"> &
      Pick<Partial<Outgoing>, "file" | "canned_response_id" | "kb_article">,
  ): void {
    outbox.add(session_id, {
      ...what,
      client_id: newId(),
      created_at: new Date().toISOString(),
      state: "sending",
      error: null,
    });
  }

  unsent?.listen({
    onLine(session_id, line) {
      const log = state.conversations[session_id]?.messages ?? [];
      const left = notInLog(state, session_id, line, log);
      set({ ...state, outgoing: { ...state.outgoing, [session_id]: left } });
      outbox.resume(session_id);
    },
    onSent: takeSent,
  });

  /** Takes a message that was acknowledged, to this client or to another tab. */
  function takeSent(message: Message): void {
    const event = { event: "chat:new_message", payload: { message } } as const;
    if (isGap(state, event)) following.catchUp(message.session_id);
    else set(applyMessages(state, message.session_id, [message]));
  }

  function take({ session }: { session: ReaderSession }): ReaderSession {
    const before = state.sessions[session.id];
    set(applySession(state, session));
    onSession(session.id, before);
    return session;
  }

  /** What a session means beyond what is known of it now. */
  function onSession(id: string, before: ClientState["sessions"][string] | undefined): void {
    if (isBehind(state, id)) following.catchUp(id);
    if (!is_staff) return;
    following.reconsider(id, before);
    const { status, is_unread_open } = state.sessions[id] ?? {};
    if (status === "pending" && is_unread_open) lists?.readUnread(id);
  }

  function tellSeen(seen: Seen): void {
    const { session_id, message_id } = seen;
    seeing.set(session_id, seen);
    const isLast = () => seeing.get(session_id) === seen;
    connection.request("chat:seen", { session_id, message_id }).then(
      () => {
        if (isLast()) seeing.delete(session_id);
      },
      (error) => {
        if (!isLast() || !(error instanceof CallError)) return;
        if (error.body.retryable)
          return void setTimeout(
            () => isLast() && connection.isOpen() && tellSeen(seen),
            SEEN_AGAIN,
          );
        // It was not theirs to see any more: what the server has is what counts.
        seeing.delete(session_id);
        set(withoutOwnCursor(state, session_id));
        following.catchUp(session_id);
        onSession(session_id, state.sessions[session_id]);
      },
    );
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
      following.unfollow(session_id);
      // What was acknowledged is in the log, and that is not shown here any more.
      const line = (state.outgoing[session_id] ?? []).filter((entry) => entry.state !== "sent");
      set({ ...state, outgoing: { ...state.outgoing, [session_id]: line } });
    },
    /** Tries now to connect, where it would be tried later. */
    connect: () => connection.wake(),
    /** Tries again what failed to load. */
    reload(session_id?: string): void {
      if (session_id) following.reload(session_id);
      else lists?.reload();
    },

    /** Loads the page before the first message that is loaded. @throws CallError */
    async loadOlder(session_id: string, limit = 50): Promise<void> {
      const first = state.conversations[session_id]?.messages[0];
      if (!first) return;
      const page = await callApi<MessagePage>(
        identity,
        "GET",
        `/api/live-chat/${session_id}/messages?before_seq=${first.seq}&before_note_seq=${first.note_seq}&limit=${limit}`,
      );
      const conversation = state.conversations[session_id];
      // It may have been left, or begun anew, meanwhile.
      if (!conversation || conversation.messages[0]?.id !== first.id) return;
      const messages = mergeMessages(conversation.messages, page.messages);
      const longer = { ...conversation, messages, has_older: page.has_more };
      set({ ...state, conversations: { ...state.conversations, [session_id]: longer } });
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
        // The answer to an earlier try was lost where it is ours already, …
        const known = state.sessions[session_id];
        if (known?.status === "active" && known.agent_id === me.user_id) {
          follow(session_id);
          return known;
        }
        // … which the answer alone tells after a load, when nothing is known of it yet.
        if (known || !isTakenBy(me, error)) throw error;
        const path = `/api/live-chat/${session_id}`;
        const session = take(await callApi(identity, "GET", path));
        follow(session_id);
        return session;
      }
    },
    /** @throws CallError */
    release: async (session_id: string) =>
      take(await connection.request("chat:release", { session_id })),
    /** What a call of one's own answered. */
    take,
    /** @throws CallError */
    end: async (session_id: string) => take(await connection.request("chat:end", { session_id })),
    /** @throws CallError, CONFLICT where it was rated otherwise, which is known here by then */
    async rate(session_id: string, rating: RatingBody): Promise<ReaderSession> {
      const path = `/api/live-chat/${session_id}`;
      try {
        return take(await callApi(identity, "POST", `${path}/rating`, rating));
      } catch (error) {
        if (error instanceof CallError && error.body.code === "CONFLICT") {
          take(await callApi(identity, "GET", path));
        }
        throw error;
      }
    },

    /** Sends text; it is on the screen from now on, whatever happens. */
    send(
      session_id: string,
      content: string,
      is_internal = false,
      canned_response_id?: string | null,
    ): void {
      typing_said.delete(session_id);
      add(session_id, { content, is_internal, ...(canned_response_id && { canned_response_id }) });
    },
    /** Sends a file; like text it is on the screen from now on, and waits for a connection. */
    sendFile(session_id: string, file: File, is_internal = false): void {
      const { name, size } = file;
      const blob = size > FILE_LIMIT ? null : file;
      add(session_id, { content: "", file: { name, size, blob }, is_internal });
    },
    /** Shares an article with the customer; like text it is on the screen from now on. */
    share(session_id: string, kb_article: SharedArticle): void {
      add(session_id, { content: "", kb_article, is_internal: false });
    },
    /** What is being written and not sent. */
    drafts,
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
      tellSeen(seen);
    },

    /** @throws CallError */
    async setStatus(status: AgentStatus): Promise<void> {
      await connection.request("agent:set_status", { status });
    },
    /** The agent touched keyboard or mouse; as often as one likes. */
    active(): void {
      const now = performance.now();
      const again = state.agents[me.user_id]?.is_idle ? BACK_AGAIN : ACTIVITY_AGAIN;
      if (now - activity_told < again) return;
      activity_told = now;
      connection.request("agent:activity_ping", {}).catch(() => {
        activity_told = Number.NEGATIVE_INFINITY;
      });
    },

    close(): void {
      closed = true;
      unsent?.close();
      drafts.close();
      outbox.close();
      following.close();
      lists?.close();
      connection.close();
      listeners.clear();
    },
  };
}

function isTakenBy({ user_id }: Me, error: unknown): boolean {
  if (!(error instanceof CallError) || error.body.code !== "ALREADY_ASSIGNED") return false;
  const { agent } = error.body.details as Pick<KnownSession, "agent">;
  return agent?.id === user_id;
}
