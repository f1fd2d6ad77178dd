import type { Session } from "@/lib/sessions/contract";

/**
 * Since when a pending session waits for an agent, as ISO time. One that was released waits since
 * the customer's first message without an answer, or else since its agent left. Its place in the
 * queue is that of its start all the same.
 */
export function waitsSince({
  agents,
  created_at,
  waiting_since,
}: Pick<Session, "agents" | "created_at" | "waiting_since">): string {
  const left_at = agents.at(-1)?.left_at;
  return left_at ? (waiting_since ?? left_at) : created_at;
}

/**
 * When the wait of a session ended that is not pending: with the first agent, or without one at its
 * end. As ISO time.
 */
export const waitedUntil = ({ agents, ended_at }: Pick<Session, "agents" | "ended_at">) =>
  agents[0]?.joined_at ?? ended_at;
