import { expect, test } from "vitest";
import { withoutOthers } from "./forget-others";
import { type ClientState, emptyConversation, initialState, type KnownSession } from "./state";

const AGENT = 1;
const COLLEAGUE = 2;

/** The `minute`th chat of the day; a colleague has it unless something else is said. */
function session(minute: number, more: Partial<KnownSession> = {}): KnownSession {
  const at = new Date(Date.UTC(2026, 0, 5, 0, minute)).toISOString();
  return {
    id: `s${minute}`,
    status: "active",
    agent_id: COLLEAGUE,
    created_at: at,
    assigned_at: at,
    ended_at: null,
    ...more,
  } as KnownSession;
}

function stateOf(sessions: KnownSession[], more: Partial<ClientState> = {}): ClientState {
  const by_id = Object.fromEntries(sessions.map((one) => [one.id, one]));
  return { ...initialState({ user_id: AGENT, role: "agent" }), sessions: by_id, ...more };
}

const many = (count: number) => Array.from({ length: count }, (_, minute) => session(minute));

test("chats that colleagues took are not heaped up in a page that is open all day", () => {
  const left = withoutOthers(stateOf(many(2000)));
  expect(Object.keys(left.sessions)).toHaveLength(200);
  expect(left.sessions.s1999).toBeDefined();
  const few = stateOf(many(400));
  expect(withoutOthers(few)).toBe(few);
});

test("who waits, one's own, what is open and what was written is never forgotten, and who just left the queue neither", () => {
  const own = session(0, { id: "own", agent_id: AGENT });
  const closed = session(0, { id: "closed", agent_id: AGENT, status: "closed" });
  const waits = session(0, { id: "waits", agent_id: null, status: "pending", assigned_at: null });
  const open = session(0, { id: "open" });
  const written = session(0, { id: "written" });
  const { assigned_at } = session(5000);
  const just_taken = session(0, { id: "just_taken", assigned_at });
  const kept = [own, closed, waits, open, written, just_taken];
  const { sessions } = withoutOthers(
    stateOf([...kept, ...many(1000)], {
      conversations: { open: emptyConversation },
      outgoing: {
        written: [
          {
            client_id: "c",
            content: "?",
            is_internal: false,
            created_at: own.created_at,
            state: "failed",
            error: null,
          },
        ],
      },
    }),
  );
  expect(Object.keys(sessions)).toHaveLength(5 + 200);
  for (const one of kept) expect(sessions[one.id]).toBe(one);
});
