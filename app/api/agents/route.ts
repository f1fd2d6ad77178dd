import { noInput } from "@/lib/agents/contract";
import { listAgents } from "@/lib/agents/queries";
import { route } from "@/lib/http/route";

export const GET = route({ input: noInput, run: listAgents });
