import type { Agent } from "@/lib/agents/contract";

/** What of an agent decides whether they suit a chat. */
export type Candidate = Pick<
  Agent,
  "id" | "name" | "status" | "skills" | "active_chats" | "max_concurrent_chats"
>;

export type Fit = {
  has: string[];
  lacks: string[];
  is_full: boolean;
};

/** How an agent suits a chat that asks for skills. */
export function fitOf(agent: Candidate, required_skills: readonly string[]): Fit {
  return {
    has: required_skills.filter((skill) => agent.skills.includes(skill)),
    lacks: required_skills.filter((skill) => !agent.skills.includes(skill)),
    is_full: agent.active_chats >= agent.max_concurrent_chats,
  };
}

/** Why a chat should not be given to them, in a word or two; null when it may be. */
export function unfitWord(agent: Candidate): string | null {
  if (agent.max_concurrent_chats === 0) return "Takes none";
  if (agent.active_chats >= agent.max_concurrent_chats) return "Full";
  return agent.status === "offline" ? "Offline" : null;
}

const PRESENCE = { online: 0, busy: 1, away: 2, offline: 3 };

/** Who could take it best comes first: has room, is there, has the skills, holds the fewest. */
export function byFit(required_skills: readonly string[]) {
  const key = (agent: Candidate) => {
    const { lacks, is_full } = fitOf(agent, required_skills);
    const load = agent.active_chats / Math.max(1, agent.max_concurrent_chats);
    return [Number(is_full), PRESENCE[agent.status], lacks.length, load];
  };
  return (a: Candidate, b: Candidate): number => {
    const [left, right] = [key(a), key(b)];
    const difference = left.map((part, at) => part - right[at]!).find((one) => one !== 0);
    return difference || a.name.localeCompare(b.name) || a.id - b.id;
  };
}

/** Who could take it best: has room, is there and has every skill; null where nobody does. */
export function bestFor<T extends Candidate>(
  agents: readonly T[],
  required_skills: readonly string[],
): T | null {
  const suits = (agent: T) =>
    unfitWord(agent) === null && fitOf(agent, required_skills).lacks.length === 0;
  return agents.toSorted(byFit(required_skills)).find(suits) ?? null;
}
