import type { ReactNode } from "react";
import { AgentFrame } from "@/components/staff/agent-frame";

export default function InboxArticlesLayout({ children }: { children: ReactNode }) {
  return <AgentFrame>{children}</AgentFrame>;
}
