import type { ClientState, KnownSession } from "@/lib/client/state";

/** More of them than this, and the ones that left the queue longest ago are forgotten. */
const MOST = 400;
/** So many stay: what is told of a chat late, and out of order, is still known as late. */
const KEPT = 200;

const leftAt = ({ assigned_at, ended_at, created_at }: KnownSession) =>
  assigned_at ?? ended_at ?? created_at;

/**
 * Staff hear of every chat while it is in the queue, and of most of them nothing any more once a
 * colleague has it. In a page that is open all day they would be thousands, which each event goes
 * through again.
 */
export function withoutOthers(state: ClientState): ClientState {
  const { me, sessions, conversations, outgoing } = state;
  const others = Object.values(sessions).filter(
    ({ id, status, agent_id }) =>
      status !== "pending" &&
      agent_id !== me.user_id &&
      !(id in conversations) &&
      !outgoing[id]?.length,
  );
  if (others.length <= MOST) return state;
  others.sort((a, b) => leftAt(b).localeCompare(leftAt(a)));
  const forgotten = new Set(others.slice(KEPT).map(({ id }) => id));
  const kept = Object.entries(sessions).filter(([id]) => !forgotten.has(id));
  return { ...state, sessions: Object.fromEntries(kept) };
}
