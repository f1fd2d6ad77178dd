import { useIsInvited } from "@/components/admin/use-staff";
import { AgentPresence } from "@/components/chat/agent-presence";
import type { Agent } from "@/lib/agents/contract";

/** Whether an agent is there; who has never signed in is invited. */
export function Presence({ agent }: { agent: Pick<Agent, "id" | "status"> }) {
  const isInvited = useIsInvited();
  return <AgentPresence status={agent.status} is_invited={isInvited(agent)} />;
}
