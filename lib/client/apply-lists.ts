import type { Agent } from "@/lib/agents/contract";
import { applySession } from "@/lib/client/apply-event";
import type { AnySession } from "@/lib/client/session-row";
import type { ClientState } from "@/lib/client/state";

/**
 * What a list answered is the whole truth about its sessions: those that it lacks have left it,
 * but for what changed since it was asked for, when the sessions were those of `asked`.
 */
export function applyLists(
  state: ClientState,
  lists: { pending: AnySession[]; active: AnySession[] },
  asked: ClientState["sessions"],
): ClientState {
  const listed = new Set([...lists.pending, ...lists.active].map((session) => session.id));
  const kept = Object.entries(state.sessions).filter(
    ([id, session]) =>
      listed.has(id) ||
      session !== asked[id] ||
      session.status === "closed" ||
      // Of a conversation that is followed, joining it again tells what became of the session.
      (session.status === "active" && id in state.conversations),
  );
  const start: ClientState = { ...state, lists: "ready", sessions: Object.fromEntries(kept) };
  return [...lists.pending, ...lists.active].reduce((next, one) => applySession(next, one), start);
}

/**
 * The staff as an answer has them, but for whom is known as they are later; those whom it lacks are
 * gone, but for what changed since it was asked for, when the staff were those of `asked`.
 */
export function applyAgents(
  state: ClientState,
  agents: Agent[],
  asked: ClientState["agents"],
): ClientState {
  const listed = new Map(agents.map((agent) => [agent.id, agent]));
  const next: ClientState["agents"] = {};
  for (const id of new Set([...Object.keys(state.agents).map(Number), ...listed.keys()])) {
    const [known, answered] = [state.agents[id], listed.get(id)];
    const is_changed = known !== asked[id];
    if (answered && (!known ? !is_changed : answered.version >= known.version)) next[id] = answered;
    else if (known && (answered || is_changed)) next[id] = known;
  }
  return { ...state, agents: next };
}
