import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { slot } from "@/lib/slot";

/** What the running server knows of itself without asking the database. */
type Sources = { connections(): number };

const sources = slot<Sources>("metrics sources");
export const setMetricsSources = sources.set;

/** Messages that this process has published since it started, by who sent them. */
const counts = slot<Record<string, number>>("message counts");

export function countMessage(sender_type: string): void {
  const known = counts.peek() ?? {};
  known[sender_type] = (known[sender_type] ?? 0) + 1;
  counts.set(known);
}

export type Figures = {
  sessions: Record<"pending" | "active", number>;
  /** Whole seconds; 0 when nobody waits. */
  longest_wait: number;
  agents: Record<"online" | "busy" | "away", number>;
};

const registry = slot<Registry>("metrics");

/** Made for the first who asks: a server that nobody watches measures nothing. */
function registryOfProcess(): Registry {
  const known = registry.peek();
  if (known) return known;
  const made = new Registry();
  collectDefaultMetrics({ register: made });
  registry.set(made);
  return made;
}

/** All that is measured, as Prometheus reads it. */
export async function toPrometheus(figures: Figures): Promise<string> {
  const now = new Registry();
  const registers = [now];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers }).set(value);
  const each = (name: string, help: string, label: string, values: Record<string, number>) => {
    const by = new Gauge({ name, help, labelNames: [label], registers });
    for (const [key, value] of Object.entries(values)) by.set({ [label]: key }, value);
  };
  each("parley_sessions", "Chats that are not closed.", "status", figures.sessions);
  gauge(
    "parley_longest_wait_seconds",
    "How long the one who waits longest has waited.",
    figures.longest_wait,
  );
  each("parley_agents", "Agents who are there.", "status", figures.agents);
  gauge("parley_connections", "Open sockets of this process.", sources.peek()?.connections() ?? 0);
  const messages = new Counter({
    name: "parley_messages_total",
    help: "Messages that this process has published since it started.",
    labelNames: ["sender_type"],
    registers,
  });
  for (const [sender_type, count] of Object.entries(counts.peek() ?? {})) {
    messages.inc({ sender_type }, count);
  }
  return Registry.merge([now, registryOfProcess()]).metrics();
}

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;
