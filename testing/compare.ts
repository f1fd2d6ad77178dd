import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { ChatClient } from "@/lib/client/chat-client";
import { type ClientState, type KnownSession, ownActive, queueOf } from "@/lib/client/state";
import { discardRefused, freshClient, openAgain, type Seat } from "@/testing/world";

/** How long states may differ until they must be equal; how often one looks; in milliseconds. */
const PATIENCE = 8000;
const LOOK_AGAIN = 10;
/** After this a fresh client may have raced with what happened, and another one is loaded. */
const ANOTHER_AFTER = 1500;

const hasLoaded = ({ connection, lists, me, conversations, agents }: ClientState) =>
  connection === "refused" ||
  (connection === "online" &&
    (me.role === "customer" || (lists === "ready" && Object.keys(agents).length > 0)) &&
    Object.values(conversations).every(({ status }) => status !== "loading"));

const progress = ({ connection, lists, conversations }: ClientState) => ({
  connection,
  lists,
  conversations: Object.values(conversations).map(({ status }) => status),
});

/** While somebody waits, their wait is only what the clock says. */
function row(session: KnownSession | undefined) {
  if (!session) return null;
  return session.status === "pending" ? { ...session, wait_time: null } : session;
}

/** From which place on both have loaded: one may have looked further back. */
const firstSeq = (state: ClientState, id: string) => {
  const conversation = state.conversations[id];
  return conversation?.has_older ? (conversation.messages[0]?.seq ?? 0) : 0;
};

/** All that a screen shows; `from` is where each conversation begins for the comparison. */
function shown(state: ClientState, from: (id: string) => number) {
  if (state.connection === "refused") return { connection: "refused" };
  const is_staff = state.me.role !== "customer";
  const conversations = Object.entries(state.conversations).map(([id, conversation]) => {
    const { status, messages, cursors, present } = conversation;
    const session = state.sessions[id];
    const position = session?.status === "pending" ? state.positions[id] : undefined;
    const log = messages.filter(({ seq }) => seq >= from(id));
    const seqs = log.filter((one) => !one.is_internal).map(({ seq }) => seq);
    return [
      id,
      {
        status,
        session: status === "gone" ? null : row(session),
        messages: log.map(({ id, seq, note_seq, content }) => ({ id, seq, note_seq, content })),
        gaps: seqs.filter((seq, index) => index > 0 && seq !== (seqs[index - 1] ?? 0) + 1),
        cursors,
        present: Object.keys(present).filter((user_id) => present[Number(user_id)]),
        // The estimate goes on with the clock; whether there is one does not.
        position: position && [position.position, position.estimated_wait === null],
      },
    ] as const;
  });
  return {
    connection: state.connection,
    conversations: Object.fromEntries(conversations.sort(([a], [b]) => a.localeCompare(b))),
    outgoing: Object.values(state.outgoing).flat(),
    ...(is_staff && {
      lists: state.lists,
      queue: queueOf(state).map(row),
      own: ownActive(state).map(row),
      agents: Object.fromEntries(
        Object.entries(state.agents).map(([id, { last_activity_at: _, ...agent }]) => [id, agent]),
      ),
    }),
  };
}

/** Whether the seat is connected and has nothing on its way. */
function isQuiet(seat: Seat): boolean {
  discardRefused(seat);
  const { connection, outgoing } = seat.client.getState();
  return (
    connection === "refused" || (connection === "online" && !Object.values(outgoing).flat().length)
  );
}

type Found = { path: string; shown: unknown; fresh: unknown };

/** Where two values differ, each place once. */
function differences(a: unknown, b: unknown, path = ""): Found[] {
  if (isDeepStrictEqual(a, b)) return [];
  const is_tree = (value: unknown): value is object => typeof value === "object" && value !== null;
  if (!is_tree(a) || !is_tree(b)) return [{ path, shown: a, fresh: b }];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) =>
    differences(a[key as never], b[key as never], path ? `${path}.${key}` : key),
  );
}

function compare(seat: Seat, fresh: ChatClient): Found[] {
  const [a, b] = [seat.client.getState(), fresh.getState()];
  // A chat that came to the seat meanwhile is one that a fresh load of the page would show too.
  for (const id of Object.keys(a.conversations)) fresh.follow(id);
  if (!hasLoaded(b)) return [{ path: "not loaded", shown: progress(a), fresh: progress(b) }];
  const from = (id: string) => Math.max(firstSeq(a, id), firstSeq(b, id));
  return differences(shown(a, from), shown(b, from));
}

/**
 * Waits until what each seat shows equals what a fresh load shows.
 * @throws Error that says where they differ in the end
 */
export async function expectFresh(seats: Seat[]): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  let left = seats.filter(({ line }) => !line.refuses());
  left.forEach(openAgain);
  while (!left.every(isQuiet) && performance.now() < deadline) await delay(LOOK_AGAIN);
  let fresh = new Map(left.map((seat) => [seat, freshClient(seat)]));
  let loaded_at = performance.now();
  try {
    for (;;) {
      const found = left.map((seat) => ({
        seat,
        found: compare(seat, fresh.get(seat) as ChatClient),
      }));
      left = found.filter((one) => one.found.length > 0).map(({ seat }) => seat);
      if (left.length === 0) return;
      const now = performance.now();
      if (now > deadline) throw new Error(describe(found.filter((one) => one.found.length > 0)));
      if (now > loaded_at + ANOTHER_AFTER && now + ANOTHER_AFTER < deadline) {
        for (const client of fresh.values()) client.close();
        left.forEach(openAgain);
        fresh = new Map(left.map((seat) => [seat, freshClient(seat)]));
        loaded_at = now;
      }
      await delay(LOOK_AGAIN);
    }
  } finally {
    for (const client of fresh.values()) client.close();
  }
}

function describe(all: { seat: Seat; found: Found[] }[]): string {
  const text = (value: unknown) => JSON.stringify(value) ?? "nothing";
  const lines = all.flatMap(({ seat, found }) => [
    `${seat.name} (${seat.person.id}):`,
    ...found
      .slice(0, 12)
      .map((one) => `  ${one.path}\n    shown ${text(one.shown)}\n    fresh ${text(one.fresh)}`),
  ]);
  return `What is shown is not what a fresh load shows.\n${lines.join("\n")}`;
}
