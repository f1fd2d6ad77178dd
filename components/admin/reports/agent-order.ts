import type { AgentFigures, Measure } from "@/lib/analytics/contract";

export type Column = "name" | "sessions" | Measure;
export type Order = { by: Column; ascending: boolean };

export const KINDS = { median: "Median", mean: "Mean", p90: "90% within" } as const;
export type Kind = keyof typeof KINDS;

/** Who was measured comes before who was not, whichever way it goes. */
export function sortedAgents(
  agents: readonly AgentFigures[],
  { by, ascending }: Order,
  kind: Kind,
): AgentFigures[] {
  const sign = ascending ? 1 : -1;
  const byName = (a: AgentFigures, b: AgentFigures) => a.agent.name.localeCompare(b.agent.name);
  if (by === "name") return agents.toSorted((a, b) => sign * byName(a, b));
  const figureOf = (one: AgentFigures) => (by === "sessions" ? one.sessions : one[by][kind]);
  return agents.toSorted((a, b) => {
    const [left, right] = [figureOf(a), figureOf(b)];
    if (left === right) return byName(a, b);
    if (left === null) return 1;
    if (right === null) return -1;
    return sign * (left - right);
  });
}
