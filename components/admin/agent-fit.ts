import type { Account } from "@/lib/users/contract";

export type Fit = {
  has: string[];
  lacks: string[];
  is_full: boolean;
};

/** How an agent suits a chat that asks for skills. */
export function fitOf(agent: Account, required_skills: readonly string[]): Fit {
  return {
    has: required_skills.filter((skill) => agent.skills.includes(skill)),
    lacks: required_skills.filter((skill) => !agent.skills.includes(skill)),
    is_full: agent.active_chats >= agent.max_concurrent_chats,
  };
}

const PRESENCE = { online: 0, busy: 1, away: 2, offline: 3 };

/** Who could take it best comes first: has room, is there, has the skills, holds the fewest. */
export function byFit(required_skills: readonly string[]) {
  const key = (agent: Account) => {
    const { lacks, is_full } = fitOf(agent, required_skills);
    const load = agent.active_chats / Math.max(1, agent.max_concurrent_chats);
    return [Number(is_full), PRESENCE[agent.status], lacks.length, load];
  };
  return (a: Account, b: Account): number => {
    const [left, right] = [key(a), key(b)];
    const difference = left.map((part, at) => part - right[at]!).find((one) => one !== 0);
    return difference ?? a.name.localeCompare(b.name);
  };
}
