import type { ErrorBody } from "@/lib/errors";

/** Why nobody can be given the chat any more; null when it waits still. */
export function whyGone(error: ErrorBody): string | null {
  if (error.code === "ALREADY_ASSIGNED") {
    const { agent } = (error.details ?? {}) as { agent?: { name: string } };
    return `${agent?.name ?? "An agent"} has taken this chat.`;
  }
  if (error.code === "CHAT_CLOSED") return "This chat has ended.";
  if (error.code === "NOT_FOUND" && error.field !== "agent_id") return error.message;
  return null;
}

/** Why this agent was not given the chat, which waits still. */
export function whyNot(error: ErrorBody, name: string): string {
  if (error.code === "AT_CAPACITY") {
    return `${name} has as many chats as they may. Choose another agent.`;
  }
  if (error.code === "NOT_FOUND") return `${name} is no agent any more. Choose another one.`;
  return error.message;
}
