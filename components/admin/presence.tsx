import { useIsInvited } from "@/components/admin/use-staff";
import { AGENT_STATUS } from "@/components/admin/words";
import { Badge } from "@/components/ui/badge";
import { StatusDot } from "@/components/ui/status-dot";
import type { Agent } from "@/lib/agents/contract";

/** Whether an agent is there; who has never signed in is invited. */
export function Presence({ agent }: { agent: Pick<Agent, "id" | "status"> }) {
  const isInvited = useIsInvited();
  const { tone, label } = AGENT_STATUS[agent.status];
  if (isInvited(agent)) return <Badge tone="info">Invited</Badge>;
  return <StatusDot tone={tone} label={label} />;
}
