import type { Agent } from "@/lib/agents/contract";
import { createAgain } from "@/lib/client/again";
import { CallError, callApi, type Identity } from "@/lib/client/api";
import { applySession } from "@/lib/client/apply-event";
import { applyAgents, applyLists } from "@/lib/client/apply-lists";
import { withoutOthers } from "@/lib/client/forget-others";
import type { ClientState } from "@/lib/client/state";
import type { List, ReaderSession, StaffSession } from "@/lib/sessions/contract";

type Host = {
  getState(): ClientState;
  set(next: ClientState): void;
  isOpen(): boolean;
  follow(session_id: string): void;
};

/**
 * What staff see besides conversations: the queue, their own chats and their colleagues. Loaded on
 * each connection, and kept by events from then on.
 */
export function createStaffLists(identity: Identity, { getState, set, isOpen, follow }: Host) {
  /** The next connection loads all of it anyway. */
  const whileOpen = (load: (key: string) => Promise<void>) => async (key: string) => {
    if (isOpen()) await load(key);
  };
  const lists = createAgain(whileOpen(loadLists));
  const agents = createAgain(whileOpen(loadAgents));
  const unread = createAgain(whileOpen(readUnread));
  /** What was known when the connection came about: all that changed since is known by events. */
  let connection = getState();

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
    const asked_on = connection;
    try {
      const [pending, active] = await Promise.all([
        everyPage("/api/live-chat/agent/sessions?status=pending"),
        everyPage("/api/live-chat/agent/sessions?status=active"),
      ]);
      // What happened between two connections came as no event.
      if (asked_on !== connection) return;
      set(applyLists(getState(), { pending, active }, asked_on.sessions));
      for (const session of active) follow(session.id);
    } catch (error) {
      if (error instanceof CallError && getState().lists !== "ready") {
        set({ ...getState(), lists: "failed" });
      }
      throw error;
    }
  }

  async function loadAgents(): Promise<void> {
    const asked_on = connection;
    const { items } = await callApi<List<Agent>>(identity, "GET", "/api/agents");
    if (asked_on === connection) set(applyAgents(getState(), items, asked_on.agents));
  }

  /** How much of a waiting chat was not seen, where no event could say so. */
  async function readUnread(session_id: string): Promise<void> {
    const { session } = await callApi<{ session: ReaderSession }>(
      identity,
      "GET",
      `/api/live-chat/${session_id}`,
    );
    set(applySession(getState(), session));
    // What came meanwhile was newer: the answer was for another state of the session.
    const { status, is_unread_open } = getState().sessions[session_id] ?? {};
    if (status === "pending" && is_unread_open) void unread.run(session_id);
  }

  return {
    /** There is a connection (again). */
    load(): void {
      connection = { ...getState() };
      void lists.run("lists");
      void agents.run("agents");
    },
    reload(): void {
      set({ ...getState(), lists: "loading" });
      void lists.run("lists");
    },
    /** Who looks on sees the chats of all. */
    forgetOthers(): void {
      if (!identity.looks_on) set(withoutOthers(getState()));
    },
    readUnread: (session_id: string) => void unread.run(session_id),
    close(): void {
      for (const one of [lists, agents, unread]) one.close();
    },
  };
}
