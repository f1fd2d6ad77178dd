import type { Agent } from "@/lib/agents/contract";
import type { KnownSession } from "@/lib/client/state";

/** Whether a waiting chat is this agent's to answer: they are online and have all of its skills. */
export function isForAgent(
  session: Pick<KnownSession, "required_skills">,
  agent: Pick<Agent, "status" | "skills"> | undefined,
): boolean {
  if (agent?.status !== "online") return false;
  return session.required_skills.every((skill) => agent.skills.includes(skill));
}

/** Of several tabs one sounds: the oldest, whose id is the lowest. */
export const isTheOneThatSounds = (tab: string, others: Iterable<string>): boolean =>
  [...others].every((other) => tab < other);

/** What came into the queue since `before`, but for what was one's own until now. */
export function arrivals(
  queue: readonly KnownSession[],
  before: ReadonlySet<string>,
  own_before: ReadonlySet<string>,
): KnownSession[] {
  return queue.filter(({ id }) => !before.has(id) && !own_before.has(id));
}
