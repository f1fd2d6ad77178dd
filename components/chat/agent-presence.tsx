import { Badge, type Tone } from "@/components/ui/badge";
import { StatusDot } from "@/components/ui/status-dot";
import type { AgentStatus } from "@/lib/agents/contract";

const AGENT_STATUS: Record<AgentStatus, { label: string; tone: Tone }> = {
  online: { label: "Online", tone: "success" },
  away: { label: "Away", tone: "warning" },
  busy: { label: "Busy", tone: "danger" },
  offline: { label: "Offline", tone: "neutral" },
};

type AgentPresenceProps = { status: AgentStatus; is_invited: boolean };

/** Whether an agent is there; who has never signed in is invited. */
export function AgentPresence({ status, is_invited }: AgentPresenceProps) {
  if (is_invited) return <Badge tone="info">Invited</Badge>;
  const { tone, label } = AGENT_STATUS[status];
  return <StatusDot tone={tone} label={label} />;
}
