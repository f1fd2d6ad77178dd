import { recordActivity, setStatus } from "@/lib/agents/commands";
import { setStatusInput } from "@/lib/agents/contract";
import { noInput } from "@/lib/input";
import type { On } from "@/lib/realtime/handlers/handler";

export function agentHandlers(on: On): void {
  on("agent:activity_ping", noInput, recordActivity);
  on("agent:set_status", setStatusInput, setStatus);
}
