import { expect, test } from "vitest";
import { type Order, sortedAgents } from "@/components/admin/reports/agent-order";
import type { AgentFigures, Spread } from "@/lib/analytics/contract";

const nothing: Spread = { count: 0, mean: null, median: null, p90: null };
const agent = (name: string, sessions: number, median: number | null): AgentFigures => ({
  agent: { id: sessions + 1, name },
  sessions,
  wait: { ...nothing, median, p90: median === null ? null : 100 - median },
  first_response: nothing,
  response: nothing,
  duration: nothing,
  messages: nothing,
  satisfaction: nothing,
});
const agents = [agent("Mia", 4, null), agent("Zoe", 9, 30), agent("Ada", 2, 10)];

const names = (order: Order, kind: "median" | "p90" = "median") =>
  sortedAgents(agents, order, kind).map((one) => one.agent.name);

test.each([
  [{ by: "name", ascending: true }, ["Ada", "Mia", "Zoe"]],
  [{ by: "sessions", ascending: false }, ["Zoe", "Mia", "Ada"]],
  [{ by: "wait", ascending: true }, ["Ada", "Zoe", "Mia"]],
  [{ by: "wait", ascending: false }, ["Zoe", "Ada", "Mia"]],
  [{ by: "satisfaction", ascending: false }, ["Ada", "Mia", "Zoe"]],
] as const)("%j; who was not measured comes last", (order, expected) => {
  expect(names(order)).toEqual(expected);
});

test("the value that is shown is the one that is sorted by", () => {
  expect(names({ by: "wait", ascending: true }, "p90")).toEqual(["Zoe", "Ada", "Mia"]);
});
