import type { Agent } from "@/lib/agents/contract";
import type { ErrorBody } from "@/lib/errors";

type Full = Pick<Agent, "name" | "max_concurrent_chats">;

/** Why nobody can be given the chat any more; null when it waits still. */
export function whyGone(error: ErrorBody): string | null {
  if (error.code === "ALREADY_ASSIGNED") {
    const { agent } = (error.details ?? {}) as { agent?: { name: string } };
    return `${agent?.name ?? "An agent"} has taken this chat.`;
  }
  if (error.code === "CHAT_CLOSED") return "This chat is closed.";
  if (error.code === "NOT_FOUND" && error.field !== "agent_id") return error.message;
  return null;
}

/** Why somebody who holds all they may cannot be given a chat. */
export const whyFull = ({ name, max_concurrent_chats }: Full) =>
  max_concurrent_chats === 0
    ? `${name} takes no chats. Choose another agent.`
    : `${name} has as many chats as they may. Choose another agent.`;

/** Why this agent was not given the chat, which waits still. */
export function whyNot(error: ErrorBody, agent: Full): string {
  const { name } = agent;
  if (error.code === "AT_CAPACITY") return whyFull(agent);
  if (error.code === "NOT_FOUND") return `${name} is no agent any more. Choose another one.`;
  return error.message;
}
