import type { AutomaticMode, Candidate, Reasons, Verdict } from "@/lib/assignment/contract";

/** A chat that waits. */
export type Waiting = {
  id: string;
  required_skills: string[];
  /** In whole seconds. */
  waited: number;
  /** Who had it last, if anybody: it was given back, and not to come to them again. */
  held_last_by: number | null;
};

/** An agent who is there. */
export type Present = Omit<Candidate, "missing_skills" | "verdict"> & { skills: string[] };

export type Decision = { session_id: string; agent_id: number; reasons: Reasons };

const MOST_CANDIDATES = 50;

/** From the one who was given none for longest; who never was comes first. */
const byLastGiven = (a: Present, b: Present) =>
  (a.last_given_at ?? "").localeCompare(b.last_given_at ?? "") || a.agent_id - b.agent_id;

/** Who may hold none is full: 0 ÷ 0 is before and after nobody, and would mix up all others. */
const shareOf = ({ active_chats, max_concurrent_chats }: Present) =>
  max_concurrent_chats === 0 ? 1 : active_chats / max_concurrent_chats;

/** By the share of their limit that they have, so that who may hold more is given more. */
const byLoad = (a: Present, b: Present) => shareOf(a) - shareOf(b) || byLastGiven(a, b);

const RANK: Record<AutomaticMode, (a: Present, b: Present) => number> = {
  round_robin: byLastGiven,
  least_busy: byLoad,
  skill_based: byLoad,
  priority: byLoad,
};

const missingSkills = ({ required_skills }: Waiting, { skills }: Present): string[] =>
  required_skills.filter((skill) => !skills.includes(skill));

/** Whether they can be given a chat at all. */
export const hasRoom = ({ status, active_chats, max_concurrent_chats }: Present): boolean =>
  status === "online" && active_chats < max_concurrent_chats;

/** `skill_based` alone looks at skills: the others would leave a chat waiting for who never comes. */
function verdictOn(mode: AutomaticMode, chat: Waiting, agent: Present): Verdict {
  if (agent.status !== "online") return "not_online";
  if (!hasRoom(agent)) return "full";
  if (chat.held_last_by === agent.agent_id) return "held";
  if (mode === "skill_based" && missingSkills(chat, agent).length > 0) return "lacks_skills";
  return "fits";
}

/**
 * The next chat that can be given away, and to whom; null when there is none. Nothing else decides
 * what is assigned automatically.
 * @param waiting in the order in which they are served: that of the queue for `priority`, else that
 *   in which they came
 */
export function decide(
  mode: AutomaticMode,
  waiting: readonly Waiting[],
  present: readonly Present[],
): Decision | null {
  const ranked = [...present].sort(RANK[mode]);
  for (const [passed_over, chat] of waiting.entries()) {
    const verdicts = ranked.map((agent) => ({ agent, verdict: verdictOn(mode, chat, agent) }));
    const chosen = verdicts.find(({ verdict }) => verdict === "fits");
    if (!chosen) continue;
    const candidateOf = ({ agent, verdict }: (typeof verdicts)[number]): Candidate => {
      const { skills: _, ...known } = agent;
      const missing_skills = missingSkills(chat, agent);
      return { ...known, missing_skills, verdict: agent === chosen.agent ? "chosen" : verdict };
    };
    const fit = verdicts.filter(({ verdict }) => verdict === "fits");
    const unfit = verdicts.filter(({ verdict }) => verdict !== "fits");
    const candidates = [...fit, ...unfit].slice(0, MOST_CANDIDATES).map(candidateOf);
    return {
      session_id: chat.id,
      agent_id: chosen.agent.agent_id,
      reasons: { mode, waited: chat.waited, passed_over, candidates },
    };
  }
  return null;
}
