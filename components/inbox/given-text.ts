import type { Session } from "@/lib/sessions/contract";
import { isHandedOn } from "@/lib/sessions/policy";

/** What an agent is told of a chat that they were given. */
export function givenText(session: Pick<Session, "agents">): string {
  if (!isHandedOn(session)) return "You have a new chat";
  return `You have a chat from ${session.agents.at(-2)?.name}`;
}
