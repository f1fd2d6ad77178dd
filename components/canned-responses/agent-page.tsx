import { AgentFrame } from "@/components/staff/agent-frame";
import type { Me } from "@/lib/client/state";
import { CannedResponsesScreen } from "./canned-responses-screen";

/** The page beside the inbox, for all of the staff. */
export function AgentPage({ me }: { me: Me }) {
  return (
    <AgentFrame>
      <CannedResponsesScreen me={me} />
    </AgentFrame>
  );
}
