import { route } from "@/lib/http/route";
import { listAgentInput } from "@/lib/sessions/contract";
import { listAgentSessions } from "@/lib/sessions/queries";

export const GET = route({ input: listAgentInput, run: listAgentSessions });
